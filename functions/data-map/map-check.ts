import type { StoreShape } from '../connectors/connector';
import type { CollectionMap, DataMap, StoreMap } from '../domain/data-map';

export interface MapFinding {
  readonly storeId: string;
  readonly collection: string;
  readonly field?: string;
  readonly kind: 'unmapped-collection' | 'unmapped-field' | 'missing-collection' | 'missing-field';
  readonly problem: string;
  readonly remedy: string;
}

/**
 * Compares the map of one store with what the store really holds (`Connector.describe`). Fields of schemaless stores are optional, so that
 * there only an unknown field is a finding, not one that the sample did not show.
 */
export function mapCheck(map: DataMap, storeId: string, shape: StoreShape): MapFinding[] {
  const store = map.stores.find((candidate) => candidate.storeId === storeId);
  if (store === undefined) {
    return [];
  }
  return [
    ...unmappedCollections(store, shape),
    ...store.collections.flatMap((one) => compare(store, one, shape)),
  ];
}

function unmappedCollections(store: StoreMap, shape: StoreShape): MapFinding[] {
  const known = [...store.collections.map((collection) => collection.name), ...(store.ignored ?? [])];
  return shape.collections
    .filter(({ name }) => !known.includes(name))
    .map(({ name }) => ({
      storeId: store.storeId,
      collection: name,
      kind: 'unmapped-collection',
      problem: `${name} is in the store, but not in the map`,
      remedy: 'describe it, or mark it fides_meta.skip_processing: true if it holds nothing about people',
    }));
}

function compare(store: StoreMap, collection: CollectionMap, shape: StoreShape): MapFinding[] {
  const place = { storeId: store.storeId, collection: collection.name };
  const found = shape.collections.find(({ name }) => name === collection.name);
  if (found === undefined) {
    const problem = `${collection.name} is in the map, but not in the store`;
    const remedy = 'correct its name, or take it out of the map';
    return [{ ...place, kind: 'missing-collection', problem, remedy }];
  }
  const mapped = collection.fields.map((field) => field.name);
  const there = found.fields.map((field) => field.name);
  const unmapped = there.filter((name) => !mapped.includes(name));
  const missing = store.kind === 'postgres' ? mapped.filter((name) => !there.includes(name)) : [];
  return [
    ...unmapped.map(
      (field): MapFinding => ({
        ...place,
        field,
        kind: 'unmapped-field',
        problem: `${collection.name}.${field} is in the store, but not in the map`,
        remedy: 'add it to fields with its data_categories',
      }),
    ),
    ...missing.map(
      (field): MapFinding => ({
        ...place,
        field,
        kind: 'missing-field',
        problem: `${collection.name}.${field} is in the map, but not in the store`,
        remedy: 'correct its name, or take it out of the map',
      }),
    ),
  ];
}
