import { matchLimit } from '../connectors/match-points';
import type { CollectionMap, StoreKind } from '../domain/data-map';
import type { DataPoint, Search } from '../domain/finding';
import type { ManifestRow } from '../domain/manifest';

/** One question to a store: which rows a typed value is looked for in. */
export interface PointQuestion {
  readonly search: Search;
  /** The one row that is meant, by its key: the search may find others beside it, also other people's. */
  readonly key?: readonly DataPoint[];
  /** The search finds as many rows as a store looks at, or more, so that "no" may come from those it did not look at. */
  readonly isCut?: true;
}

/** Rows of one question by their keys: fewer than a store looks at. */
const ROWS_AT_ONCE = 40;

/**
 * The questions that look into all of these rows, and no others where the store can tell them apart: by the key where it finds rows by any column, else as they were found.
 * `undefined` stands for a row that cannot be asked for.
 */
export function pointQuestions(
  kind: StoreKind,
  collection: CollectionMap,
  rows: readonly ManifestRow[],
): (PointQuestion | undefined)[] {
  const [key, ...others] = collection.primaryKey;
  if (kind === 'postgres' && key !== undefined && others.length === 0) return byKey(collection, key, rows);
  const asked = rows.map((row) => asFound(collection, row));
  if (kind === 'postgres' && key !== undefined)
    return rows.map((row, at) => withKey(collection, row, asked[at]));
  return alike(asked);
}

/** Rows that are found by one and the same search are asked for once. */
function alike(asked: readonly (Search | undefined)[]): (PointQuestion | undefined)[] {
  const rows = new Map<string, { readonly search: Search | undefined; readonly count: number }>();
  for (const search of asked) {
    const key = JSON.stringify(search ?? null);
    rows.set(key, { search, count: (rows.get(key)?.count ?? 0) + 1 });
  }
  return [...rows.values()].map(
    ({ search, count }) => search && { search, ...(count >= matchLimit ? { isCut: true } : {}) },
  );
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
