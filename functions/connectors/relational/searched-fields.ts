import type { StoreMap } from '../../domain/data-map';
import type { Table } from './relation';

/** Fields by which rows of the collection are found, or by which they are counted that share another row. */
export function searchedFields({ collections }: StoreMap, { collection }: Table): Set<string> {
  return new Set([
    ...collection.fields.filter(({ identity }) => identity !== undefined).map(({ name }) => name),
    ...collection.reachedBy.map(({ field }) => field),
    ...collections
      .filter(({ owner }) => owner === 'shared')
      .flatMap(({ referencedBy }) => referencedBy)
      .filter((pointer) => pointer.collection === collection.name)
      .map(({ field }) => field),
  ]);
}
