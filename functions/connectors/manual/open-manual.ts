import { StoreShapeError } from '../connector';
import type { OpenStore } from '../kind-definition';

/** @throws StoreShapeError always: a person looks through such a store. */
export const openManual: OpenStore = ({ store }) => {
  throw new StoreShapeError(`${store.storeId} is looked through by a person`);
};
