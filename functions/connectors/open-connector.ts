import type { Clock } from '../domain/clock';
import type { StoreMap } from '../domain/data-map';
import type { DeskStore } from '../domain/desk';
import { type Connector, StoreShapeError } from './connector';
import { openDynamoDb } from './dynamodb/open-dynamodb';
import type { ConnectorCredentials, OpenStore } from './kind-definition';
import { openManual } from './manual/open-manual';
import { openMysql } from './mysql/open-mysql';
import { openPostgres } from './postgres/open-postgres';
import { openS3 } from './s3/open-s3';
import type { KindName } from './store-kinds';

/** The connector of every kind. Apart from `store-kinds.ts`, so that each side carries its own half alone. */
export const connectors: Record<string, OpenStore> = {
  postgres: openPostgres,
  mysql: openMysql,
  dynamodb: openDynamoDb,
  s3: openS3,
  manual: openManual,
} satisfies Record<KindName, OpenStore>;

/**
 * Opens the connector of a store. Nothing is contacted yet.
 *
 * @param credentials - for a database: its `url`, already resolved from the reference in the desk file, or
 * how to log in with tokens. DynamoDB and S3 use the role of the process, in the region that the desk file
 * names or the process runs in.
 * @param clock - for stores that have no clock of their own: a map may have the time of an erasure written
 * into them, and a lock on a file ends at some time
 * @throws StoreUnavailableError when nothing says how to reach a database; StoreShapeError for a `manual`
 * store, which a person looks through, and for a kind without a connector.
 */
export function openConnector(
  store: StoreMap,
  settings: DeskStore,
  credentials: ConnectorCredentials,
  clock?: Clock,
): Connector {
  const open = connectors[store.kind];
  if (open === undefined)
    throw new StoreShapeError(`${store.storeId} is of the kind ${store.kind}, which has no connector`);
  return open({ store, connection: settings.connection, credentials, clock });
}
