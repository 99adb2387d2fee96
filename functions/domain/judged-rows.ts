import type { CollectionMap, DataMap } from './data-map';
import type { LocatedRow } from './finding';
import {
  collectionOf,
  collectionsOf,
  type ForeignKey,
  foreignKeys,
  oncePer,
  recordsOfPeople,
} from './foreign-keys';

/**
 * One id for all rows that are judged as one: whose they are depends only on identities, on references in
 * both directions and on types, and in these they hold the same. A date or a text is not among them, nor a
 * key to which nothing refers. People's own records are always judged one by one, and so are rows that refer
 * to rows of their own collection.
 *
 * @param as - tells rows apart that hold the same and are known to differ
 */
export function judgedId(map: DataMap, storeId: string, row: LocatedRow, as?: string): string {
  const fields = judgedFields(map).get(placeKey(storeId, row.collection));
  const { key, facts, forms } = row;
  if (!fields) return JSON.stringify([storeId, row.collection, Object.entries(key).sort(), as]);
  const held = fields.map((field) => [key[field] ?? facts[field], forms?.[field]]);
  return JSON.stringify([storeId, row.collection, held, as]);
}

function placeKey(storeId: string, collection: string): string {
  return `${storeId} ${collection}`;
}

/** By store and collection; none for a collection whose rows are judged one by one. */
const judgedFields = oncePer((map: DataMap): ReadonlyMap<string, readonly string[]> => {
  const people = new Set(recordsOfPeople(map).map(({ collection }) => collection));
  const keys = foreignKeys(map);
  const fields = collectionsOf(map).flatMap(({ storeId, collection }) => {
    const isOwnParent = keys.some(
      ({ child, parent }) => child.collection === collection && parent.collection === collection,
    );
    const isJudgedAlone =
      people.has(collection) || isOwnParent || collection.ownRecord || collection.primaryKey.length === 0;
    if (isJudgedAlone) return [];
    return [[placeKey(storeId, collection.name), fieldsOf(map, keys, collection)] as const];
  });
  return new Map(fields);
});

function fieldsOf(map: DataMap, keys: readonly ForeignKey[], collection: CollectionMap): string[] {
  const { reachedBy, pairs = [], referencedBy, fields } = collection;
  const wheres = [
    ...reachedBy.flatMap((reach) => ('where' in reach ? [reach.where ?? {}] : [])),
    ...pairs.map(({ where }) => where),
  ];
  const ends = keys.flatMap(({ child, parent, where }) => [
    ...(child.collection === collection
      ? [child.field, ...Object.keys(where), ...sameNamed(parent.collection, collection)]
      : []),
    ...(parent.collection === collection ? [parent.field, ...otherKeyParts(collection, parent.field)] : []),
  ]);
  const led = collectionsOf(map).flatMap(({ collection: other }) =>
    other.reachedBy.flatMap((reach) =>
      !('identity' in reach) && collectionOf(map, reach.from.storeId, reach.from.collection) === collection
        ? [reach.from.field, ...Object.keys(reach.where ?? {})]
        : [],
    ),
  );
  return [
    ...new Set([
      ...reachedBy.map(({ field }) => field),
      ...fields.flatMap(({ name, identity }) => (identity ? [name] : [])),
      ...wheres.flatMap((where) => Object.keys(where)),
      ...pairs.map(({ field }) => field),
      ...referencedBy.map(({ ownField }) => ownField),
      ...ends,
      ...led,
    ]),
  ].sort();
}

/** A composite key of which a reference names one part: the other parts count as well. */
function otherKeyParts(
  { primaryKey, keyParts = primaryKey }: CollectionMap,
  field: string,
): readonly string[] {
  return keyParts.length > 1 && keyParts.includes(field) ? keyParts : [];
}

/** Parts of the parent's key that a row holds in its own key under the same name. */
function sameNamed({ primaryKey, keyParts = primaryKey }: CollectionMap, child: CollectionMap): string[] {
  // The database alone knows the parent's key: any part of the child's may be in it.
  if (keyParts.length === 0) return [...child.primaryKey];
  return keyParts.length > 1 ? child.primaryKey.filter((part) => keyParts.includes(part)) : [];
}
