import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { defined } from '../../domain/defined';
import type { OpenStore } from '../kind-definition';
import { createDynamoDbConnector } from './dynamodb-connector';

/** With the role of the process, in the region of the desk file, else in that of the process. */
export const openDynamoDb: OpenStore = ({ store, connection, clock }) =>
  createDynamoDbConnector({
    store,
    client: new DynamoDBClient(defined({ region: connection.region })),
    ...defined({ clock }),
  });
