import type { CorrectReceipt, FieldChange, RowCorrection } from '../../domain/correction';
import { StoreError, StoreUnavailableError } from '../connector';
import { assertCorrectable } from '../correctable-fields';
import { mappedCollection } from '../mapped-collection';
import { recordOf } from './http-export';
import type { VendorStore } from './http-locate';
import { getVendorRow } from './vendor-record';
import { textIn, type VendorRow } from './vendor-row';
import { type NewValues, writeFields } from './vendor-write';

type CorrectedRow = CorrectReceipt['rows'][number];

/**
 * Row by row: read, compared, written in one call, read again. Between reading and writing somebody else may
 * write; vendors offer no condition for that.
 */
export async function correctRows(
  vendorStore: VendorStore,
  corrections: readonly RowCorrection[],
  look = false,
): Promise<CorrectReceipt> {
  for (const one of corrections) assertCorrectable(mappedCollection(vendorStore.store, one.collection), one);
  const rows: CorrectedRow[] = [];
  for (const correction of corrections)
    rows.push(await orRefused(() => correctRow(vendorStore, correction, look)));
  return { rows };
}

async function correctRow(
  vendorStore: VendorStore,
  { collection, key, changes }: RowCorrection,
  look: boolean,
): Promise<CorrectedRow> {
  const record = recordOf(vendorStore, { collection, key });
  const row = await getVendorRow(vendorStore.session, record);
  if (row === undefined) return { state: 'gone' };
  const state = stateOf(row, changes);
  if (state !== 'open' || look) return { state };
  const values = Object.fromEntries(changes.map((change) => [change.field, likeBefore(row, change)]));
  await writeFields(vendorStore.session, { record, row, values });
  return { state: 'done' };
}

function stateOf(row: VendorRow, changes: readonly FieldChange[]): 'already' | 'open' | 'changed' {
  const holds = (side: 'from' | 'to') =>
    changes.every((change) => (textIn(row, change.field) ?? null) === change[side]);
  if (holds('to')) return 'already';
  return holds('from') ? 'open' : 'changed';
}

/** A number or a truth stays one, so that the vendor understands it. */
function likeBefore(row: VendorRow, { field, to }: FieldChange): NewValues[string] {
  const was = row[field];
  if (to === null) return null;
  if (typeof was === 'number' && String(Number(to)) === to) return Number(to);
  if (typeof was === 'boolean' && (to === 'true' || to === 'false')) return to === 'true';
  return to;
}

async function orRefused(work: () => Promise<CorrectedRow>): Promise<CorrectedRow> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof StoreError) || error instanceof StoreUnavailableError) throw error;
    const { code } = error.place;
    return { state: 'refused', ...(code ? { code } : {}) };
  }
}
