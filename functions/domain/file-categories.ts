import type { CollectionMap } from './data-map';

/** The field name under which the content of a stored file is classified, withheld and chosen. */
export const fileField = 'file';

/**
 * What the map says of the content of the stored files of a collection: the categories of the collection;
 * those of a field `file` stand with its fields. Where it says nothing, they
 * may hold anything of the person.
 */
export function fileCategories({
  fields,
  holdsFiles,
  filesTreatedAs,
}: Pick<CollectionMap, 'fields' | 'holdsFiles' | 'filesTreatedAs'>): readonly string[] {
  if (fields.some(({ name }) => name === fileField)) return [];
  return filesTreatedAs ?? (holdsFiles ? ['user'] : []);
}
