import type { RowRef, UnreadPlace } from './finding';
import { rowKey } from './row-key';

/**
 * Places that staff must look at, without rows that were found in another way and are treated with the
 * others.
 */
export function placesToLookAt(unread: readonly UnreadPlace[], found: readonly RowRef[]): UnreadPlace[] {
  const known = new Set(found.map(rowKey));
  return unread.filter(({ collection, row }) => !row || !known.has(rowKey({ collection, key: row })));
}
