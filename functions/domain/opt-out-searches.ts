import type { DataMap, StoreMap } from './data-map';
import type { Identities, Search } from './finding';

/**
 * Stores with a field that this right sets: those that the desk sets by itself, and those that a person must
 * change.
 */
export function optOutStores(map: DataMap, right: string): { automatic: string[]; manual: string[] } {
  const setting = map.stores.filter((store) => store.collections.some((c) => isSetBy(c, right)));
  const ids = (manual: boolean) =>
    setting.filter((s) => (s.kind === 'manual') === manual).map((s) => s.storeId);
  return { automatic: ids(false), manual: ids(true) };
}

/**
 * Where to set it: rows found directly by what the requester told us. No foreign keys are followed, since
 * nothing was proven; the worst that a stranger can do is to stop marketing to somebody.
 */
export function optOutSearches(store: StoreMap, right: string, identities: Identities): Search[] {
  return store.collections
    .filter((collection) => isSetBy(collection, right))
    .flatMap((collection) =>
      collection.reachedBy.flatMap((reach) => {
        const values = 'identity' in reach ? (identities[reach.identity] ?? []) : [];
        return values.length > 0 ? [{ collection: collection.name, field: reach.field, values }] : [];
      }),
    );
}

/** Whether a collection has a field that this right sets. */
export function isSetBy(collection: StoreMap['collections'][number], right: string): boolean {
  return collection.fields.some((field) => field.optOut.some((o) => o.right === right));
}
