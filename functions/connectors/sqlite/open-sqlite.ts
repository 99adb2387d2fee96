import { resolve } from 'node:path';
import { StoreUnavailableError } from '../connector';
import type { OpenStore } from '../kind-definition';
import { createSqliteConnector } from './sqlite-connector';

/** @throws StoreUnavailableError when nothing says where the file is. */
export const openSqlite: OpenStore = ({ store, connection }) => {
  const { file } = connection;
  if (file === undefined) throw new StoreUnavailableError(`nothing says in which file ${store.storeId} is`);
  return createSqliteConnector({ store, file: resolve(file) });
};
