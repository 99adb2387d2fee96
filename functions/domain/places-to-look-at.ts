import type { RowRef, UnreadPlace } from './finding';
import { KeySet } from './packed-map';
import { rowKey } from './row-key';
import { rowsAs, rowsWhere } from './rows';

/**
 * Places that staff must look at, without rows that were found in another way and are treated with the
 * others.
 */
export function placesToLookAt(unread: readonly UnreadPlace[], found: Iterable<RowRef>): UnreadPlace[] {
  const asked = new KeySet(unread.flatMap((one) => keyOf(one) ?? []));
  if (asked.size === 0) return [...unread];
  const known = new KeySet(rowsWhere(rowsAs(found, rowKey), (key) => asked.has(key)));
  return unread.filter((one) => !known.has(keyOf(one) ?? ''));
}

function keyOf({ collection, row }: UnreadPlace): string | undefined {
  return row && rowKey({ collection, key: row });
}
