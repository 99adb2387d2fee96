import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Clock } from '../../domain/clock';
import type { StoreMap } from '../../domain/data-map';
import type { DataPoint, Search } from '../../domain/finding';
import type { Connector, MatchAnswer, OptOutReceipt } from '../connector';
import { fieldText } from '../exact-json';
import { inParallel } from '../in-parallel';
import { locateEverything } from '../locate-everything';
import { assertField, mappedCollection, searchesByCollection } from '../mapped-collection';
import { MAX_MATCHED_ROWS, matchPoints } from '../match-points';
import { optOutValues } from '../opt-out-values';
import { correctItems } from './dynamodb-correct';
import { describeTables } from './dynamodb-describe';
import { eraseItems } from './dynamodb-erase';
import { examineTables } from './dynamodb-examine';
import { exportItems } from './dynamodb-export';
import { locateItems } from './dynamodb-locate';
import { probeDynamoDbTables } from './dynamodb-probe';
import { getItems } from './dynamodb-read';
import type { TableDescriptions } from './dynamodb-table';
import { MAX_PARALLEL_WRITES, overwriteItem } from './dynamodb-write';
import { itemValues } from './item-claimant';
import { RecentDescriptions } from './recent-descriptions';

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
  const tables = new RecentDescriptions(client, store);
  return {
    probe: () => probeDynamoDbTables(tables.renewed()),
    describe: () => describeTables(tables.renewed()),
    examine: () => examineTables(tables.renewed()),
    rehearse: async () => ({ outcome: 'not-tried', reason: 'unsupported' }),
    match: (search, points) => matchItems(tables.book, { search, points }),
    locate: (searches, cursor) => locateItems(tables.book, { searches, cursor, trust: 'index' }),
    export: (rows) => exportItems(tables.book, rows),
    erase: (instructions, bounds) => eraseItems(tables.book, { instructions, bounds, clock }),
    confirmAbsent: async (searches) => {
      await probeDynamoDbTables(tables.renewed());
      return locateEverything(readFromTables(tables.book), searches);
    },
    correct: (corrections, look) => correctItems(tables.book, corrections, look),
    optOut: (searches, right) => optOutItems(tables.book, { searches, right }),
    close: async () => client.destroy(),
  };
}

/** A search that believes no index: what it finds is counted, compared or changed at once. */
function readFromTables(
  book: TableDescriptions,
  misfits: 'told' | 'thrown' = 'told',
): Pick<Connector, 'locate'> {
  return {
    locate: (searches, cursor) => locateItems(book, { searches, cursor, trust: 'table', misfits }),
  };
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
  const { rows } = await readFromTables(book, 'thrown').locate([search]);
  const table = await book.of(collection.name);
  const keys = rows.slice(0, MAX_MATCHED_ROWS).map((row) => row.key);
  const items = await getItems(book.client, table, keys);
  const texts = items.map((item) => {
    const values = itemValues(collection, table.place, item);
    return Object.fromEntries(points.map(({ field }) => [field, fieldText(values[field]) ?? '']));
  });
  return matchPoints(texts, points);
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
        readFromTables(book, 'thrown'),
        searches,
        Number.POSITIVE_INFINITY,
      );
      const table = await book.of(collection.name);
      const changes = await inParallel(located.rows, MAX_PARALLEL_WRITES, ({ key }) =>
        overwriteItem(book.client, { table, key }, { blank }),
      );
      receipt.found += changes.length;
      receipt.changed += changes.filter(Boolean).length;
    }
  }
  return receipt;
}
