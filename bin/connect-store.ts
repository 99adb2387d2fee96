import type { Connector } from '../functions/connectors/connector';
import type { TokenAccess } from '../functions/connectors/token-access';
import type { StoreMap } from '../functions/domain/data-map';
import type { Desk } from '../functions/domain/desk';
import { type RdsLogIn, rdsLogInOf } from '../functions/domain/rds-log-in';
import { CommandError } from './console';
import { credentialsOf } from './store-credentials';

/** Loaded on first use, as the commands are: see `command-modules.ts`. */
const modules = {
  openConnector: () =>
    require('../functions/connectors/open-connector') as typeof import('../functions/connectors/open-connector'),
  rdsAccess: () =>
    require('../functions/stores/rds-access') as typeof import('../functions/stores/rds-access'),
  rdsCertificates: () => require('../infra/rds-certificates') as typeof import('../infra/rds-certificates'),
  readSsmParameter: () => require('./read-ssm-parameter') as typeof import('./read-ssm-parameter'),
};

/** Opens the connector of an automatic store with the credentials that the desk file names. */
export type ConnectStore = (desk: Desk, store: StoreMap) => Promise<Connector>;

export function connectStoreWith(env: Readonly<Record<string, string | undefined>>): ConnectStore {
  return async (desk, store) => {
    const settings = desk.stores.find((candidate) => candidate.id === store.storeId);
    if (!settings)
      throw new CommandError(`a dataset names the store ${store.storeId}, which is not in the desk file`);
    const { openConnector } = modules.openConnector();
    const logIn = rdsLogInOf(settings.connection);
    if (logIn) return openConnector(store, settings, tokensFor(logIn));
    const readParameter = (name: string) => modules.readSsmParameter().readSsmParameter(name);
    return openConnector(store, settings, await credentialsOf(settings, env, readParameter));
  };
}

/**
 * Logs in with the credentials of the environment, e.g. of a profile; they need the permission that the
 * store's role has.
 */
function tokensFor(logIn: RdsLogIn): TokenAccess {
  const authorities = modules.rdsCertificates().rdsCertificates(logIn.region);
  if (authorities === undefined)
    throw new CommandError(`this version of Rightsdesk has no RDS certificates for ${logIn.region}`);
  return modules.rdsAccess().rdsAccess(logIn, authorities);
}
