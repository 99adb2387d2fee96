import type { CollectionMap, DataMap, IdentityKind, Reach, StoreMap } from './data-map';
import { folded } from './identity-values';
import { isSearchable } from './searchable';

/** A field of a collection of a store. */
export interface FieldPlace {
  readonly storeId: string;
  readonly collection: CollectionMap;
  readonly field: string;
}

/** `child` holds a value of `parent`, in rows of the child in which `where` holds. */
export interface ForeignKey {
  readonly child: FieldPlace;
  readonly parent: FieldPlace;
  readonly where: Readonly<Record<string, string>>;
}

export type FieldLink = Extract<Reach, { readonly from: unknown }>;

/** Every foreign key in the map, in whichever direction values may flow. */
export const foreignKeys = oncePer((map: DataMap): readonly ForeignKey[] => {
  const keys = collectionsOf(map).flatMap(({ storeId, collection }) =>
    collection.reachedBy.flatMap((reach) =>
      'identity' in reach ? [] : keyOf(map, storeId, collection, reach),
    ),
  );
  return [...new Map(keys.map((key) => [keyName(key), key])).values()];
});

function keyOf(map: DataMap, storeId: string, collection: CollectionMap, reach: FieldLink): ForeignKey[] {
  const other = collectionOf(map, reach.from.storeId, reach.from.collection);
  if (!other || !reach.leads) return [];
  const own = { storeId, collection, field: reach.field };
  const far = { storeId: reach.from.storeId, collection: other, field: reach.from.field };
  const where = reach.where ?? {};
  return [reach.leads === 'down' ? { child: own, parent: far, where } : { child: far, parent: own, where }];
}

function keyName({ child, parent, where }: ForeignKey): string {
  return JSON.stringify([placeName(child), placeName(parent), Object.entries(where).sort()]);
}

export function placeName({ storeId, collection, field }: FieldPlace): string {
  return JSON.stringify([storeId, collection.name, field]);
}

/**
 * Collections that are asked whether a row names somebody else: people's own records. Where the map declares
 * none, the closest are those with an identity to which other rows refer.
 */
export const recordsOfPeople = oncePer((map: DataMap): readonly Omit<FieldPlace, 'field'>[] => {
  const all = collectionsOf(map).filter(({ store }) => store.kind !== 'manual');
  const declared = all.filter(({ collection }) => collection.ownRecord);
  if (declared.length > 0) return declared;
  const parents = new Set(foreignKeys(map).map(({ parent }) => parent.collection));
  return all.filter(
    ({ collection }) =>
      collection.owner === 'subject' && parents.has(collection) && identityFields(collection).length > 0,
  );
});

export interface IdentityField {
  readonly field: string;
  readonly kind: IdentityKind;
}

/** Fields that say whose a row is, without those that the map says belong to somebody else in it. */
export const identityFields = oncePer((collection: CollectionMap): readonly IdentityField[] =>
  collection.fields.flatMap(({ name, identity, thirdParty }) =>
    identity && !thirdParty ? [{ field: name, kind: identity }] : [],
  ),
);

/** Whether a store can be searched by this field. */
export function canBeAsked(map: DataMap, { storeId, collection, field }: FieldPlace): boolean {
  return isSearchable(map.stores.find((store) => store.storeId === storeId)?.kind, collection, field);
}

/**
 * Constants that an anonymisation writes: rows with one belong to many people, so they are neither searched
 * nor linked by it.
 */
export const placeholders = oncePer((map: DataMap): Placeholders => {
  const identities = new Map<IdentityKind, Set<string>>();
  const places = new Map<string, Set<string>>();
  for (const { storeId, collection } of collectionsOf(map)) {
    for (const { name, identity, blankWith } of collection.fields) {
      if (!isText(blankWith)) continue;
      const blank = String(blankWith);
      if (identity) within(identities, identity).add(folded(identity, blank));
      within(places, blank).add(placeName({ storeId, collection, field: name }));
    }
  }
  return {
    isIdentity: (kind, value) => identities.get(kind)?.has(folded(kind, value)) ?? false,
    isAt: (place, value) => places.get(value)?.has(placeName(place)) ?? false,
  };
});

/** The set under a key, created when missing. */
function within<K>(sets: Map<K, Set<string>>, key: K): Set<string> {
  const known = sets.get(key) ?? new Set();
  sets.set(key, known);
  return known;
}

export interface Placeholders {
  isIdentity(kind: IdentityKind, value: string): boolean;
  isAt(place: FieldPlace, value: string): boolean;
}

function isText(blank: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof blank);
}

/** Every collection with its store. */
export function collectionsOf(
  map: DataMap,
): { store: StoreMap; storeId: string; collection: CollectionMap }[] {
  return map.stores.flatMap((store) =>
    store.collections.map((collection) => ({ store, storeId: store.storeId, collection })),
  );
}

export function collectionOf(map: DataMap, storeId: string, collection: string): CollectionMap | undefined {
  return map.stores.find((s) => s.storeId === storeId)?.collections.find((c) => c.name === collection);
}

/** Computed once for each map, or collection of it, since a map never changes. */
export function oncePer<Part extends DataMap | CollectionMap, T>(work: (part: Part) => T): (part: Part) => T {
  const done = new WeakMap<Part, { readonly result: T }>();
  return (part) => {
    const known = done.get(part) ?? { result: work(part) };
    done.set(part, known);
    return known.result;
  };
}
