import { StoreShapeError } from '../../functions/connectors/connector';
import type { OpenStore } from '../../functions/connectors/kind-definition';

/**
 * What a bundle holds instead of the SQLite connector: no function in AWS reaches a file, and synth says so.
 */
export const openSqlite: OpenStore = ({ store }) => {
  throw new StoreShapeError(`${store.storeId} is a SQLite file, which a function in AWS cannot reach`);
};
