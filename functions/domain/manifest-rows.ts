import type { CollectionCount } from './event-facts';
import type { RowRef } from './finding';
import type { Manifest, ManifestRow } from './manifest';
import { rowKey } from './row-key';

/** Every row of a store that was approved for some treatment, by {@link rowKey}. */
export function approvedRows(manifest: Manifest, storeId: string): ReadonlyMap<string, ManifestRow> {
  const rows = manifest.stores
    .filter((s) => s.storeId === storeId)
    .flatMap((s) => s.collections.flatMap((c) => c.rows));
  return new Map(rows.map((row) => [rowKey(row), row]));
}

/**
 * Whether an erasure removes or blanks the row. What is retained, shared, contested or undecided stays as it
 * is.
 */
export function isToErase({ treatment }: ManifestRow): boolean {
  return treatment.action === 'erase' || treatment.action === 'anonymise';
}

/** Collection and key alone. */
export function rowRefs(rows: readonly RowRef[]): RowRef[] {
  return rows.map(({ collection, key }) => ({ collection, key }));
}

/** The number of rows in each collection. */
export function rowCounts(rows: readonly { readonly collection: string }[]): CollectionCount[] {
  const counts = new Map<string, number>();
  for (const { collection } of rows) counts.set(collection, (counts.get(collection) ?? 0) + 1);
  return [...counts].map(([collection, n]) => ({ collection, rows: n }));
}
