import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import type { Clock } from '../domain/clock';
import type { StoreMap } from '../domain/data-map';
import type { DeskStore } from '../domain/desk';
import { type Connector, StoreShapeError, StoreUnavailableError } from './connector';
import { createDynamoDbConnector } from './dynamodb/dynamodb-connector';
import type { TokenAccess } from './postgres/postgres-access';
import { createPostgresConnector } from './postgres/postgres-connector';
import { createS3Connector } from './s3/s3-connector';

/**
 * Opens the connector of an automatic store. Nothing is contacted yet.
 *
 * @param credentials for a database: its `url`, already resolved from the reference in the desk file, or how
 * to log in with tokens. DynamoDB and S3 use the
 * role of the process, in the region that the desk file names or the process runs in.
 * @param clock for stores into which a map writes the time of an erasure and that have no clock of their own;
 * tells a store of files whether a lock has ended
 * @throws StoreUnavailableError when nothing says how to reach a database; StoreShapeError for a `manual`
 * store, which a person looks through.
 */
export function openConnector(
  store: StoreMap,
  settings: DeskStore,
  credentials: { readonly url?: string } | TokenAccess,
  clock?: Clock,
): Connector {
  const { region } = settings.connection;
  const where = region === undefined ? {} : { region };
  switch (store.kind) {
    case 'postgres':
      if ('token' in credentials) return createPostgresConnector({ store, ...credentials });
      if (credentials.url === undefined) {
        throw new StoreUnavailableError(`nothing says how to reach ${store.storeId}`);
      }
      return createPostgresConnector({ store, url: credentials.url });
    case 'dynamodb':
      return createDynamoDbConnector({
        store,
        client: new DynamoDBClient(where),
        ...(clock === undefined ? {} : { clock }),
      });
    case 's3':
      return createS3Connector({ store, client: new S3Client(where), clock });
    case 'manual':
      throw new StoreShapeError(`${store.storeId} is looked through by a person`);
  }
}
