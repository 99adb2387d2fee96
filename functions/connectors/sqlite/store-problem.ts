import type { CollectionMap } from '../../domain/data-map';
import type { StoreProblem } from '../../domain/store-examination';
import { tableName } from './sqlite-place';

/** A problem of a collection; it names the table of the collection unless another is given. */
export function storeProblemOf(
  collection: CollectionMap,
  problem: Omit<StoreProblem, 'collection'>,
): StoreProblem {
  return { collection: collection.name, table: tableName(collection), ...problem };
}

/** Whether rows of the collection are deleted by an erasure. */
export function erases({ onErasure }: CollectionMap): boolean {
  return onErasure.action === 'erase' || onErasure.action === 'as-parent';
}
