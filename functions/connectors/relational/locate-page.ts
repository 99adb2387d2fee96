import type { StoreMap } from '../../domain/data-map';
import type { LocatedRow, Search, UnreadPlace } from '../../domain/finding';
import type { LocatedPage } from '../connector';
import { type CollectionSearch, searchesByCollection } from '../mapped-collection';
import type { CollectionPage, LocateContext } from './locate-context';
import { type ReadPage, readOrReportUnread } from './read-or-report-unread';
import type { Relation } from './relation';
import {
  isStart,
  placeBehind,
  readSearchCursor,
  type SearchPlace,
  sliceOf,
  startOf,
  writeSearchCursor,
} from './search-slices';

/** A page with more rows than these, or longer in JSON, or that took longer, ends where it is. */
const ENOUGH_ROWS = 2_500;
const ENOUGH_CHARACTERS = 500_000;
const LONGEST_MS = 5_000;

/** Runs work that only reads in a transaction of its own. */
export type Reading<R extends Relation = Relation> = <T>(
  work: (context: LocateContext<R>) => Promise<T>,
) => Promise<T>;

/** How one kind of database is searched. */
export interface SearchWays<R extends Relation> {
  readonly reading: Reading<R>;
  readonly locateInTable: (
    context: LocateContext<R>,
    search: CollectionSearch,
    after: readonly string[] | undefined,
  ) => Promise<CollectionPage>;
  /** Places that may hold data of the person and that the search does not reach. */
  readonly unsearchedRows: (
    context: LocateContext<R>,
    searches: readonly Search[],
    search: CollectionSearch,
  ) => Promise<UnreadPlace[]>;
}

interface Locate {
  readonly searches: readonly Search[];
  readonly cursor: string | undefined;
}

/** One page of one collection: as many slices of its values as fill it. */
export async function locatePage<R extends Relation>(
  ways: SearchWays<R>,
  store: StoreMap,
  { searches, cursor }: Locate,
): Promise<LocatedPage> {
  const grouped = groupedSearches(store, searches);
  const [first] = grouped;
  if (first === undefined) return { rows: [], unmapped: [] };
  const place = cursor === undefined ? startOf(first) : readSearchCursor(cursor, grouped);
  const at = grouped.findIndex(({ collection }) => collection.name === place.collection);
  const search = grouped[at] ?? first;
  const { behind, ...page } = await readOrReportUnread(search.collection, () =>
    ways.reading(async (context) => {
      const found = await readSlices(ways, context, search, place);
      return isStart(place) ? withUnread(found, await ways.unsearchedRows(context, searches, search)) : found;
    }),
  );
  const next = behind ? search : grouped[at + 1];
  return next ? { ...page, cursor: writeSearchCursor(behind ?? startOf(next), next) } : page;
}

/** Sorting many values for each of many pages would take longer than the search. */
const groupings = new WeakMap<readonly Search[], { store: StoreMap; grouped: CollectionSearch[] }>();

function groupedSearches(store: StoreMap, searches: readonly Search[]): readonly CollectionSearch[] {
  const known = groupings.get(searches);
  if (known?.store === store) return known.grouped;
  const grouped = searchesByCollection(store, searches);
  groupings.set(searches, { store, grouped });
  return grouped;
}

async function readSlices<R extends Relation>(
  { locateInTable }: SearchWays<R>,
  context: LocateContext<R>,
  search: CollectionSearch,
  start: SearchPlace,
): Promise<ReadPage> {
  const until = performance.now() + LONGEST_MS;
  const rows: LocatedRow[] = [];
  const unmapped: LocatedPage['unmapped'][number][] = [];
  let place: SearchPlace | undefined = start;
  let length = 0;
  while (place && rows.length < ENOUGH_ROWS && length < ENOUGH_CHARACTERS && performance.now() < until) {
    const page = await locateInTable(context, sliceOf(search, place), place.after);
    length += page.length;
    for (const row of page.rows) rows.push(row);
    unmapped.push(...page.unmapped);
    place = placeBehind(search, place, page);
  }
  const fields = new Map(unmapped.map((one) => [one.field, one]));
  return { rows, unmapped: [...fields.values()], ...(place ? { behind: place } : {}) };
}

function withUnread(page: ReadPage, unread: readonly UnreadPlace[]): ReadPage {
  return unread.length > 0 ? { ...page, unread } : page;
}
