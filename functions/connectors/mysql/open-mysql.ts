import { StoreUnavailableError } from '../connector';
import type { OpenStore } from '../kind-definition';
import { createMysqlConnector } from './mysql-connector';

/** @throws StoreUnavailableError when nothing says how to reach the database. */
export const openMysql: OpenStore = ({ store, credentials }) => {
  if ('token' in credentials) return createMysqlConnector({ store, ...credentials });
  const { url } = credentials;
  if (url === undefined) throw new StoreUnavailableError(`nothing says how to reach ${store.storeId}`);
  return createMysqlConnector({ store, url });
};
