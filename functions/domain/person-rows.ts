import type { CollectionMap, DataMap } from './data-map';
import { collectionOf } from './foreign-keys';

/**
 * Whether two differing rows of this collection may be two people's. Rows that refer by a key to one person's
 * own record (orders of an account) differ and are theirs all the same; rows tied together only by an address
 * may be those of everybody who reads the mailbox.
 */
export function mayBeSeveralPeoples(
  map: DataMap,
  storeId: string,
  collection: CollectionMap,
  seen: readonly string[] = [],
): boolean {
  const name = JSON.stringify([storeId, collection.name]);
  if (collection.ownRecord || seen.includes(name)) return true;
  const ways = collection.reachedBy;
  return !(ways.length > 0 && ways.every((way) => belongsToOwnRecord(map, way, [...seen, name])));
}

function belongsToOwnRecord(
  map: DataMap,
  way: CollectionMap['reachedBy'][number],
  seen: readonly string[],
): boolean {
  if ('identity' in way || way.leads !== 'down') return false;
  const { storeId, collection: name } = way.from;
  const source = collectionOf(map, storeId, name);
  if (!source) return false;
  return source.ownRecord === true || !mayBeSeveralPeoples(map, storeId, source, seen);
}
