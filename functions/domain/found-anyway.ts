import type { RowRef, Unread } from './finding';
import { rowKey } from './row-key';

/**
 * Places that somebody has to look at: not a row that was found by another way, and goes or stays with the
 * others.
 */
export function notFoundAnyway(unread: readonly Unread[], found: readonly RowRef[]): Unread[] {
  const known = new Set(found.map(rowKey));
  return unread.filter(({ collection, row }) => !row || !known.has(rowKey({ collection, key: row })));
}
