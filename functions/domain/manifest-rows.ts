import type { CollectionCount } from './event-facts';
import type { RowRef } from './finding';
import type { Manifest, ManifestCollection, ManifestRow, ManifestStore, RowTreatment } from './manifest';
import { type KeyedRows, PackedMap } from './packed-map';
import { rowKey } from './row-key';
import { allRows, packRows, type Rows, rowsAs } from './rows';

/** Every row of a store that was approved for some treatment, by {@link rowKey}. */
export function approvedRows({ stores }: Manifest, storeId: string): KeyedRows<ManifestRow> {
  const store = stores.find((one) => one.storeId === storeId);
  const known = store && approvedBefore.get(store);
  if (known || !store) return known ?? new Map();
  const approved = new PackedMap(rowKey, allRows(store.collections), countRows(store.collections));
  approvedBefore.set(store, approved);
  return approved;
}

/** Each made once, since a manifest never changes. */
const approvedBefore = new WeakMap<ManifestStore, KeyedRows<ManifestRow>>();

/** How many rows the collections hold together. */
export function countRows(collections: readonly ManifestCollection[]): number {
  return collections.reduce((sum, c) => sum + c.rows.length, 0);
}

/** The same rows, one after the other. */
export function rowsOfStore({ stores }: Manifest, storeId: string): Iterable<ManifestRow> {
  return allRows(stores.filter((s) => s.storeId === storeId).flatMap((s) => s.collections));
}

/**
 * Whether an erasure removes or blanks the row. What is retained, shared, contested or undecided stays as it
 * is.
 */
export function isToErase({ treatment }: ManifestRow): boolean {
  return treatment.action === 'erase' || treatment.action === 'anonymise';
}

/** Whether it goes only because a store took the order for it before. */
export function standsOrdered({ treatment }: Pick<ManifestRow, 'treatment'>): boolean {
  return treatment.action === 'erase' && treatment.ordered !== undefined;
}

/** How many rows are to be treated in which way. */
export function actionCounts(
  rows: Iterable<Pick<ManifestRow, 'treatment'>>,
): Readonly<Record<RowTreatment['action'], number>> {
  const counts = { erase: 0, anonymise: 0, retain: 0, 'keep-shared': 0, contested: 0, undecided: 0 };
  for (const { treatment } of rows) counts[treatment.action] += 1;
  return counts;
}

/** Collection and key alone. */
export function rowRefs(rows: Iterable<RowRef>): Rows<RowRef> {
  return packRows(rowsAs(rows, ({ collection, key }) => ({ collection, key })));
}

/** The number of rows in each collection. */
export function rowCounts(rows: Iterable<{ readonly collection: string }>): CollectionCount[] {
  const counts = new Map<string, number>();
  for (const { collection } of rows) counts.set(collection, (counts.get(collection) ?? 0) + 1);
  return [...counts].map(([collection, n]) => ({ collection, rows: n }));
}
