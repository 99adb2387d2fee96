import type { CollectionMap } from '../../domain/data-map';
import { setField } from '../../domain/set-field';
import { type FieldValue, StoreShapeError } from '../connector';
import type { VendorEndpoint } from './vendor';
import { vendorRows } from './vendor-pages';
import { isGone, keyOfRow, rowsOf, type VendorRow } from './vendor-row';
import type { VendorSession } from './vendor-session';

/** One row of a vendor by its key. */
export interface VendorRecord {
  readonly collection: CollectionMap;
  readonly endpoint: VendorEndpoint;
  readonly key: Readonly<Record<string, string>>;
}

/**
 * The row as it is now; undefined when the vendor has it no more.
 *
 * @throws StoreShapeError where the vendor cannot be asked by key, or answers with another row
 */
export async function getVendorRow(
  session: VendorSession,
  record: VendorRecord,
): Promise<VendorRow | undefined> {
  const { collection, endpoint, key } = record;
  const place = { collection: collection.name };
  if (endpoint.get === undefined)
    throw new StoreShapeError(`the vendor cannot be asked for one row of ${collection.name}`, {
      ...place,
      code: 'no-get',
    });
  const { rowsAt, absentAt = [], ...call } = endpoint.get;
  const expect = [404, 410, ...absentAt];
  const answer = await session.call(call, { values: key, place, expect });
  if (expect.includes(answer.status)) return undefined;
  const [row] = listed(answer.body, rowsAt) ? rowsOf(endpoint, answer, rowsAt, collection.name) : [];
  if (row === undefined || isGone(endpoint.goneWhen, row)) return undefined;
  assertSame(record, row);
  return row;
}

/** GraphQL answers `null` for what is not there; a path that is missing is a changed interface. */
function listed(body: FieldValue | undefined, rowsAt: string): boolean {
  let found = body;
  for (const name of rowsAt === '' ? [] : rowsAt.split('.')) {
    if (found === null) return false;
    found = typeof found === 'object' ? (found as Record<string, FieldValue>)[name] : undefined;
  }
  return found !== null;
}

function assertSame({ collection, endpoint, key }: VendorRecord, row: VendorRow): void {
  const told = keyOfRow(endpoint, collection, row);
  const other = Object.keys(told).find((field) => told[field] !== key[field]);
  if (other === undefined) return;
  throw new StoreShapeError('the vendor answers with another row than was asked for', {
    collection: collection.name,
    field: other,
    code: 'other-row',
  });
}

/** The row with the lists that hang on it, each as a field: what a copy holds. */
export async function wholeRecord(
  session: VendorSession,
  { collection, endpoint, key }: VendorRecord,
  row: VendorRow,
): Promise<VendorRow> {
  if (endpoint.includes.length === 0) return row;
  const whole: Record<string, FieldValue> = { ...row };
  for (const { field, rowsAt, paging, ...call } of endpoint.includes) {
    const list = {
      ...{ call, rowsAt, lift: [], collection: collection.name, values: key },
      ...(paging === undefined ? {} : { paging }),
    };
    const rows: VendorRow[] = [];
    for await (const one of vendorRows(session, list)) rows.push(one);
    setField(whole, field, rows);
  }
  return whole;
}
