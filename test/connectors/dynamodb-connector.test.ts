import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  paginateScan,
} from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createDynamoDbConnector } from '../../functions/connectors/dynamodb/dynamodb-connector';
import type { StoreMap } from '../../functions/domain/data-map';
import { startDynamoDb } from '../../local/aws/dynamodb-server';
import type { LoopbackServer } from '../../local/aws/loopback-server';
import { type ContractKind, connectorContract } from '../contracts/connector.contract';
import { dynamoDbParticulars } from './dynamodb-particulars';

jest.setTimeout(30_000);

const indexes = [
  { name: 'byEmail', field: 'email' },
  { name: 'byMemberNumber', field: 'member_number' },
  { name: 'byRoom', field: 'room' },
];
interface Table {
  readonly name: string;
  readonly key: readonly string[];
  readonly ways: readonly { readonly name: string; readonly field: string }[];
}

function clientAt(endpoint: string): DynamoDBClient {
  const credentials = { accessKeyId: 'S3RVER', secretAccessKey: 'swordfish' };
  return new DynamoDBClient({ region: 'us-east-1', endpoint, credentials, maxAttempts: 1 });
}

async function makeTable(client: DynamoDBClient, { name, key, ways }: Table): Promise<void> {
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [...new Set([...key, ...ways.map((way) => way.field)])].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S',
      })),
      KeySchema: key.map((AttributeName, index) => ({
        AttributeName,
        KeyType: index === 0 ? ('HASH' as const) : ('RANGE' as const),
      })),
      ...(ways.length > 0
        ? {
            GlobalSecondaryIndexes: ways.map((way) => ({
              IndexName: way.name,
              KeySchema: [{ AttributeName: way.field, KeyType: 'HASH' as const }],
              Projection: { ProjectionType: 'KEYS_ONLY' as const },
            })),
          }
        : {}),
    }),
  );
  await tableIsThere(client, name);
}

/** dynalite creates a table only after it has replied. */
async function tableIsThere(client: DynamoDBClient, TableName: string): Promise<void> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  if (Table?.TableStatus !== 'ACTIVE') await tableIsThere(client, TableName);
}

async function fill(client: DynamoDBClient, table: string, rows: readonly object[]): Promise<void> {
  const documents = DynamoDBDocumentClient.from(client);
  const items = rows.map((row) =>
    Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null && value !== '')),
  );
  const batches = Array.from({ length: Math.ceil(items.length / 25) }, (_, nth) =>
    items.slice(nth * 25, nth * 25 + 25),
  );
  await Promise.all(
    batches.map((batch) =>
      documents.send(
        new BatchWriteCommand({ RequestItems: { [table]: batch.map((Item) => ({ PutRequest: { Item } })) } }),
      ),
    ),
  );
}

async function contentOf(client: DynamoDBClient, tables: readonly Table[]): Promise<Map<string, string>> {
  const lines = new Map<string, string>();
  for (const { name, key } of tables) {
    for await (const { Items = [] } of paginateScan({ client }, { TableName: name })) {
      for (const item of Items) {
        const row = key.map((field) => item[field]?.S).join('/');
        lines.set(`${name}/${row}`, JSON.stringify(Object.entries(item).sort()));
      }
    }
  }
  return lines;
}

/** The map with the tables of one test: dynalite is slow to delete a table, so each test has its own. */
function inTables(store: StoreMap, tables: Readonly<Record<string, Table>>): StoreMap {
  const collections = store.collections.map((collection) => ({
    ...collection,
    physical: { ...collection.physical, table: tables[collection.name]?.name },
  }));
  return { ...store, collections };
}

describe('the DynamoDB connector on dynalite', () => {
  let server: LoopbackServer;
  let opened = 0;

  beforeAll(async () => {
    server = await startDynamoDb({});
  });

  afterAll(async () => {
    await server.stop();
  });

  const dynamodb: ContractKind = {
    kind: 'dynamodb',
    physical: { members: { indexes }, rooms: {} },
    memberKey: ['club', 'id'],
    sharing: true,
    crowd: 230,
    open: async (map, content) => {
      const client = clientAt(server.endpoint);
      opened += 1;
      const tables = {
        members: { name: `members-${opened}`, key: ['club', 'id'], ways: indexes },
        rooms: { name: `rooms-${opened}`, key: ['id'], ways: [] },
      };
      await Promise.all(Object.values(tables).map((table) => makeTable(client, table)));
      await fill(client, tables.members.name, content.members);
      await fill(client, tables.rooms.name, content.rooms);
      const store = inTables(map, tables);
      return {
        connector: createDynamoDbConnector({ store, client: clientAt(server.endpoint) }),
        unreachable: createDynamoDbConnector({ store, client: clientAt('http://127.0.0.1:1') }),
        snapshot: () => contentOf(client, Object.values(tables)),
        close: async () => client.destroy(),
      };
    },
  };

  connectorContract(dynamodb);

  describe('particulars', () => dynamoDbParticulars(() => clientAt(server.endpoint)));
});
