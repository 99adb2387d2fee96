import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { defined } from '../../domain/defined';
import type { OpenStore } from '../kind-definition';
import { createDynamoDbConnector } from './dynamodb-connector';

/**
 * How often a throttled call is tried, with waits that grow to twenty seconds. Meanwhile the client as a
 * whole sends more slowly.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
const RETRIES = { retryMode: 'adaptive', maxAttempts: 8 } as const;

/** With the role of the process, in the region of the desk file, else in that of the process. */
export const openDynamoDb: OpenStore = ({ store, connection, clock }) =>
  createDynamoDbConnector({
    store,
    client: new DynamoDBClient({ ...RETRIES, ...defined({ region: connection.region }) }),
    ...defined({ clock }),
  });
