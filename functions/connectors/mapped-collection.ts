import type { CollectionMap, StoreMap } from '../domain/data-map';
import type { Search } from '../domain/finding';
import { StoreShapeError } from './connector';

/** All conditions of one call on one collection. A row that several conditions find is one row. */
export interface CollectionSearch {
  readonly collection: CollectionMap;
  readonly conditions: readonly { readonly field: string; readonly values: readonly string[] }[];
}

export function mappedCollection(store: StoreMap, name: string): CollectionMap {
  const collection = store.collections.find((candidate) => candidate.name === name);
  if (collection === undefined)
    throw new StoreShapeError(`the map of ${store.storeId} has no collection of that name`);
  return collection;
}

/**
 * Groups searches by collection, in the order of the map, on which cursors rely. Empty values are dropped:
 * they would find everybody who left the field blank. Throws {@link StoreShapeError} for a collection or
 * field that the map does not know.
 */
export function searchesByCollection(store: StoreMap, searches: readonly Search[]): CollectionSearch[] {
  for (const { collection, field } of searches) {
    assertField(mappedCollection(store, collection), field);
  }
  return store.collections
    .map((collection) => ({
      collection,
      conditions: conditionsOn(searches.filter((search) => search.collection === collection.name)),
    }))
    .filter(({ conditions }) => conditions.length > 0);
}

export function assertField(collection: CollectionMap, field: string): void {
  if (!collection.fields.some(({ name }) => name === field) && !collection.primaryKey.includes(field))
    throw new StoreShapeError(`the map of ${collection.name} has no such field`);
}

function conditionsOn(searches: readonly Search[]): CollectionSearch['conditions'] {
  const byField = new Map<string, Set<string>>();
  for (const { field, values } of searches) {
    const known = byField.get(field) ?? new Set();
    for (const value of values.filter((candidate) => candidate !== '')) {
      known.add(value);
    }
    byField.set(field, known);
  }
  return [...byField]
    .map(([field, values]) => ({ field, values: [...values].sort() }))
    .filter(({ values }) => values.length > 0);
}

/**
 * Key fields of a row in the order of the map; throws when one is missing, as a shorter key would name more
 * rows.
 */
export function keyValues(collection: CollectionMap, key: Readonly<Record<string, string>>): string[] {
  if (collection.primaryKey.length === 0)
    throw new StoreShapeError(`the map names no primary key of ${collection.name}`);
  return collection.primaryKey.map((field) => {
    const value = key[field];
    if (value === undefined)
      throw new StoreShapeError(`a key of ${collection.name} lacks its field ${field}`);
    return value;
  });
}

/** Each key once, whatever the order of its fields. */
export function distinctKeys(
  collection: CollectionMap,
  keys: readonly Readonly<Record<string, string>>[],
): string[][] {
  const all = keys.map((key) => keyValues(collection, key));
  return [...new Map(all.map((values) => [JSON.stringify(values), values])).values()];
}
