import type { StoreShape } from '../../connectors/connector';
import { kindDefinition } from '../../connectors/store-kinds';
import type { CollectionMap, DataMap, StoreMap } from '../../domain/data-map';
import { nearestWord } from '../../domain/nearest-word';
import { isLibraryField, libraryFieldsRemedy } from './library-fields';
import type { PlaceOf } from './map-places';

export interface MapFinding {
  readonly storeId: string;
  readonly collection: string;
  readonly field?: string;
  /** `file:line: path` of what is to be changed in the map. */
  readonly at?: string;
  readonly kind:
    | 'unmapped-collection'
    | 'unmapped-field'
    | 'missing-collection'
    | 'missing-field'
    | 'missing-key';
  readonly problem: string;
  readonly remedy: string;
}

type Found = StoreShape['collections'][number];

interface Check {
  readonly store: StoreMap;
  readonly shape: StoreShape;
  readonly placeOf: PlaceOf;
}

/**
 * Compares the map of one store with what the store really holds (`Connector.describe`). In a store without a
 * schema fields are optional, so only an unknown field is a finding, not one that the sample did not show.
 */
export function compareWithStore(
  map: DataMap,
  storeId: string,
  shape: StoreShape,
  placeOf: PlaceOf = () => undefined,
): MapFinding[] {
  const store = map.stores.find((candidate) => candidate.storeId === storeId);
  if (store === undefined) return [];
  const check = { store, shape, placeOf };
  const found = [...unmappedCollections(check), ...store.collections.flatMap((one) => compare(check, one))];
  return found.map((finding) => {
    const at = placeOf(storeId, finding.collection, finding.field);
    return { ...finding, ...(at ? { at } : {}) };
  });
}

function unmappedCollections({ store, shape }: Check): MapFinding[] {
  return unmappedNames(store, shape).map((name) => ({
    storeId: store.storeId,
    collection: name,
    kind: 'unmapped-collection',
    problem: `${name} is in the store, but not in the map`,
    remedy: 'describe it, or mark it fides_meta.skip_processing: true if it holds nothing about people',
  }));
}

function unmappedNames(store: StoreMap, shape: StoreShape): string[] {
  const known = [...store.collections.map((collection) => collection.name), ...(store.ignored ?? [])];
  return shape.collections.map(({ name }) => name).filter((name) => !known.includes(name));
}

function compare(check: Check, collection: CollectionMap): MapFinding[] {
  const { store, shape } = check;
  const found = shape.collections.find(({ name }) => name === collection.name);
  if (found === undefined)
    return [missing(check, { collection: collection.name }, unmappedNames(store, shape))];
  const mapped = collection.fields.map((field) => field.name);
  const there = found.fields.map((field) => field.name);
  const unmapped = there.filter((name) => !mapped.includes(name));
  const { holdsLibraryFields, isRelational } = kindDefinition(store.kind);
  const library = holdsLibraryFields ? unmapped.filter(isLibraryField) : [];
  const lacking = isRelational ? mapped.filter((name) => !there.includes(name)) : [];
  return [
    ...unmapped.map(
      (field): MapFinding => ({
        storeId: store.storeId,
        collection: collection.name,
        field,
        kind: 'unmapped-field',
        problem: `${collection.name}.${field} is in the store, but not in the map`,
        remedy: library.includes(field)
          ? libraryFieldsRemedy(library)
          : 'add it to fields with its data_categories',
      }),
    ),
    ...lacking.map((field) => missing(check, { collection: collection.name, field }, unmapped)),
    ...missingKey(check, collection, found),
  ];
}

/** In the map, but not in the store; perhaps under a name that is spelt alike and not mapped. */
function missing(
  { store }: Check,
  place: { readonly collection: string; readonly field?: string },
  others: readonly string[],
): MapFinding {
  const name = place.field ?? place.collection;
  const meant = nearestWord(name, others);
  return {
    storeId: store.storeId,
    ...place,
    kind: place.field === undefined ? 'missing-collection' : 'missing-field',
    problem: `${[place.collection, place.field].filter(Boolean).join('.')} is in the map, but not in the store`,
    remedy: `correct its name${meant ? ` (is it ${meant}?)` : ''}, or take it out of the map`,
  };
}

/**
 * What to add where the map names no key, by the catalogue of the store. The PostgreSQL connector finds keys
 * by itself, and reports what it lacks.
 */
function missingKey({ store, placeOf }: Check, collection: CollectionMap, found: Found): MapFinding[] {
  if (collection.primaryKey.length > 0 || found.keys === undefined) return [];
  if (kindDefinition(store.kind).isRelational) return [];
  const [key] = found.keys;
  const finding = { storeId: store.storeId, collection: collection.name, kind: 'missing-key' as const };
  if (key === undefined) {
    const problem = `${collection.name} has no key, neither in the map nor in the store, so no row can be named`;
    const remedy =
      'give the table a primary key, or set fides_meta.primary_key: true on the fields that tell its rows apart';
    return [{ ...finding, problem, remedy }];
  }
  const lines = key.map((field) =>
    keyLine(collection, field, placeOf(store.storeId, collection.name, field)),
  );
  return [
    {
      ...finding,
      ...(key.length === 1 ? { field: key[0] ?? '' } : {}),
      problem: `${collection.name} has no key in the map; the store tells its rows apart by ${key.join(', ')}`,
      remedy: lines.join('; '),
    },
  ];
}

function keyLine({ fields }: CollectionMap, name: string, place: string | undefined): string {
  if (!fields.some((field) => field.name === name))
    return `add to fields: { name: ${name}, data_categories: [user.unique_id], fides_meta: { primary_key: true } }`;
  const where = place === undefined ? '' : ` (${place.split(': ')[0]})`;
  return `set fides_meta: { primary_key: true } on the field ${name}${where}`;
}
