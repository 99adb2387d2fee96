import type { OpenStore } from '../kind-definition';
import { createChromaConnector } from './chroma-connector';
import { chromaOverHttps } from './chroma-transport';

/** The host and the database are fixed by the desk file; the token comes resolved. */
export const openChroma: OpenStore = ({ store, connection, credentials }) => {
  const { address = '', tenant = 'default_tenant', database = 'default_database', network } = connection;
  const token = 'secret' in credentials ? credentials.secret : undefined;
  const access = { address, isPrivate: network === 'private', ...(token === undefined ? {} : { token }) };
  return createChromaConnector({ store, tenant, database, send: chromaOverHttps(access) });
};
