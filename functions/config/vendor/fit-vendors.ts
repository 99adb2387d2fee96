import type { Vendor } from '../../connectors/http/vendor';
import { endpointName, waysBy } from '../../connectors/http/vendor-questions';
import type { CollectionMap, DataMap } from '../../domain/data-map';
import type { DeskStore } from '../../domain/desk';

/**
 * The data map with the fields by which each vendor can be asked: what its file has no read for is not
 * searched, and reported as that.
 */
export function fitVendors(map: DataMap, stores: readonly DeskStore[]): DataMap {
  return {
    ...map,
    stores: map.stores.map((store) => {
      const vendor = stores.find(({ id }) => id === store.storeId)?.vendor as Vendor | undefined;
      if (vendor === undefined) return store;
      return {
        ...store,
        collections: store.collections.map((one) => withAskable(vendor, one, store.collections)),
      };
    }),
  };
}

function withAskable(
  vendor: Vendor,
  collection: CollectionMap,
  all: readonly CollectionMap[],
): CollectionMap {
  const endpoint = vendor.endpoints[endpointName(collection)];
  if (endpoint === undefined) return { ...collection, searchedBy: [] };
  const fields = collection.fields.map(({ name }) => name);
  return {
    ...collection,
    searchedBy: fields.filter((field) => waysBy(endpoint, collection, field, all).length > 0),
  };
}
