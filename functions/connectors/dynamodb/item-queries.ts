import type { CollectionMap, StoreMap } from '../../domain/data-map';
import type { Search } from '../../domain/finding';
import {
  type KeyRange,
  type KeyWay,
  keyRangeOfAll,
  keyRanges,
  pairOfAll,
  tablePlace,
  waysOf,
} from '../../domain/table-place';
import { StoreShapeError } from '../connector';
import { searchesByCollection } from '../mapped-collection';

/**
 * One partition, or a part of one, to be read, and the searches that ask for it. Kinds of item in the same
 * partition are read together.
 */
export interface ItemQuery {
  readonly table: string;
  readonly spot: KeyRange;
  readonly askers: QueryOrigin[];
}

/** A search for items of a collection by a field, and where earlier queries looked for the same items. */
export interface QueryOrigin {
  readonly collection: CollectionMap;
  readonly field: string;
  readonly earlier: readonly KeyRange[];
}

/** The queries of some searches, in an order that depends on nothing else, because cursors rely on it. */
export function itemQueriesOf(store: StoreMap, searches: readonly Search[]): ItemQuery[] {
  const questions = new Map<string, ItemQuery>();
  for (const { collection, conditions } of searchesByCollection(store, searches)) {
    const { table } = tablePlace(collection);
    for (const spot of spotsTogether(collection, conditions))
      ask(questions, { table, spot }, { collection, field: conditions[0]?.field ?? '', earlier: [] });
    if (collection.askedTogether) continue;
    const earlier: KeyRange[] = [];
    for (const { field, values } of conditions) {
      const way = wayTo(collection, field);
      const spots = values.flatMap((value) => keyRanges(way, field, value));
      const asker = { collection, field, earlier: [...earlier] };
      for (const spot of spots) ask(questions, { table, spot }, asker);
      earlier.push(...spots);
    }
  }
  return [...questions.values()];
}

/**
 * The partitions of all combinations of values, where a partition key holds several fields. The rows that
 * refer to them tell which values belong together.
 */
function spotsTogether(
  collection: CollectionMap,
  conditions: readonly { readonly field: string; readonly values: readonly string[] }[],
): KeyRange[] {
  const pair = pairOfAll(tablePlace(collection), new Set(conditions.map(({ field }) => field)));
  if (!collection.askedTogether || pair === undefined) return [];
  let all: Readonly<Record<string, string>>[] = [{}];
  for (const { field, values } of conditions)
    all = all.flatMap((known) => values.map((value) => ({ ...known, [field]: value })));
  return all.flatMap((values) => keyRangeOfAll(pair, values) ?? []);
}

/** @throws StoreShapeError when no key or index tells where items with this field lie. */
export function wayTo(collection: CollectionMap, field: string): KeyWay {
  const place = tablePlace(collection);
  const way = waysOf(place).get(field);
  if (way !== undefined) return way;
  throw new StoreShapeError(`no key or index finds rows of ${collection.name} by ${field}`, {
    collection: collection.name,
    table: place.table,
    field,
    code: 'no-index',
  });
}

function ask(
  questions: Map<string, ItemQuery>,
  { table, spot }: Pick<ItemQuery, 'table' | 'spot'>,
  asker: QueryOrigin,
): void {
  const { pair, attribute, hash, range } = spot;
  const name = JSON.stringify([table, pair.index, attribute, hash, range]);
  const same = questions.get(name);
  if (same === undefined) questions.set(name, { table, spot, askers: [asker] });
  else same.askers.push(asker);
}
