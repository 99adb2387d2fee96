import type { CollectionMap, StoreKind } from './data-map';
import { isDatabase } from './database-kinds';
import { readS3Prefix } from './s3-prefix';
import { tablePlace, waysOf } from './table-place';

/**
 * Whether a store can be searched for rows of a collection by this field: by any field, or only by those in
 * its keys.
 */
export function isSearchable(
  kind: StoreKind | undefined,
  { readWhole, askedTogether, searchedBy, name, primaryKey, physical }: CollectionMap,
  field: string,
): boolean {
  if (kind === undefined || kind === 'manual') return false;
  if (searchedBy !== undefined) return searchedBy.includes(field);
  if (isDatabase(kind) || readWhole) return true;
  if (kind === 'dynamodb' && askedTogether) return true;
  if (kind === 'dynamodb') return waysOf(tablePlace({ name, primaryKey, physical })).has(field);
  if (kind !== 's3') return true;
  const { prefix } = physical;
  return typeof prefix === 'string' && (readS3Prefix(prefix)?.fields.includes(field) ?? false);
}
