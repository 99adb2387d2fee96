import { StoreUnavailableError } from '../connector';
import type { OpenStore } from '../kind-definition';
import { createPostgresConnector } from './postgres-connector';

/** @throws StoreUnavailableError when nothing says how to reach the database. */
export const openPostgres: OpenStore = ({ store, credentials }) => {
  if ('token' in credentials) return createPostgresConnector({ store, ...credentials });
  const { url } = credentials;
  if (url === undefined) throw new StoreUnavailableError(`nothing says how to reach ${store.storeId}`);
  return createPostgresConnector({ store, url });
};
