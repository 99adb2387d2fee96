import type { CorrectionPlan } from './correction';
import { correctableFields } from './corrections';
import type { CollectionMap, DataMap, IdentityKind, StoreMap } from './data-map';
import { identityOf } from './takeover-kinds';

/**
 * Records that are found by a value which is corrected elsewhere: they keep the old value, so a later search
 * by the new one misses them.
 */
export interface LeftBehind {
  readonly storeId: string;
  readonly collection: string;
  /** The field that holds the value there. */
  readonly field: string;
  /** "Support letters in the archive". */
  readonly words: string;
  /** Whether the map lets the desk correct it there as well. */
  readonly isCorrectable: boolean;
}

interface MapField {
  readonly storeId: string;
  readonly collection: string;
  readonly field: string;
}

/**
 * The other records of this map that are found by the content of this field: by the same identity, or because
 * the map follows the value from here.
 */
export function leftBehind(map: DataMap, place: MapField): LeftBehind[] {
  const identity = fieldAt(map, place)?.identity;
  return placesWhere(map, (reach, at) => {
    if (isSame(at, place)) return false;
    if (!('identity' in reach)) return isSame(reach.from, place);
    return identity !== undefined && reach.identity === identity && !isSameCollection(at, place);
  });
}

/**
 * What an approved plan would leave behind, without what it corrects there as well, each with the words for
 * what changes.
 */
export function leftByPlan(
  map: DataMap,
  { rows, points }: CorrectionPlan,
): { readonly changed: MapField | IdentityKind; readonly left: readonly LeftBehind[] }[] {
  const changed = rows
    .filter(({ note }) => !note)
    .flatMap(({ storeId, collection, changes }) =>
      changes.map(({ field }): MapField => ({ storeId, collection, field })),
    );
  const open = (left: readonly LeftBehind[]) => left.filter((one) => !changed.some((is) => isSame(is, one)));
  const kinds = points.flatMap(({ takeover = [] }) => takeover.map(identityOf));
  const byHand = [...new Set(kinds)].filter((kind) => kind !== undefined);
  return [
    ...changed.map((place) => ({ changed: place, left: open(leftBehind(map, place)) })),
    ...byHand.map((kind) => ({
      changed: kind,
      left: open(placesWhere(map, (reach) => 'identity' in reach && reach.identity === kind)),
    })),
  ].filter(({ left }) => left.length > 0);
}

/**
 * For a check of the map: what the desk may correct here, and would leave behind where it may not correct.
 */
export function oneSidedCorrections(map: DataMap): string[] {
  return map.stores.flatMap((store) =>
    store.collections.flatMap((collection) =>
      correctableFields(store.kind, collection).flatMap(({ name: field }) => {
        const place = { storeId: store.storeId, collection: collection.name, field };
        const stay = leftBehind(map, place).filter(({ isCorrectable }) => !isCorrectable);
        const where = stay.map((one) => `${one.storeId}: ${one.collection}.${one.field}`).join(', ');
        const told = `${place.storeId}: ${collection.name}.${field} may be corrected, and these are found by it and keep the old value: ${where}`;
        return stay.length > 0 ? [`${told} (mark them correctable, or correct them by hand each time)`] : [];
      }),
    ),
  );
}

type Reach = CollectionMap['reachedBy'][number];

function placesWhere({ stores }: DataMap, isFound: (reach: Reach, at: MapField) => boolean): LeftBehind[] {
  const all = stores.flatMap((store) =>
    store.collections.flatMap((collection) =>
      collection.reachedBy
        .filter((reach) => isFound(reach, placeOf(store, collection, reach)))
        .map(
          (reach): LeftBehind => ({
            ...placeOf(store, collection, reach),
            words: `${collection.title} (${store.title})`,
            isCorrectable: correctableFields(store.kind, collection).some(({ name }) => name === reach.field),
          }),
        ),
    ),
  );
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}

function placeOf({ storeId }: StoreMap, { name }: CollectionMap, { field }: Reach): MapField {
  return { storeId, collection: name, field };
}

function fieldAt({ stores }: DataMap, { storeId, collection, field }: MapField) {
  return stores
    .find((store) => store.storeId === storeId)
    ?.collections.find(({ name }) => name === collection)
    ?.fields.find(({ name }) => name === field);
}

function isSame(a: MapField, b: MapField): boolean {
  return isSameCollection(a, b) && a.field === b.field;
}

function isSameCollection(a: MapField, b: MapField): boolean {
  return a.storeId === b.storeId && a.collection === b.collection;
}
