import type { RowToCopy } from '../../domain/finding';
import type { ExportedRecord } from '../connector';
import { keyValues, mappedCollection } from '../mapped-collection';
import type { VendorStore } from './http-locate';
import { endpointOf } from './vendor-questions';
import { assertAsFound, getVendorRow, type VendorRecord, wholeRecord } from './vendor-record';

/** Row by row by its key, with the lists that hang on it; what is gone is skipped. */
export async function* exportRows(
  { session, store }: VendorStore,
  rows: readonly RowToCopy[],
): AsyncIterable<ExportedRecord> {
  for (const row of rows) {
    const record = recordOf({ session, store }, row);
    const now = await getVendorRow(session, record);
    if (now !== undefined) {
      assertAsFound(record, now, row.foundBy ?? {});
      const values = await wholeRecord(session, record, now);
      yield { collection: row.collection, key: row.key, values };
    }
  }
}

/** @throws StoreShapeError for a collection that the vendor does not have, or a key that lacks a field */
export function recordOf(
  { session, store }: VendorStore,
  { collection: name, key }: Pick<RowToCopy, 'collection' | 'key'>,
): VendorRecord {
  const collection = mappedCollection(store, name);
  keyValues(collection, key);
  return { collection, endpoint: endpointOf(session.vendor, collection), key };
}
