import type { CollectionMap } from '../../domain/data-map';
import { setField } from '../../domain/set-field';
import { type FieldValue, StoreShapeError, StoreUnavailableError } from '../connector';
import { atPath, isFilled } from './at-path';
import { placeholdersIn } from './fill-template';
import type { VendorEndpoint } from './vendor';
import { assertWhole } from './vendor-more';
import { vendorRows } from './vendor-pages';
import { comparedText, isGone, keyOfRow, rowsOf, type VendorRow } from './vendor-row';
import type { VendorAnswer, VendorSession } from './vendor-session';

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
  // Where no part of the path is the key, "not found" is said of the address, not of the row.
  const isOfRow = placeholdersIn(call.path).length > 0;
  const expect = [...(isOfRow ? [404, 410] : []), ...absentAt];
  const answer = await session.call(call, { values: key, place, expect });
  if (expect.includes(answer.status)) return undefined;
  const [row] = listed(answer.body, rowsAt) ? rowsOf(endpoint, answer, rowsAt, collection.name) : [];
  if (row === undefined && leavesOut(answer)) assertNotFound(answer.body, place);
  else if (row === undefined) assertWhole(answer, place);
  if (row === undefined && namesRow(record, call.path)) assertNull(answer.body, rowsAt, place);
  if (row === undefined || isGone(endpoint.goneWhen, row)) return undefined;
  assertSame(record, row);
  return row;
}

function namesRow({ key }: VendorRecord, path: string): boolean {
  const named = placeholdersIn(path);
  return Object.keys(key).every((field) => named.includes(field));
}

/** At the address of one row an empty list is no row that is gone, but another kind of answer. */
function assertNull(
  body: FieldValue | undefined,
  rowsAt: string,
  place: { readonly collection: string },
): void {
  if (!listed(body, rowsAt)) return;
  throw new StoreShapeError('the answer of the vendor has no row where its file says', {
    ...place,
    field: rowsAt,
    code: 'no-rows-there',
  });
}

function leavesOut({ status, body }: VendorAnswer): boolean {
  return status === 207 || isFilled(atPath(body, 'errors')) || isFilled(atPath(body, 'numErrors'));
}

/**
 * A call for several rows of which some failed (207) leaves those out, whatever the reason: HubSpot then says
 * of each whether it is not there.
 *
 * @see https://developers.hubspot.com/docs/api-reference/error-handling
 */
function assertNotFound(body: FieldValue | undefined, place: { readonly collection: string }): void {
  const errors = atPath(body, 'errors');
  const isNotFound = (one: FieldValue) => atPath(one, 'category') === 'OBJECT_NOT_FOUND';
  if (Array.isArray(errors) && errors.length > 0 && errors.every(isNotFound)) return;
  throw new StoreUnavailableError('the vendor could not read a row, and does not say that it is gone', {
    ...place,
    code: 'error-in-answer',
  });
}

/**
 * GraphQL answers `null` at the end of the path for what is not there; a path that is missing, or that ends
 * before, is a changed interface.
 */
function listed(body: FieldValue | undefined, rowsAt: string): boolean {
  return rowsAt === '' || atPath(body, rowsAt) !== null;
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

/**
 * A row that changed hands since it was found is neither copied nor erased.
 *
 * @param foundBy the fields by which it was found, with their values
 * @throws StoreUnavailableError: it has to be searched again
 */
export function assertAsFound(
  { collection: { name } }: VendorRecord,
  row: VendorRow,
  foundBy: Readonly<Record<string, string>>,
): void {
  const field = Object.keys(foundBy).find((one) => comparedText(row, one, name) !== foundBy[one]);
  if (field === undefined) return;
  throw new StoreUnavailableError(`a row of ${name} has changed since it was found`, {
    collection: name,
    field,
    code: 'changed-since-found',
  });
}
