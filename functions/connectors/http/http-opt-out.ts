import { randomUUID } from 'node:crypto';
import type { Search } from '../../domain/finding';
import { type OptOutReceipt, StoreUnavailableError } from '../connector';
import { locateEverything } from '../locate-everything';
import { searchesByCollection } from '../mapped-collection';
import { optOutValues } from '../opt-out-values';
import { recordOf } from './http-export';
import { locateRows, type VendorStore } from './http-locate';
import { getVendorRow, type VendorRecord } from './vendor-record';
import type { VendorRow } from './vendor-row';
import { takeSteps } from './vendor-steps';
import { holdsAll, membersOf, type NewValues, writeFields } from './vendor-write';

/** Sets what the map flags for a right, by the vendor's own call where it has one. */
export async function optOutRows(
  vendorStore: VendorStore,
  searches: readonly Search[],
  right: string,
): Promise<OptOutReceipt> {
  const receipt = { found: 0, changed: 0 };
  for (const { collection, conditions } of searchesByCollection(vendorStore.store, searches)) {
    const values = optOutValues(collection, right);
    if (values === undefined) continue;
    const asked = conditions.map((condition) => ({ collection: collection.name, ...condition }));
    const locate = (again: readonly Search[], cursor?: string) =>
      locateRows(vendorStore, { searches: again, cursor, sure: true });
    const { rows } = await locateEverything({ locate }, asked, Number.POSITIVE_INFINITY);
    for (const { key } of rows) {
      const record = recordOf(vendorStore, { collection: collection.name, key });
      const row = await getVendorRow(vendorStore.session, record);
      if (row === undefined) continue;
      receipt.found += 1;
      if (await setOne(vendorStore, { record, row, values, right })) receipt.changed += 1;
    }
  }
  return receipt;
}

interface Setting {
  readonly record: VendorRecord;
  readonly row: VendorRow;
  readonly values: NewValues;
  readonly right: string;
}

async function setOne(
  { session, store }: VendorStore,
  { record, row, values, right }: Setting,
): Promise<boolean> {
  if (holdsAll(row, values)) return false;
  const own = record.endpoint.optOuts.find((one) => one.right === right);
  if (own === undefined) return writeFields(session, { record, row, values });
  const members = membersOf(values);
  const [storeId, attempt] = [`${store.storeId} ${right}`, randomUUID()];
  await takeSteps(session, { record, steps: own.steps, storeId, attempt, members });
  const now = await getVendorRow(session, record);
  if (now === undefined || holdsAll(now, values)) return true;
  throw new StoreUnavailableError('the vendor still holds what it held before', {
    collection: record.collection.name,
    code: 'not-written',
  });
}
