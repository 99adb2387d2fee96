import { readParameter } from '../adapters/ssm-parameter';
import { systemClock } from '../adapters/system-clock';
import { type Connector, StoreShapeError, StoreUnavailableError } from '../connectors/connector';
import { openConnector } from '../connectors/open-connector';
import type { DeskData } from '../domain/desk-deps';
import { rdsLogInOf } from '../domain/rds-log-in';
import { rdsAccess } from './rds-access';
import { readRdsCertificates } from './rds-certificates';

/**
 * Opens a store of the desk by its id. With `login: iam` it uses signed tokens, otherwise the credential that
 * the desk file names: an environment variable or, when it begins with `/`, an SSM parameter.
 */
export async function openStore(
  { desk, map }: Pick<DeskData, 'desk' | 'map'>,
  storeId: string,
): Promise<Connector> {
  const store = map.stores.find((s) => s.storeId === storeId);
  const settings = desk.stores.find((s) => s.id === storeId);
  if (!store || !settings) throw new StoreShapeError(`the desk has no store ${storeId}`);
  const logIn = rdsLogInOf(settings.connection);
  if (logIn) return openConnector(store, settings, rdsAccess(logIn, readRdsCertificates(logIn.region)));
  const reference = settings.connection.url ?? settings.connection.token;
  if (reference === undefined) return openConnector(store, settings, {}, systemClock);
  const url = reference.startsWith('/') ? await readParameter(reference) : process.env[reference];
  if (!url)
    throw new StoreUnavailableError(`the credential ${reference} of the store ${storeId} is not there`);
  return openConnector(store, settings, { url });
}
