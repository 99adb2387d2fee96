import type { CollectionMap, DataMap } from './data-map';
import type { LocatedRow, Search, UnreadPlace } from './finding';
import { collectionOf, type FieldLink } from './foreign-keys';
import { ownValue } from './found-rows';

type Where = Readonly<Record<string, string>>;
type Typed = Pick<LocatedRow, 'key' | 'facts'>;

/** Whether a pair of type and id applies: the row must name this type, exactly as the map writes it. */
export function isOfType(where: Where | undefined, row: Typed): boolean {
  return Object.entries(where ?? {}).every(([field, value]) => typeIn(row, field) === value);
}

/**
 * Whether a row may be of this type: its type is empty, or is the same word in another spelling. Not if
 * another reference of the same field names that spelling.
 */
export function mayBeOfType(
  where: Where | undefined,
  child: CollectionMap,
  field: string,
  row: Typed,
): boolean {
  return isOfType(where, row) || typeOf(child, field, row, where) === 'doubtful';
}

/**
 * `another`: a type to which the map lets this field refer, or which it says is about nobody. `unknown`: a
 * type that it does not name.
 */
function typeOf(
  child: CollectionMap,
  field: string,
  row: Typed,
  wanted: Where | undefined,
): 'doubtful' | 'another' | 'unknown' {
  const others = typesOf(child, field);
  if (others.some((where) => isOfType(where, row))) return 'another';
  if (isAlike(wanted ?? {}, row)) return 'doubtful';
  return others.some((where) => isAlike(where, row)) ? 'another' : 'unknown';
}

/** Every type that the map names for a field. */
function typesOf({ pairs = [], reachedBy }: CollectionMap, field: string): Where[] {
  const reached = reachedBy.flatMap((reach) =>
    !('identity' in reach) && reach.field === field && reach.where ? [reach.where] : [],
  );
  return [...reached, ...pairs.flatMap((pair) => (pair.field === field ? [pair.where] : []))];
}

function isAlike(where: Where, row: Typed): boolean {
  return Object.entries(where).every(([field, value]) => {
    const type = typeIn(row, field);
    return type === undefined || type.trim() === '' || plain(type) === plain(value);
  });
}

function typeIn(row: Typed, field: string): string | undefined {
  return ownValue(row, field);
}

/** `App\Models\Member`, `members` and ` MEMBER` are most likely what the map calls `member`. */
function plain(type: string): string {
  const words = type.normalize('NFKC').split(/[\\/.:#]/);
  const last = words.findLast((word) => word.trim() !== '') ?? '';
  return last
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .replace(/(?<=..)s$/, '');
}

/**
 * Rows that were found by an id of the person and name a type that is not in the map: they may be the
 * person's, and the map has no way to tell. One place for each collection and type, with the number of rows.
 */
export function unnamedTypes(
  map: DataMap,
  storeId: string,
  { searches, rows }: { readonly searches: readonly Search[]; readonly rows: Iterable<LocatedRow> },
): UnreadPlace[] {
  const counts = new Map<string, { collection: CollectionMap; words: string; rows: number }>();
  for (const row of rows) {
    const collection = collectionOf(map, storeId, row.collection);
    const way = collection && unknownWay(collection, searches, row);
    if (!way) continue;
    const words = Object.keys(way.where ?? {})
      .map((field) => `${field} "${typeIn(row, field) ?? ''}"`)
      .join(' and ');
    const name = JSON.stringify([collection.name, words]);
    counts.set(name, { collection, words, rows: (counts.get(name)?.rows ?? 0) + 1 });
  }
  return [...counts.values()].map(({ collection: { name }, words, rows: count }) => ({
    collection: name,
    place: `${name}: ${count === 1 ? '1 row' : `${count} rows`} with ${words}, which no reference of the data map names`,
    reason: 'unsearched',
  }));
}

function unknownWay(
  collection: CollectionMap,
  searches: readonly Search[],
  row: LocatedRow,
): FieldLink | undefined {
  return collection.reachedBy.find((reach): reach is FieldLink => {
    if ('identity' in reach || reach.leads !== 'down' || !reach.where) return false;
    const isAsked = searches.some(
      (s) => !s.check && s.collection === collection.name && s.field === reach.field,
    );
    const { field, where } = reach;
    return (
      isAsked &&
      typesOf(collection, field).every((one) => typeOf(collection, field, row, one) === 'unknown') &&
      !isOfType(where, row)
    );
  });
}
