import type { CollectionMap } from '../../domain/data-map';
import { type LocatedPage, StoreError } from '../connector';
import { unreadReason } from '../unread-reason';
import { faultPlace } from './fault-place';
import type { SearchPlace } from './search-slices';

export interface ReadPage extends Omit<LocatedPage, 'cursor'> {
  /** Where the search goes on, when there may be more. */
  readonly behind?: SearchPlace;
}

/**
 * Reports a table that cannot be used, or not be read whole, as unread: the other tables are still searched,
 * and it never counts as empty.
 */
export async function readOrReportUnread(
  collection: CollectionMap,
  read: () => Promise<ReadPage>,
): Promise<ReadPage> {
  try {
    return await read();
  } catch (error) {
    const reason = unreadReason(error);
    // People's own records tell whose all other rows are, so the search fails without them.
    if (!reason || collection.ownRecord) throw error;
    const place = placeWords(collection, error);
    return { rows: [], unmapped: [], unread: [{ collection: collection.name, place, reason }] };
  }
}

/** The table; where the map follows only a part of a key, also the reason. */
function placeWords(collection: CollectionMap, error: unknown): string {
  const table = faultPlace(collection).table ?? collection.name;
  const { code, field, constraint } = error instanceof StoreError ? error.place : {};
  if (code !== 'part-of-key') return table;
  const which = [field, constraint && `key ${constraint}`].filter(Boolean).join(', ');
  return `${table} (the data map follows only a part of a key: ${which})`;
}

/** The result of a call on a table, or undefined where the table cannot be used. Throws transient faults. */
export function ifUsable<T>(use: () => T): T | undefined {
  try {
    return use();
  } catch (error) {
    if (error instanceof StoreError && unreadReason(error)) return undefined;
    throw error;
  }
}
