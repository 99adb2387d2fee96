import type { UnreadCount } from './event-facts';
import type { UnreadPlace } from './finding';

/** How many places of a store could not be read, by reason: the part that may leave the vault. */
export function unreadCounts(storeId: string, unread: readonly UnreadPlace[] = []): UnreadCount[] {
  return [...new Set(unread.map((u) => u.reason))].map((reason) => ({
    storeId,
    reason,
    places: unread.filter((u) => u.reason === reason).length,
  }));
}
