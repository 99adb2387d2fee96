import type { DataMap, MapGap } from '../../functions/domain/data-map';
import { aCollection, aField, aMap, shopStore } from './a-map';

/** The shop with notes in addition to the orders, and gaps. */
export function findingsMap(gaps: readonly MapGap[]): DataMap {
  const fromCustomer = { storeId: 'shop', collection: 'customers', field: 'id' } as const;
  const collections = shopStore.collections.map((c) =>
    c.name === 'orders' ? { ...c, facts: ['customer_id'] } : c,
  );
  const notes = aCollection('notes', 'Notes', {
    fields: [aField('id', 'Id'), aField('customer_id', 'Customer number')],
    facts: ['customer_id'],
    reachedBy: [{ field: 'customer_id', from: fromCustomer }],
  });
  return aMap({ stores: [{ ...shopStore, collections: [...collections, notes] }], gaps });
}
