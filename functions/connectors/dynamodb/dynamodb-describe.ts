import { paginateListTables, ScanCommand } from '@aws-sdk/client-dynamodb';
import { pairsOf, tablePlace } from '../../domain/table-place';
import { StoreError, type StoreShape, StoreUnavailableError } from '../connector';
import { callDynamoDb } from './dynamodb-failure';
import type { TableDescriptions } from './dynamodb-table';
import type { Item } from './dynamodb-value';
import { claimantOf } from './item-claimant';

/** Items read to learn which attributes occur: DynamoDB keeps no list of them. */
const SAMPLE_SIZE = 200;
/** Names of tables outside the map that are listed; an account has up to thousands. */
const MAX_OTHERS = 50;

type Shapes = StoreShape['collections'];

/**
 * What the tables of the map hold, by kind of item, as far as a sample shows, and what was not looked at. A
 * table that cannot be read hides no other.
 */
export async function describeTables(book: TableDescriptions): Promise<StoreShape> {
  const collections: Shapes[number][] = [];
  const notLookedAt: string[] = [];
  const tables = new Set(book.store.collections.map((collection) => tablePlace(collection).table));
  for (const table of tables) {
    try {
      collections.push(...(await kindsIn(book, table)));
      notLookedAt.push(...(await otherIndexes(book, table)));
    } catch (error) {
      if (!(error instanceof StoreError) || error instanceof StoreUnavailableError) throw error;
      if (error.place.code !== 'ResourceNotFoundException')
        collections.push(...collectionsIn(book, table).map(({ name }) => ({ name, fields: [] })));
      notLookedAt.push(`table ${table}: ${error.message}`);
    }
  }
  return { collections, notLookedAt: [...notLookedAt, ...(await otherTables(book, tables))] };
}

function collectionsIn({ store }: TableDescriptions, table: string) {
  return store.collections.filter((collection) => tablePlace(collection).table === table);
}

async function kindsIn(book: TableDescriptions, table: string): Promise<Shapes[number][]> {
  await book.describe(table);
  const sample = await callDynamoDb({ table }, () =>
    book.client.send(new ScanCommand({ TableName: table, Limit: SAMPLE_SIZE })),
  );
  const items = sample.Items ?? [];
  const claimant = claimantOf(book.store, table);
  const claimed = collectionsIn(book, table).map((collection) => ({
    name: collection.name,
    fields: attributesOf(
      items.filter((item) => {
        const found = claimant(item);
        return found.by === 'collection' && found.collection.name === collection.name;
      }),
      new Set(describedAttributes(collection)),
    ),
  }));
  const nobodys = items.filter((item) => claimant(item).by === 'nobody');
  return [...claimed, ...unclaimedKinds(table, nobodys)];
}

/** Keys that the map describes by their form, and the mark of a kind, which need no field. */
function describedAttributes(collection: TableDescriptions['store']['collections'][number]): string[] {
  const place = tablePlace(collection);
  const formed = pairsOf(place).filter((pair) => pair.declared);
  const keys = formed.flatMap(({ hash, range }) => [hash.attribute, ...(range ? [range.attribute] : [])]);
  return [...keys, ...(place.kind ? [place.kind.field] : [])].filter(
    (name) => !collection.fields.some((field) => field.name === name),
  );
}

function attributesOf(items: readonly Item[], except: ReadonlySet<string>): Shapes[number]['fields'] {
  const types = new Map(
    items.flatMap((item) =>
      Object.entries(item).map(([field, value]) => [field, Object.keys(value)[0] ?? ''] as const),
    ),
  );
  return [...types]
    .sort()
    .filter(([name]) => !except.has(name))
    .map(([name, type]) => ({ name, type }));
}

/**
 * Items that no collection claims, together by the attributes they have: their keys may be personal data, and
 * names of attributes are not.
 */
function unclaimedKinds(table: string, items: readonly Item[]): Shapes[number][] {
  const kinds = new Map(items.map((item) => [Object.keys(item).sort().join(', '), item]));
  return [...kinds].map(([attributes, item]) => ({
    name: `a kind of item in ${table} that no collection claims (attributes ${attributes})`,
    fields: attributesOf([item], new Set()),
  }));
}

async function otherIndexes(book: TableDescriptions, table: string): Promise<string[]> {
  const { GlobalSecondaryIndexes = [], LocalSecondaryIndexes = [] } = await book.describe(table);
  const named = new Set(
    collectionsIn(book, table).flatMap((one) => tablePlace(one).indexes.map(({ index }) => index)),
  );
  return [...GlobalSecondaryIndexes, ...LocalSecondaryIndexes]
    .flatMap(({ IndexName }) => (IndexName === undefined || named.has(IndexName) ? [] : [IndexName]))
    .map((index) => `index ${index} of the table ${table}: no collection names it`);
}

/** The desk's own tables, in AWS (named after its stack) and on a local run. */
function isOwn(name: string): boolean {
  return /^rightsdesk-/i.test(name);
}

async function otherTables(book: TableDescriptions, mapped: ReadonlySet<string>): Promise<string[]> {
  const others: string[] = [];
  try {
    await callDynamoDb({}, async () => {
      for await (const { TableNames = [] } of paginateListTables({ client: book.client }, {}))
        others.push(...TableNames.filter((name) => !mapped.has(name) && !isOwn(name)));
    });
  } catch (error) {
    if (!(error instanceof StoreError) || error instanceof StoreUnavailableError) throw error;
    return [`other tables of this account: ${error.message}`];
  }
  const more = others.length - MAX_OTHERS;
  return [
    ...others.slice(0, MAX_OTHERS).map((name) => `table ${name}: no collection lies in it`),
    ...(more > 0 ? [`${more} more tables: no collection lies in them`] : []),
  ];
}
