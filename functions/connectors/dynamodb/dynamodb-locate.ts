import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { CollectionMap } from '../../domain/data-map';
import type { LocatedRow, RowRef, Search, Unread } from '../../domain/finding';
import { readKeyForm } from '../../domain/key-form';
import { type Spot, spotsOf, tablePlace, waysOf } from '../../domain/table-place';
import { type LocatedPage, StoreShapeError } from '../connector';
import { readCursor, writeCursor } from '../page-cursor';
import { itemText, strangeFields } from './dynamodb-kind';
import { type Asker, type Question, questionsOf, wayTo } from './dynamodb-questions';
import { liesAt, querySpot } from './dynamodb-read';
import { type DynamoTable, isRowOf, keyOfItem, type TableBook } from './dynamodb-table';
import type { Item } from './dynamodb-value';

const pageSize = 200;
/** Questions that found nothing are skipped within one call, up to this many. */
const mostQuestions = 100;

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
}

/**
 * One page: a query per partition, partition after partition. What lies in a partition of the person and belongs to no collection is named as unread. An item
 * that two questions find is given by the first.
 */
export async function locateItems(book: TableBook, { searches, cursor }: Locating): Promise<LocatedPage> {
  const questions = questionsOf(book.store, searches);
  let place: Place = cursor === undefined ? { question: 0 } : placeOf(cursor);
  for (let asked = 0; asked < mostQuestions; asked += 1) {
    const question = questions[place.question];
    if (question === undefined) {
      return { rows: [], unmapped: [] };
    }
    const tables = await tablesOf(book, question);
    const page = await querySpot(book.client, tables[0], {
      spot: question.spot,
      limit: pageSize,
      from: place.from,
    });
    place = page.next ? { question: place.question, from: page.next } : { question: place.question + 1 };
    const found = await sorted(book, { question, tables, items: page.items });
    if (found.rows.length > 0 || found.unread !== undefined) {
      return { ...found, ...next(place, questions) };
    }
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

function next({ question, from }: Place, questions: readonly Question[]): { cursor?: string } {
  if (question >= questions.length) return {};
  const keys = Object.entries(from ?? {}).map(([name, key]) => [
    name,
    key.B === undefined ? key : { base64: Buffer.from(key.B).toString('base64') },
  ]);
  return {
    cursor: writeCursor({ question, ...(from === undefined ? {} : { from: Object.fromEntries(keys) }) }),
  };
}

/** The table as each asker sees it, the first one first. */
async function tablesOf(book: TableBook, { askers }: Question): Promise<[DynamoTable, ...DynamoTable[]]> {
  const tables: DynamoTable[] = [];
  for (const { collection } of askers) tables.push(await book.of(collection.name));
  const [first, ...others] = tables;
  if (first === undefined) throw new StoreShapeError('nobody asked');
  return [first, ...others];
}

interface Found {
  readonly question: Question;
  readonly tables: readonly DynamoTable[];
  readonly items: readonly Item[];
}

/** Each item to the collection that claims it, if that one asked; the rest to the places nobody knows. */
async function sorted(book: TableBook, { question, tables, items }: Found): Promise<LocatedPage> {
  const rows: LocatedRow[] = [];
  const unmapped = new Map<string, LocatedPage['unmapped'][number]>();
  const unread: Unread[] = [];
  for (const item of items) {
    const table = tables.find((one) => isRowOf(one, item));
    if (table === undefined) {
      unread.push(...unclaimed(tables, question, item));
    } else if (question.askers.some((asker) => isFirstFoundBy(asker, table, item))) {
      rows.push(await withReferrers(book, table, locatedRow(table, item)));
      const { name: collection } = table.collection;
      for (const field of strangeFields(table.collection, table.place, item))
        unmapped.set(JSON.stringify([collection, field]), { collection, field });
    }
  }
  return { rows, unmapped: [...unmapped.values()], ...(unread.length > 0 ? { unread } : {}) };
}

function isFirstFoundBy({ collection, earlier }: Asker, table: DynamoTable, item: Item): boolean {
  return collection.name === table.collection.name && !earlier.some((spot) => liesAt(spot, item));
}

/**
 * An item in a partition of the person that none of the askers claims. It is worth a look when no collection at all describes it, or when one does to which
 * nothing leads from this partition, although the partition is the person's by an identity.
 */
function unclaimed(tables: readonly DynamoTable[], { spot, askers }: Question, item: Item): Unread[] {
  const table = tables.find(({ collection }) => collection.owner === 'subject');
  if (table === undefined) return [];
  const claimant = table.claimantOf(item);
  const place = JSON.stringify({ table: table.name, ...keyOfItem(table, item) });
  if (claimant.by === 'nobody') return [{ collection: table.collection.name, place, reason: 'unclaimed' }];
  if (claimant.by === 'ignored' || claimant.collection.owner === 'shared') return [];
  if (!askers.some(isOwnPartition) || isLedTo(claimant.collection, spot)) return [];
  return [{ collection: claimant.collection.name, place, reason: 'unclaimed' }];
}

function isOwnPartition({ collection: { owner, reachedBy }, field }: Asker): boolean {
  return owner === 'subject' && reachedBy.some((reach) => reach.field === field && 'identity' in reach);
}

function isLedTo(collection: CollectionMap, spot: Spot): boolean {
  const ways = waysOf(tablePlace(collection));
  return collection.reachedBy.some(({ field }) => {
    const way = ways.get(field);
    const same = way?.hash.attribute === spot.attribute && way.pair.index === spot.pair.index;
    return same && readKeyForm(way.hash.form, spot.hash) !== undefined;
  });
}

function locatedRow({ collection, place, ...table }: DynamoTable, item: Item): LocatedRow {
  const facts = collection.facts.flatMap((field) => {
    const text = itemText(place, item, field);
    return text === undefined ? [] : [[field, text]];
  });
  const key = keyOfItem({ collection, place, ...table }, item);
  return { collection: collection.name, key, facts: Object.fromEntries(facts) };
}

async function withReferrers(book: TableBook, table: DynamoTable, row: LocatedRow): Promise<LocatedRow> {
  if (table.collection.owner !== 'shared') return row;
  return { ...row, referrers: await referrersOf(book, { table, row }) };
}

interface Referred {
  readonly table: DynamoTable;
  readonly row: LocatedRow;
  /** Other than those of the map. */
  readonly pointers?: CollectionMap['referencedBy'];
}

/** Rows of other collections that point at this one. Throws when no index can tell. */
export async function referrersOf(
  book: TableBook,
  { table, row, pointers = table.collection.referencedBy }: Referred,
): Promise<RowRef[]> {
  const referrers: RowRef[] = [];
  for (const pointer of pointers) {
    const value = row.facts[pointer.ownField] ?? row.key[pointer.ownField];
    if (value !== undefined) {
      const other = await book.of(pointer.collection);
      const items = await itemsWith(book.client, other, { field: pointer.field, value });
      referrers.push(
        ...items.map((item) => ({ collection: pointer.collection, key: keyOfItem(other, item) })),
      );
    }
  }
  return referrers;
}

async function itemsWith(
  client: DynamoDBClient,
  table: DynamoTable,
  { field, value }: { readonly field: string; readonly value: string },
): Promise<Item[]> {
  const items: Item[] = [];
  for (const spot of spotsOf(wayTo(table.collection, field), field, value)) {
    let from: Place['from'];
    do {
      const page = await querySpot(client, table, { spot, limit: pageSize, from });
      items.push(...page.items.filter((item) => isRowOf(table, item)));
      from = page.next;
    } while (from !== undefined);
  }
  return items;
}
