import { StoreUnavailableError } from '../connector';
import { httpsTransport } from '../https/https-transport';
import type { OpenStore } from '../kind-definition';
import { createHttpConnector } from './http-connector';
import type { Vendor } from './vendor';
import { secretsOf } from './vendor-secrets';

/**
 * With the vendor's file as the build resolved it, and the one secret that the desk file names.
 *
 * @throws StoreUnavailableError where the file or a secret of it is missing
 */
export const openHttp: OpenStore = ({ store, vendor, credentials }) => {
  if (vendor === undefined)
    throw new StoreUnavailableError(`nothing says how to reach ${store.storeId}`, { code: 'no-vendor' });
  const described = vendor as Vendor;
  const kept = 'secret' in credentials ? credentials.secret : undefined;
  const secrets = secretsOf(described, kept);
  return createHttpConnector({ store, vendor: described, secrets, transport: httpsTransport() });
};
