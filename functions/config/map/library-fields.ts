/**
 * Attributes that libraries for DynamoDB write into every item, to know its kind, its version and when it was
 * written.
 *
 * @see https://electrodb.dev/en/core-concepts/entities/
 * @see https://www.dynamodbtoolbox.com/docs/entities/internal-attributes
 */
const LIBRARY_FIELDS = ['__edb_e__', '__edb_v__', '_et', '_ct', '_md', '__typename', 'entity'];

export function isLibraryField(name: string): boolean {
  return LIBRARY_FIELDS.includes(name);
}

/** What to write for all of them in a collection at once, so that no request waits for a decision on each. */
export function libraryFieldsRemedy(fields: readonly string[]): string {
  const line = `also: [{ data_categories: [system.operations], fields: [${fields.join(', ')}] }]`;
  return `a library writes it; if it only says of what kind an item is, or when it was written, add under rightsdesk_meta: ${line}`;
}
