import type { Connector } from '../functions/connectors/connector';
import type { StoreMap } from '../functions/domain/data-map';
import type { Desk } from '../functions/domain/desk';
import { commandModules } from './command-modules';
import { CommandError } from './console';
import { credentialsOf } from './store-credentials';

/** Opens the connector of an automatic store with the credentials that the desk file names. */
export type ConnectStore = (desk: Desk, store: StoreMap) => Promise<Connector>;

export function connectStoreWith(env: Readonly<Record<string, string | undefined>>): ConnectStore {
  return async (desk, store) => {
    const settings = desk.stores.find((candidate) => candidate.id === store.storeId);
    if (!settings)
      throw new CommandError(`a dataset names the store ${store.storeId}, which the desk file lacks`);
    const { openConnector } = commandModules.openConnector();
    const readParameter = (name: string) => commandModules.readSsmParameter().readSsmParameter(name);
    return openConnector(store, settings, await credentialsOf(settings, env, readParameter));
  };
}
