import type { RowRef } from './finding';

/** One text for a row's identity, whatever the order of its key fields. */
export function rowKey(row: RowRef): string {
  const key = Object.entries(row.key).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([row.collection, key]);
}
