import type { CollectionMap } from './data-map';

/** The field name under which the content of a stored file is classified, withheld and chosen. */
export const fileField = 'file';

/**
 * The categories that the map gives the files of a whole collection; those of a field `file` belong to its
 * fields. Where the map says nothing, files may hold anything about the person.
 */
export function fileCategories({
  fields,
  holdsFiles,
  filesTreatedAs,
}: Pick<CollectionMap, 'fields' | 'holdsFiles' | 'filesTreatedAs'>): readonly string[] {
  if (fields.some(({ name }) => name === fileField)) return [];
  return filesTreatedAs ?? (holdsFiles ? ['user'] : []);
}
