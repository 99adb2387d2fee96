import type { RowCorrection } from '../domain/correction';
import type { CollectionMap } from '../domain/data-map';
import { defined } from '../domain/defined';
import { StoreShapeError } from './connector';

/**
 * Throws {@link StoreShapeError} when a correction names a field that the map does not let the desk write, or
 * nothing at all.
 */
export function assertCorrectable(collection: CollectionMap, { changes }: RowCorrection): void {
  const fields = changes.map(({ field }) => field);
  const wrong = fields.find((name) => !mayCorrect(collection, name));
  if (fields.length > 0 && wrong === undefined && new Set(fields).size === fields.length) return;
  throw new StoreShapeError(`the map of ${collection.name} does not let the desk correct this`, {
    collection: collection.name,
    ...defined({ field: wrong }),
    code: 'not-correctable',
  });
}

function mayCorrect({ fields, primaryKey }: CollectionMap, name: string): boolean {
  const field = fields.find((one) => one.name === name);
  return !primaryKey.includes(name) && (field?.correctable !== undefined || field?.disputeNote === true);
}
