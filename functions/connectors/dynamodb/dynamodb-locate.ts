import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { CollectionMap } from '../../domain/data-map';
import type { LocatedRow, RowRef, Search, UnreadPlace } from '../../domain/finding';
import { readKeyForm } from '../../domain/key-form';
import { type KeyRange, keyRanges, tablePlace, waysOf } from '../../domain/table-place';
import type { LocatedPage } from '../connector';
import { locatedFacts } from '../located-facts';
import { readCursor, writeCursor } from '../page-cursor';
import { unreadReason } from '../unread-reason';
import { isAtSpot, type QueryPage, querySpot } from './dynamodb-read';
import { type DynamoTable, isRowOf, keyOfItem, type TableDescriptions } from './dynamodb-table';
import type { Item } from './dynamodb-value';
import { itemText, unmappedAttributes } from './item-claimant';
import { type ItemQuery, itemQueriesOf, type QueryOrigin, wayTo } from './item-queries';

const PAGE_ROWS = 200;
/** Questions that found nothing are skipped within one call, up to this many. */
const MAX_QUESTIONS = 100;

/** Keys are text, numbers or bytes; bytes travel in base64. */
const placeShape = z.object({
  question: z.number(),
  from: z.optional(
    z.record(
      z.string(),
      z.union([z.object({ S: z.string() }), z.object({ N: z.string() }), z.object({ base64: z.string() })]),
    ),
  ),
});

interface Place {
  readonly question: number;
  readonly from?: Readonly<Record<string, AttributeValue>> | undefined;
}

interface Locating {
  readonly searches: readonly Search[];
  readonly cursor: string | undefined;
  /**
   * Whether a table that cannot be used is reported as unread, which is the default, or fails the whole call.
   */
  readonly misfits?: 'told' | 'thrown';
}

/**
 * One page: a query per partition, partition after partition. Items in a partition of the person that belong
 * to no collection are reported as unread. An item that two queries find is returned by the first.
 */
export async function locateItems(
  book: TableDescriptions,
  { searches, cursor, misfits = 'told' }: Locating,
): Promise<LocatedPage> {
  const questions = itemQueriesOf(book.store, searches);
  let place: Place = cursor === undefined ? { question: 0 } : placeOf(cursor);
  for (let asked = 0; asked < MAX_QUESTIONS; asked += 1) {
    const question = questions[place.question];
    if (question === undefined) return { rows: [], unmapped: [] };
    const { page, ...found } = await read(book, {
      question,
      from: place.from,
      isNew: isFirstOnIndex(questions, place),
      misfits,
    });
    place = page.next ? { question: place.question, from: page.next } : { question: place.question + 1 };
    if (found.rows.length > 0 || found.unread !== undefined) return { ...found, ...next(place, questions) };
  }
  return { rows: [], unmapped: [], ...next(place, questions) };
}

function placeOf(cursor: string): Place {
  const { question, from } = readCursor(cursor, placeShape);
  const keys = Object.entries(from ?? {}).map(([name, key]): [string, AttributeValue] => [
    name,
    'base64' in key ? { B: Buffer.from(key.base64, 'base64') } : (key as AttributeValue),
  ]);
  return { question, ...(from === undefined ? {} : { from: Object.fromEntries(keys) }) };
}

function next({ question, from }: Place, questions: readonly ItemQuery[]): { cursor?: string } {
  if (question >= questions.length) return {};
  const keys = Object.entries(from ?? {}).map(([name, key]) => [
    name,
    key.B === undefined ? key : { base64: Buffer.from(key.B).toString('base64') },
  ]);
  return {
    cursor: writeCursor({ question, ...(from === undefined ? {} : { from: Object.fromEntries(keys) }) }),
  };
}

interface Reading {
  readonly question: ItemQuery;
  readonly from: Place['from'];
  /** Whether no earlier query reads this collection by this index, so that it is reported once. */
  readonly isNew: (collection: CollectionMap) => boolean;
  readonly misfits: Locating['misfits'];
}

/** The next page of one partition, and of whose tables it could not be read. */
async function read(
  book: TableDescriptions,
  { question, from, isNew, misfits }: Reading,
): Promise<LocatedPage & { readonly page: Omit<QueryPage, 'items'> }> {
  const unread: UnreadPlace[] = [];
  const note = (collection: CollectionMap, error: unknown) => {
    const one = unusable(collection, question.spot, error);
    if (one === undefined || misfits === 'thrown') throw error;
    if (from === undefined && isNew(collection)) unread.push(one);
  };
  const tables = await tablesOf(book, question, note);
  const [first] = tables;
  try {
    const { items, ...page } = first
      ? await querySpot(book.client, first, { spot: question.spot, limit: PAGE_ROWS, from })
      : { items: [] };
    const found = await sorted(book, { question, tables, items });
    const all = [...unread, ...(found.unread ?? [])];
    return { ...found, page, ...(all.length > 0 ? { unread: all } : {}) };
  } catch (error) {
    for (const { collection } of tables) note(collection, error);
    return { rows: [], unmapped: [], page: {}, ...(unread.length > 0 ? { unread } : {}) };
  }
}

/** The tables as the askers see them, without those that cannot be used. */
async function tablesOf(
  book: TableDescriptions,
  { askers }: ItemQuery,
  note: (collection: CollectionMap, error: unknown) => void,
): Promise<DynamoTable[]> {
  const tables: DynamoTable[] = [];
  for (const { collection } of askers) {
    try {
      tables.push(await book.of(collection.name));
    } catch (error) {
      note(collection, error);
    }
  }
  return tables;
}

/**
 * Undefined for a transient fault, and for people's own records, without which it is unknown whose any other
 * item is.
 */
function unusable(collection: CollectionMap, { pair }: KeyRange, error: unknown): UnreadPlace | undefined {
  const reason = unreadReason(error);
  if (!reason || collection.ownRecord) return undefined;
  const { table } = tablePlace(collection);
  const place = pair.index === undefined ? table : `${table}, index ${pair.index}`;
  return { collection: collection.name, place, reason };
}

function isFirstOnIndex(questions: readonly ItemQuery[], { question: at }: Place): Reading['isNew'] {
  const index = questions[at]?.spot.pair.index;
  const before = questions.slice(0, at).filter(({ spot }) => spot.pair.index === index);
  return ({ name }) =>
    !before.some(({ askers }) => askers.some(({ collection }) => collection.name === name));
}

interface Found {
  readonly question: ItemQuery;
  readonly tables: readonly DynamoTable[];
  readonly items: readonly Item[];
}

/**
 * Assigns each item to the collection that claims it, if that one was searched; the rest to the unknown
 * places.
 */
async function sorted(book: TableDescriptions, { question, tables, items }: Found): Promise<LocatedPage> {
  const rows: LocatedRow[] = [];
  const unmapped = new Map<string, LocatedPage['unmapped'][number]>();
  const unread: UnreadPlace[] = [];
  for (const item of items) {
    const table = tables.find((one) => isRowOf(one, item));
    if (table === undefined) unread.push(...unclaimed(tables, question, item));
    else if (question.askers.some((asker) => isFirstFoundBy(asker, table, item))) {
      rows.push(await withReferrers(book, table, locatedRow(table, item)));
      const { name: collection } = table.collection;
      for (const field of unmappedAttributes(table.collection, table.place, item))
        unmapped.set(JSON.stringify([collection, field]), { collection, field });
    }
  }
  return { rows, unmapped: [...unmapped.values()], ...(unread.length > 0 ? { unread } : {}) };
}

function isFirstFoundBy({ collection, earlier }: QueryOrigin, table: DynamoTable, item: Item): boolean {
  return collection.name === table.collection.name && !earlier.some((spot) => isAtSpot(spot, item));
}

/**
 * An item in a partition of the person that none of the askers claims. It is worth a look when no
 * collection at all describes it, or when one does to which nothing leads from this partition, although the
 * partition is the person's by an identity.
 */
function unclaimed(tables: readonly DynamoTable[], { spot, askers }: ItemQuery, item: Item): UnreadPlace[] {
  const table = tables.find(({ collection }) => collection.owner === 'subject');
  if (table === undefined) return [];
  const claimant = table.claimantOf(item);
  const place = JSON.stringify({ table: table.name, ...keyOfItem(table, item) });
  if (claimant.by === 'nobody') return [{ collection: table.collection.name, place, reason: 'unclaimed' }];
  if (claimant.by === 'ignored' || claimant.collection.owner === 'shared') return [];
  if (!askers.some(isOwnPartition) || isLedTo(claimant.collection, spot)) return [];
  return [{ collection: claimant.collection.name, place, reason: 'unclaimed' }];
}

function isOwnPartition({ collection: { owner, reachedBy }, field }: QueryOrigin): boolean {
  return owner === 'subject' && reachedBy.some((reach) => reach.field === field && 'identity' in reach);
}

function isLedTo(collection: CollectionMap, spot: KeyRange): boolean {
  const ways = waysOf(tablePlace(collection));
  return collection.reachedBy.some(({ field }) => {
    const way = ways.get(field);
    const same = way?.hash.attribute === spot.attribute && way.pair.index === spot.pair.index;
    return same && readKeyForm(way.hash.form, spot.hash) !== undefined;
  });
}

function locatedRow({ collection, place, ...table }: DynamoTable, item: Item): LocatedRow {
  const key = keyOfItem({ collection, place, ...table }, item);
  const facts = locatedFacts(collection, (field) => itemText(place, item, field));
  return { collection: collection.name, key, ...facts };
}

async function withReferrers(
  book: TableDescriptions,
  table: DynamoTable,
  row: LocatedRow,
): Promise<LocatedRow> {
  if (table.collection.owner !== 'shared') return row;
  return { ...row, referrers: await referrersOf(book, { table, row }) };
}

interface Referred {
  readonly table: DynamoTable;
  readonly row: LocatedRow;
  /** Other than those of the map. */
  readonly pointers?: CollectionMap['referencedBy'];
}

/** Rows of other collections that point at this one. */
export async function referrersOf(
  book: TableDescriptions,
  { table, row, pointers = table.collection.referencedBy }: Referred,
): Promise<RowRef[]> {
  const referrers: RowRef[] = [];
  for (const pointer of pointers) {
    const value = row.facts[pointer.ownField] ?? row.key[pointer.ownField];
    if (value !== undefined) referrers.push(...(await referrersBy(book, pointer, value)));
  }
  return referrers;
}

async function referrersBy(
  book: TableDescriptions,
  { collection, field }: CollectionMap['referencedBy'][number],
  value: string,
): Promise<RowRef[]> {
  try {
    const table = await book.of(collection);
    const items = await itemsWith(book.client, table, { field, value });
    return items.map((item) => ({ collection, key: keyOfItem(table, item) }));
  } catch (error) {
    // The items there cannot be read: one reference without a key stands in for all, so that the row is kept.
    if (unreadReason(error)) return [{ collection, key: {} }];
    throw error;
  }
}

async function itemsWith(
  client: DynamoDBClient,
  table: DynamoTable,
  { field, value }: { readonly field: string; readonly value: string },
): Promise<Item[]> {
  const items: Item[] = [];
  for (const spot of keyRanges(wayTo(table.collection, field), field, value)) {
    let from: Place['from'];
    do {
      const page = await querySpot(client, table, { spot, limit: PAGE_ROWS, from });
      items.push(...page.items.filter((item) => isRowOf(table, item)));
      from = page.next;
    } while (from !== undefined);
  }
  return items;
}
