import type { CollectionMap } from '../../domain/data-map';
import type { Unread } from '../../domain/finding';
import { StoreError } from '../connector';
import { unreadReason } from '../unread-reason';
import type { CollectionPage } from './locate-context';
import { faultPlace } from './postgres-catalogue';

export type ReadPage = CollectionPage & { readonly unread?: readonly Unread[] };

/**
 * A table that cannot be used, or not read whole, is told as unread: it takes no other table along, and is
 * never taken for empty.
 */
export async function orUnread(collection: CollectionMap, read: () => Promise<ReadPage>): Promise<ReadPage> {
  try {
    return await read();
  } catch (error) {
    const reason = unreadReason(error);
    // Without people's own records nobody can tell whose any other row is.
    if (!reason || collection.ownRecord) throw error;
    const place = placeWords(collection, error);
    return { rows: [], unmapped: [], unread: [{ collection: collection.name, place, reason }] };
  }
}

/** The table; for a way that nobody may follow, also why. */
function placeWords(collection: CollectionMap, error: unknown): string {
  const table = faultPlace(collection).table ?? collection.name;
  const { code, field, constraint } = error instanceof StoreError ? error.place : {};
  if (code !== 'part-of-key') return table;
  const which = [field, constraint && `key ${constraint}`].filter(Boolean).join(', ');
  return `${table} (the data map follows only a part of a key: ${which})`;
}

/** What a table is for, or nothing where it cannot be used. Throws what may pass by itself. */
export function whereUsable<T>(use: () => T): T | undefined {
  try {
    return use();
  } catch (error) {
    if (error instanceof StoreError && unreadReason(error)) return undefined;
    throw error;
  }
}
