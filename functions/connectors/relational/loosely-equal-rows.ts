import type { UnreadPlace } from '../../domain/finding';
import type { CollectionSearch } from '../mapped-collection';
import { faultPlace } from './fault-place';
import type { RawResult } from './run-sql';

/** So many rows are named one by one. */
export const MOST_LOOSE_ROWS = 100;

/** Fields of a search that refer to other rows, or by which other rows refer to these. */
export function referringConditions({
  collection,
  conditions,
}: CollectionSearch): CollectionSearch['conditions'] {
  return conditions.filter(({ field }) =>
    collection.reachedBy.some((reach) => 'from' in reach && reach.field === field),
  );
}

/**
 * Rows that the database calls equal to what was asked for and that hold another text: somebody has to look
 * whose they are.
 *
 * @param keys the columns of the result; none where the table has no key that names its rows
 * @param result undefined where it could not be read
 */
export function looseRowPlaces(
  { collection }: CollectionSearch,
  field: string,
  keys: readonly string[],
  result: RawResult | undefined,
): UnreadPlace[] {
  const place = `${faultPlace(collection).table}.${field}`;
  const told: UnreadPlace = { collection: collection.name, place, reason: 'unclear' };
  if (result === undefined) return [told];
  if (result.rows.length === 0) return [];
  if (keys.length === 0 || result.rows.length > MOST_LOOSE_ROWS) return [told];
  return result.rows.map((row) => {
    const key = Object.fromEntries(keys.map((name, at) => [name, row[at] ?? '']));
    const words = keys.map((name) => `${name} ${key[name]}`).join(', ');
    return { ...told, place: `${place} (${words})`, row: key };
  });
}
