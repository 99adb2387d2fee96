import { type FieldValue, StoreUnavailableError } from '../connector';
import { fieldText } from '../exact-json';
import { getVendorRow, type VendorRecord } from './vendor-record';
import { textIn, type VendorRow } from './vendor-row';
import type { VendorSession } from './vendor-session';

export type NewValues = Readonly<Record<string, string | number | boolean | null>>;

interface Writing {
  readonly record: VendorRecord;
  readonly row: VendorRow;
  readonly values: NewValues;
}

/**
 * Writes fields of one row and reads it again: a vendor that accepts a change and does not make it must not
 * be believed. False where the row holds them already.
 */
export async function writeFields(
  session: VendorSession,
  { record, row, values }: Writing,
): Promise<boolean> {
  if (holdsAll(row, values)) return false;
  const { update } = record.endpoint;
  if (update === undefined) throw notWritten(record, 'no-update');
  const place = { collection: record.collection.name };
  await session.call(update, { values: record.key, place, members: membersOf(values) });
  const now = await getVendorRow(session, record);
  if (now !== undefined && !holdsAll(now, values)) throw notWritten(record, 'not-written');
  return true;
}

export function membersOf(values: NewValues): string {
  return JSON.stringify(values).slice(1, -1);
}

export function holdsAll(row: VendorRow, values: NewValues): boolean {
  return Object.entries(values).every(([field, value]) => (textIn(row, field) ?? null) === plain(value));
}

/** Vendors write nothing as null, as an empty text, or not at all. */
function plain(value: FieldValue): string | null {
  return fieldText(value) ?? null;
}

function notWritten({ collection }: VendorRecord, code: string): StoreUnavailableError {
  return new StoreUnavailableError('the vendor did not make the change', {
    collection: collection.name,
    code,
  });
}
