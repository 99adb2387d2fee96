import { MAX_MATCHED_ROWS } from '../../connectors/match-points';
import type { CollectionMap, StoreKind } from '../../domain/data-map';
import { isDatabase } from '../../domain/database-kinds';
import type { DataPoint, Search } from '../../domain/finding';
import type { ManifestRow } from '../../domain/manifest';

/** A question to a store: in which rows a typed value is looked for. */
export interface PointQuestion {
  readonly search: Search;
  /** The key of the one row that is meant: the search may also find others, including other people's. */
  readonly key?: readonly DataPoint[];
  /**
   * The search found as many rows as a store looks at, or more, so a "no" may only mean that the row was not
   * looked at.
   */
  readonly isCut?: true;
}

/** Rows of one question by their keys: fewer than a store looks at. */
const ROWS_AT_ONCE = 40;

/**
 * The questions that look into all of these rows and, where the store can tell them apart, into no others: by
 * key where it finds rows by any column, otherwise as they were found. `undefined` stands for a row that
 * cannot be asked about.
 *
 * @param found - all rows of the collection in the manifest, also those that are not the person's: a search
 * finds them too
 */
export function pointQuestions(
  kind: StoreKind,
  collection: CollectionMap,
  rows: readonly ManifestRow[],
  found: readonly ManifestRow[],
): (PointQuestion | undefined)[] {
  const [key, ...others] = collection.primaryKey;
  if (isDatabase(kind) && key !== undefined && others.length === 0) return byKey(collection, key, rows);
  const asked = rows.map((row) => asFound(collection, row));
  if (isDatabase(kind) && key !== undefined)
    return rows.map((row, at) => withKey(collection, row, asked[at]));
  return alike(
    asked,
    found.map((row) => asFound(collection, row)),
  );
}

/** Rows that the same search finds are asked about once. */
function alike(
  asked: readonly (Search | undefined)[],
  found: readonly (Search | undefined)[],
): (PointQuestion | undefined)[] {
  const counts = new Map<string, number>();
  for (const search of found) counts.set(nameOf(search), (counts.get(nameOf(search)) ?? 0) + 1);
  const searches = new Map(asked.map((search) => [nameOf(search), search]));
  return [...searches].map(
    ([name, search]) =>
      search && { search, ...((counts.get(name) ?? 0) >= MAX_MATCHED_ROWS ? { isCut: true } : {}) },
  );
}

function nameOf(search: Search | undefined): string {
  return JSON.stringify(search ?? null);
}

function byKey(
  { name: collection }: CollectionMap,
  field: string,
  rows: readonly ManifestRow[],
): (PointQuestion | undefined)[] {
  const values = [...new Set(rows.flatMap((row) => row.key[field] ?? []))];
  const parts = Array.from({ length: Math.ceil(values.length / ROWS_AT_ONCE) }, (_, at) =>
    values.slice(at * ROWS_AT_ONCE, (at + 1) * ROWS_AT_ONCE),
  );
  const isOneUnasked = rows.some((row) => row.key[field] === undefined);
  return [
    ...parts.map((part) => ({ search: { collection, field, values: part } })),
    ...(isOneUnasked ? [undefined] : []),
  ];
}

function withKey(
  { primaryKey }: CollectionMap,
  row: ManifestRow,
  search: Search | undefined,
): PointQuestion | undefined {
  const key = primaryKey.flatMap((field) => {
    const value = row.key[field];
    return value === undefined ? [] : [{ field, value }];
  });
  return search && key.length === primaryKey.length ? { search, key } : undefined;
}

function asFound({ name: collection, reachedBy }: CollectionMap, { facts }: ManifestRow): Search | undefined {
  const way = reachedBy.find(({ field }) => facts[field] !== undefined);
  return way && { collection, field: way.field, values: [facts[way.field] ?? ''] };
}
