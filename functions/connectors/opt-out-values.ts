import type { CollectionMap } from '../domain/data-map';

/**
 * The fields that the map flags for a right, with the value each gets; undefined when the collection has
 * none.
 */
export function optOutValues(
  collection: CollectionMap,
  right: string,
): Readonly<Record<string, string | number | boolean | null>> | undefined {
  const flagged = collection.fields.flatMap((field) =>
    field.optOut.filter((rule) => rule.right === right).map((rule) => [field.name, rule.value] as const),
  );
  return flagged.length === 0 ? undefined : Object.fromEntries(flagged);
}
