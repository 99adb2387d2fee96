import { type DynamoDBClient, QueryCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import type { StoreMap } from '../../domain/data-map';
import type { DataPoint, RowRef, Search } from '../../domain/finding';
import type { Connector, ExportedRecord, MatchAnswer, OptOutReceipt, StoreShape } from '../connector';
import { fieldText } from '../exact-json';
import { locateEverything } from '../locate-everything';
import { assertField, keyValues, mappedCollection, searchesByCollection } from '../mapped-collection';
import { matchLimit, matchPoints } from '../match-points';
import { optOutValues } from '../opt-out-values';
import { eraseItems, setAttributes } from './dynamodb-erase';
import { dynamoCall } from './dynamodb-failure';
import { locateItems } from './dynamodb-locate';
import { getItems } from './dynamodb-read';
import { type DynamoTable, describeDynamoTable, itemKey, keyOfItem } from './dynamodb-table';
import { dynamoValue, dynamoValues, keyAttribute } from './dynamodb-value';

/** Items read to learn which attributes occur: DynamoDB keeps no list of them. */
const sampleSize = 200;
const exportBatch = 50;

/**
 * DynamoDB tables. Rows are found by the partition key or by an index that the map names, never by a scan; changed one by one, by full key.
 * Attribute names always travel as placeholders, so that reserved words do no harm.
 */
export function createDynamoDbConnector({
  store,
  client,
}: {
  store: StoreMap;
  client: DynamoDBClient;
}): Connector {
  const connector: Connector = {
    probe: () => probeTables(client, store),
    describe: () => describeTables(client, store),
    examine: async () => ({ problems: [] }),
    rehearse: async () => ({ outcome: 'not-tried', reason: 'unsupported' }),
    match: (search, points) => matchItems(client, store, { search, points }),
    locate: (searches, cursor) => locateItems(client, store, { searches, cursor }),
    export: (rows) => exportItems(client, store, rows),
    erase: async (instructions) => {
      const collections = [];
      for (const instruction of instructions) {
        collections.push(await eraseItems(client, store, instruction));
      }
      return { collections };
    },
    confirmAbsent: async (searches) => {
      await connector.probe();
      return locateEverything(connector, searches);
    },
    optOut: (searches, right) => optOutItems(client, store, { searches, right }),
    close: async () => client.destroy(),
  };
  return connector;
}

/** Asks every table and index for a key that need not exist: a permission that is missing must not pass for absence. */
async function probeTables(client: DynamoDBClient, store: StoreMap): Promise<void> {
  for (const collection of store.collections) {
    const table = await describeDynamoTable(client, collection);
    for (const [field, index] of table.ways) {
      const value = keyAttribute(
        table.keyTypes.get(field) === 'N' ? '0' : 'probe',
        table.keyTypes.get(field) ?? 'S',
      );
      await dynamoCall(() =>
        client.send(
          new QueryCommand({
            TableName: table.name,
            ...(index === undefined ? {} : { IndexName: index }),
            KeyConditionExpression: '#field = :value',
            ExpressionAttributeNames: { '#field': field },
            ExpressionAttributeValues: value === undefined ? {} : { ':value': value },
            Limit: 1,
          }),
        ),
      );
    }
  }
}

async function describeTables(client: DynamoDBClient, store: StoreMap): Promise<StoreShape> {
  const collections = [];
  for (const collection of store.collections) {
    const table = await describeDynamoTable(client, collection);
    const sample = await dynamoCall(() =>
      client.send(new ScanCommand({ TableName: table.name, Limit: sampleSize })),
    );
    const types = new Map(
      (sample.Items ?? []).flatMap((item) =>
        Object.entries(item).map(([field, value]) => [field, Object.keys(value)[0] ?? ''] as const),
      ),
    );
    collections.push({
      name: collection.name,
      fields: [...types].sort().map(([name, type]) => ({ name, type })),
    });
  }
  return { collections };
}

interface Match {
  readonly search: Search;
  readonly points: readonly DataPoint[];
}

async function matchItems(
  client: DynamoDBClient,
  store: StoreMap,
  { search, points }: Match,
): Promise<MatchAnswer> {
  const collection = mappedCollection(store, search.collection);
  for (const { field } of points) {
    assertField(collection, field);
  }
  const { rows } = await locateItems(client, store, { searches: [search], cursor: undefined });
  const table = await describeDynamoTable(client, collection);
  const items = await getItems(
    client,
    table,
    rows.slice(0, matchLimit).map((row) => row.key),
  );
  const texts = items.map((item) =>
    Object.fromEntries(points.map(({ field }) => [field, fieldText(dynamoValue(item[field])) ?? ''])),
  );
  return matchPoints(texts, points);
}

async function* exportItems(
  client: DynamoDBClient,
  store: StoreMap,
  rows: readonly RowRef[],
): AsyncGenerator<ExportedRecord> {
  const tables = new Map<string, DynamoTable>();
  for (let start = 0; start < rows.length; start += exportBatch) {
    const batch = rows.slice(start, start + exportBatch);
    const found = new Map<string, ExportedRecord>();
    for (const name of new Set(batch.map((row) => row.collection))) {
      const table = tables.get(name) ?? (await describeDynamoTable(client, mappedCollection(store, name)));
      tables.set(name, table);
      const keys = batch.filter((row) => row.collection === name).map((row) => row.key);
      for (const item of await getItems(client, table, keys)) {
        const ref = { collection: name, key: keyOfItem(table, item) };
        found.set(nameOfRow(table, ref), { ...ref, values: dynamoValues(item) });
      }
    }
    for (const row of batch) {
      const table = tables.get(row.collection);
      const record = table && found.get(nameOfRow(table, row));
      if (record) {
        yield record;
      }
    }
  }
}

function nameOfRow({ collection }: DynamoTable, row: RowRef): string {
  return JSON.stringify([collection.name, keyValues(collection, row.key)]);
}

interface OptOut {
  readonly searches: readonly Search[];
  readonly right: string;
}

async function optOutItems(client: DynamoDBClient, store: StoreMap, optOut: OptOut): Promise<OptOutReceipt> {
  const receipt = { found: 0, changed: 0 };
  for (const { collection, conditions } of searchesByCollection(store, optOut.searches)) {
    const values = optOutValues(collection, optOut.right);
    if (values !== undefined) {
      const searches = conditions.map((condition) => ({ collection: collection.name, ...condition }));
      const located = await locateEverything(
        { locate: (asked, cursor) => locateItems(client, store, { searches: asked, cursor }) },
        searches,
        Number.POSITIVE_INFINITY,
      );
      const table = await describeDynamoTable(client, collection);
      for (const { key } of located.rows) {
        const Key = itemKey(table, key);
        receipt.found += 1;
        receipt.changed += Key && (await setAttributes(client, { table, Key, values })) ? 1 : 0;
      }
    }
  }
  return receipt;
}
