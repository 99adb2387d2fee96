import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Clock } from '../../domain/clock';
import type { StoreMap } from '../../domain/data-map';
import type { DataPoint, RowRef, Search } from '../../domain/finding';
import type { Connector, ExportedRecord, MatchAnswer, OptOutReceipt } from '../connector';
import { fieldText } from '../exact-json';
import { locateEverything } from '../locate-everything';
import { assertField, keyValues, mappedCollection, searchesByCollection } from '../mapped-collection';
import { MAX_MATCHED_ROWS, matchPoints } from '../match-points';
import { optOutValues } from '../opt-out-values';
import { correctItems } from './dynamodb-correct';
import { describeTables } from './dynamodb-describe';
import { eraseItems } from './dynamodb-erase';
import { examineTables } from './dynamodb-examine';
import { locateItems } from './dynamodb-locate';
import { probeDynamoDbTables } from './dynamodb-probe';
import { getItems } from './dynamodb-read';
import { type DynamoTable, isRowOf, keyOfItem, TableDescriptions } from './dynamodb-table';
import { overwriteItem } from './dynamodb-write';
import { itemValues } from './item-claimant';

const EXPORT_BATCH = 50;

/**
 * DynamoDB tables, also those that hold many kinds of item. Rows are found by the partition key or by an
 * index that the map names, never by a scan; changed one by one, by full key. Attribute names always travel
 * as placeholders, so that reserved words do no harm.
 *
 * @param clock for a map that writes the time of the erasure (`blank_with: { now: true }`)
 */
export function createDynamoDbConnector({
  store,
  client,
  clock,
}: {
  store: StoreMap;
  client: DynamoDBClient;
  clock?: Clock;
}): Connector {
  const book = () => new TableDescriptions(client, store);
  const connector: Connector = {
    probe: () => probeDynamoDbTables(book()),
    describe: () => describeTables(book()),
    examine: () => examineTables(book()),
    rehearse: async () => ({ outcome: 'not-tried', reason: 'unsupported' }),
    match: (search, points) => matchItems(book(), { search, points }),
    locate: (searches, cursor) => locateItems(book(), { searches, cursor }),
    export: (rows) => exportItems(book(), rows),
    erase: (instructions, bounds) => eraseItems(book(), { instructions, bounds, clock }),
    confirmAbsent: async (searches) => {
      await connector.probe();
      return locateEverything(connector, searches);
    },
    correct: (corrections, look) => correctItems(book(), corrections, look),
    optOut: (searches, right) => optOutItems(book(), { searches, right }),
    close: async () => client.destroy(),
  };
  return connector;
}

interface Match {
  readonly search: Search;
  readonly points: readonly DataPoint[];
}

async function matchItems(book: TableDescriptions, { search, points }: Match): Promise<MatchAnswer> {
  const collection = mappedCollection(book.store, search.collection);
  for (const { field } of points) {
    assertField(collection, field);
  }
  const { rows } = await locateItems(book, { searches: [search], cursor: undefined, misfits: 'thrown' });
  const table = await book.of(collection.name);
  const keys = rows.slice(0, MAX_MATCHED_ROWS).map((row) => row.key);
  const items = await getItems(book.client, table, keys);
  const texts = items.map((item) => {
    const values = itemValues(collection, table.place, item);
    return Object.fromEntries(points.map(({ field }) => [field, fieldText(values[field]) ?? '']));
  });
  return matchPoints(texts, points);
}

async function* exportItems(
  book: TableDescriptions,
  rows: readonly RowRef[],
): AsyncGenerator<ExportedRecord> {
  for (let start = 0; start < rows.length; start += EXPORT_BATCH) {
    const batch = rows.slice(start, start + EXPORT_BATCH);
    const found = new Map<string, ExportedRecord>();
    for (const name of new Set(batch.map((row) => row.collection))) {
      const table = await book.of(name);
      const keys = batch.filter((row) => row.collection === name).map((row) => row.key);
      for (const item of await getItems(book.client, table, keys)) {
        const ref = { collection: name, key: keyOfItem(table, item) };
        const values = itemValues(table.collection, table.place, item);
        if (isRowOf(table, item)) found.set(nameOfRow(table, ref), { ...ref, values });
      }
    }
    for (const row of batch) {
      const record = found.get(nameOfRow(await book.of(row.collection), row));
      if (record) yield record;
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

async function optOutItems(book: TableDescriptions, optOut: OptOut): Promise<OptOutReceipt> {
  const receipt = { found: 0, changed: 0 };
  for (const { collection, conditions } of searchesByCollection(book.store, optOut.searches)) {
    const blank = optOutValues(collection, optOut.right);
    if (blank !== undefined) {
      const searches = conditions.map((condition) => ({ collection: collection.name, ...condition }));
      const located = await locateEverything(
        { locate: (asked, cursor) => locateItems(book, { searches: asked, cursor, misfits: 'thrown' }) },
        searches,
        Number.POSITIVE_INFINITY,
      );
      const table = await book.of(collection.name);
      for (const { key } of located.rows) {
        receipt.found += 1;
        receipt.changed += (await overwriteItem(book.client, { table, key }, { blank })) ? 1 : 0;
      }
    }
  }
  return receipt;
}
