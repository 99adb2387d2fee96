import type { CollectionMap, StoreMap } from '../../domain/data-map';
import type { Search } from '../../domain/finding';
import {
  pairOfAll,
  type Spot,
  spotOfAll,
  spotsOf,
  tablePlace,
  type Way,
  waysOf,
} from '../../domain/table-place';
import { StoreShapeError } from '../connector';
import { searchesByCollection } from '../mapped-collection';

/**
 * One partition, or a part of one, to be read, and the searches that ask for it. Kinds of item in the same
 * partition are read together.
 */
export interface Question {
  readonly table: string;
  readonly spot: Spot;
  readonly askers: Asker[];
}

/** A search for items of a collection by a field, and where earlier queries looked for the same items. */
export interface Asker {
  readonly collection: CollectionMap;
  readonly field: string;
  readonly earlier: readonly Spot[];
}

/** The queries of some searches, in an order that depends on nothing else, because cursors rely on it. */
export function questionsOf(store: StoreMap, searches: readonly Search[]): Question[] {
  const questions = new Map<string, Question>();
  for (const { collection, conditions } of searchesByCollection(store, searches)) {
    const { table } = tablePlace(collection);
    for (const spot of spotsTogether(collection, conditions))
      ask(questions, { table, spot }, { collection, field: conditions[0]?.field ?? '', earlier: [] });
    if (collection.askedTogether) continue;
    const earlier: Spot[] = [];
    for (const { field, values } of conditions) {
      const way = wayTo(collection, field);
      const spots = values.flatMap((value) => spotsOf(way, field, value));
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
): Spot[] {
  const pair = pairOfAll(tablePlace(collection), new Set(conditions.map(({ field }) => field)));
  if (!collection.askedTogether || pair === undefined) return [];
  let all: Readonly<Record<string, string>>[] = [{}];
  for (const { field, values } of conditions)
    all = all.flatMap((known) => values.map((value) => ({ ...known, [field]: value })));
  return all.flatMap((values) => spotOfAll(pair, values) ?? []);
}

/** @throws StoreShapeError when no key or index tells where items with this field lie. */
export function wayTo(collection: CollectionMap, field: string): Way {
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
  questions: Map<string, Question>,
  { table, spot }: Pick<Question, 'table' | 'spot'>,
  asker: Asker,
): void {
  const { pair, attribute, hash, range } = spot;
  const name = JSON.stringify([table, pair.index, attribute, hash, range]);
  const same = questions.get(name);
  if (same === undefined) questions.set(name, { table, spot, askers: [asker] });
  else same.askers.push(asker);
}
