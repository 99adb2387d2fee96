import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { CollectionMap, StoreMap } from '../../domain/data-map';
import type { LocatedRow, RowRef, Search, UnreadPlace } from '../../domain/finding';
import { readKeyForm } from '../../domain/key-form';
import { type KeyRange, tablePlace, waysOf } from '../../domain/table-place';
import type { LocatedPage } from '../connector';
import { locatedFacts } from '../located-facts';
import { unreadReason } from '../unread-reason';
import { isAtSpot, type QueryPage, querySpot, readAgain, type Trust } from './dynamodb-read';
import { type DynamoTable, isRowOf, keyOfItem, type TableDescriptions } from './dynamodb-table';
import type { Item } from './dynamodb-value';
import { itemText, unmappedAttributes } from './item-claimant';
import { type ItemQuery, itemQueriesOf, type QueryOrigin } from './item-queries';
import { referrersOf } from './item-referrers';
import { cursorTo, type Place, placeOf } from './locate-place';

/** Within one call, queries follow one another until there are this many rows, or so many were asked. */
const ENOUGH_ROWS = 200;
const MAX_QUESTIONS = 100;

interface Locating {
  readonly searches: readonly Search[];
  readonly cursor: string | undefined;
  /** For a search that begins; one that goes on is read as it began. */
  readonly trust: Trust;
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
  { searches, cursor, trust, misfits = 'told' }: Locating,
): Promise<LocatedPage> {
  const questions = queriesOf(book.store, searches);
  let place: Place =
    cursor === undefined ? { question: 0, trust, told: [] } : placeOf(cursor, questions.length);
  const pages: LocatedPage[] = [];
  let rows = 0;
  for (let asked = 0; asked < MAX_QUESTIONS && rows < ENOUGH_ROWS; asked += 1) {
    const question = questions[place.question];
    if (question === undefined) break;
    const { next, told, ...found } = await read(book, { question, place, misfits });
    pages.push(found);
    rows += found.rows.length;
    const { question: nth, trust: same } = place;
    place = { question: next ? nth : nth + 1, from: next, trust: same, told };
  }
  return { ...joined(pages), ...cursorTo(place, questions.length) };
}

function joined(pages: readonly LocatedPage[]): LocatedPage {
  const unmapped = new Map(
    pages.flatMap((page) => page.unmapped).map((one) => [JSON.stringify([one.collection, one.field]), one]),
  );
  const unread = pages.flatMap((page) => page.unread ?? []);
  return {
    rows: pages.flatMap((page) => page.rows),
    unmapped: [...unmapped.values()],
    ...(unread.length > 0 ? { unread } : {}),
  };
}

interface Reading {
  readonly question: ItemQuery;
  readonly place: Place;
  readonly misfits: Locating['misfits'];
}

interface ReadPage extends LocatedPage {
  readonly next: QueryPage['next'];
  readonly told: readonly string[];
}

/** The next page of one partition, and of whose tables it could not be read; each is told of once. */
async function read(book: TableDescriptions, { question, place, misfits }: Reading): Promise<ReadPage> {
  const told = new Set(place.told);
  const unread: UnreadPlace[] = [];
  const note = (collection: CollectionMap, error: unknown) => {
    const one = unusable(collection, question.spot, error);
    if (one === undefined || misfits === 'thrown') throw error;
    const name = JSON.stringify([one.collection, one.place]);
    if (!told.has(name)) unread.push(one);
    told.add(name);
  };
  const tables = await tablesOf(book, question, note);
  const { next, ...found } = await itemsOf(book, { question, place, tables }).catch((error: unknown) => {
    for (const { collection } of tables) note(collection, error);
    return { ...NOTHING, next: undefined };
  });
  return { ...joined([{ ...NOTHING, unread }, found]), next, told: [...told] };
}

const NOTHING: LocatedPage = { rows: [], unmapped: [] };

async function itemsOf(
  book: TableDescriptions,
  { question, place: { from, trust }, tables }: Omit<Found, 'items' | 'trust'> & Pick<Reading, 'place'>,
): Promise<LocatedPage & Pick<ReadPage, 'next'>> {
  const [first] = tables;
  if (first === undefined) return { ...NOTHING, next: undefined };
  const page = await querySpot(book.client, first, { spot: question.spot, from, trust });
  const items = page.lags
    ? await withoutDoubt(book.client, first, { question, found: page.items })
    : page.items;
  return { ...(await sorted(book, { question, tables, items, trust })), next: page.next };
}

/**
 * Two indexes need not lag alike: by this one's copy an earlier query found the item by another index, which
 * may know already that it is not there any more. The table tells.
 */
async function withoutDoubt(
  client: DynamoDBClient,
  table: DynamoTable,
  { question: { spot, askers }, found }: { readonly question: ItemQuery; readonly found: readonly Item[] },
): Promise<readonly Item[]> {
  const earlier = askers.flatMap((asker) => asker.earlier).filter(({ pair }) => pair.index !== undefined);
  const isDoubtful = (item: Item) => earlier.some((one) => isAtSpot(one, item));
  const doubtful = found.filter(isDoubtful);
  if (doubtful.length === 0) return found;
  const now = await readAgain(client, table, doubtful);
  return [...found.filter((item) => !isDoubtful(item)), ...now.filter((item) => isAtSpot(spot, item))];
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

interface Found {
  readonly question: ItemQuery;
  readonly tables: readonly DynamoTable[];
  readonly items: readonly Item[];
  readonly trust: Trust;
}

/**
 * Assigns each item to the collection that claims it, if that one was searched; the rest to the unknown
 * places.
 */
async function sorted(
  book: TableDescriptions,
  { question, tables, items, trust }: Found,
): Promise<LocatedPage> {
  const rows: LocatedRow[] = [];
  const unmapped = new Map<string, LocatedPage['unmapped'][number]>();
  const unread: UnreadPlace[] = [];
  for (const item of items) {
    const table = tables.find((one) => isRowOf(one, item));
    if (table === undefined) unread.push(...unclaimed(tables, question, item));
    else if (question.askers.some((asker) => isFirstFoundBy(asker, table, item))) {
      rows.push(await withReferrers(book, table, { row: locatedRow(table, item), trust }));
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

/** Who else uses a row that people may share. */
async function withReferrers(
  book: TableDescriptions,
  { collection: { owner, referencedBy: pointers } }: DynamoTable,
  { row, trust }: { readonly row: LocatedRow; readonly trust: Trust },
): Promise<LocatedRow> {
  if (owner !== 'shared') return row;
  const referrers: RowRef[] = [];
  for await (const one of referrersOf(book, { row, pointers, trust })) referrers.push(one);
  return { ...row, referrers };
}

/** Working out the queries of many values for each of many pages would take longer than to ask them. */
const known = new WeakMap<readonly Search[], { store: StoreMap; queries: ItemQuery[] }>();

function queriesOf(store: StoreMap, searches: readonly Search[]): readonly ItemQuery[] {
  const before = known.get(searches);
  if (before && before.store === store) return before.queries;
  const queries = itemQueriesOf(store, searches);
  known.set(searches, { store, queries });
  return queries;
}
