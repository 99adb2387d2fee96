import {
  BatchWriteItemCommand,
  CreateTableCommand,
  DynamoDBClient,
  type WriteRequest,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import type { StoreMap } from '../../functions/domain/data-map';
import type { Search } from '../../functions/domain/finding';
import { startDynamoDb } from '../../local/aws/dynamodb-server';
import { aCollection, aStore } from '../../test/connectors/small-map';
import { localAccount } from '../machinery/local-account';

export const TABLE = 'bench-visits';
export const INDEX = 'byOwner';
export const OWNER = 'person-1';

export const itemStore: StoreMap = aStore('dynamodb', [
  aCollection('visits', ['id', 'owner', 'at', 'page'], {
    primaryKey: ['id'],
    facts: ['owner'],
    physical: { table: TABLE, indexes: [{ name: INDEX, field: 'owner' }] },
  }),
]);

export const itemSearch: readonly Search[] = [{ collection: 'visits', field: 'owner', values: [OWNER] }];

/** Most items of one BatchWriteItem. */
const BATCH = 25;

/** An emulator of DynamoDB in memory, until it is stopped. */
export async function openDynamoDb(): Promise<{ readonly client: DynamoDBClient; stop(): Promise<void> }> {
  const server = await startDynamoDb({});
  const client = new DynamoDBClient(localAccount(server.endpoint));
  const stop = async () => {
    client.destroy();
    await server.stop();
  };
  return { client, stop };
}

/** Runs a piece of work with an emulator of DynamoDB in memory. */
export async function withDynamoDb<Result>(
  work: (client: DynamoDBClient) => Promise<Result>,
): Promise<Result> {
  const { client, stop } = await openDynamoDb();
  try {
    return await work(client);
  } finally {
    await stop();
  }
}

/** A table with an index that holds whole items, filled with items of about 470 bytes of one person. */
export async function fillItems(client: DynamoDBClient, items: number): Promise<void> {
  await client.send(
    new CreateTableCommand({
      TableName: TABLE,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['id', 'owner'].map((name) => ({ AttributeName: name, AttributeType: 'S' })),
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      GlobalSecondaryIndexes: [
        {
          IndexName: INDEX,
          // With a sort key: without one the emulator loses items of an index whose short hashes are alike.
          KeySchema: [
            { AttributeName: 'owner', KeyType: 'HASH' },
            { AttributeName: 'id', KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: 10, minDelay: 0.05 }, { TableName: TABLE });
  await writeAll(
    client,
    TABLE,
    Array.from({ length: items }, (_, n) => itemAt(n)),
  );
}

function itemAt(n: number) {
  return {
    id: { S: `visit-${String(n).padStart(8, '0')}` },
    owner: { S: OWNER },
    at: { S: '2026-03-05T09:00:00Z' },
    page: { S: '/lamps/'.repeat(56) },
  };
}

/** Writes items in batches. */
export async function writeAll(
  client: DynamoDBClient,
  table: string,
  items: readonly NonNullable<WriteRequest['PutRequest']>['Item'][],
): Promise<void> {
  for (let at = 0; at < items.length; at += BATCH) {
    const writes = items.slice(at, at + BATCH).map((Item) => ({ PutRequest: { Item } }));
    await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: writes } }));
  }
}
