import type { Vendor, VendorEndpoint, VendorRead } from '../functions/connectors/http/vendor';
import { runningEnding } from '../functions/connectors/http/vendor-endings';
import { vendorRows } from '../functions/connectors/http/vendor-pages';
import { getVendorRow, type VendorRecord } from '../functions/connectors/http/vendor-record';
import { isGone, textIn, type VendorRow } from '../functions/connectors/http/vendor-row';
import type { VendorSession } from '../functions/connectors/http/vendor-session';
import { takeSteps } from '../functions/connectors/http/vendor-steps';
import type { CollectionMap } from '../functions/domain/data-map';
import { asciiLowerCase } from '../functions/domain/identity-values';
import { countLabel } from './count-text';

interface Try {
  readonly name: string;
  readonly endpoint: VendorEndpoint;
  readonly read: VendorRead;
  readonly value: string;
}

export interface TriedRows {
  readonly name: string;
  readonly endpoint: Vendor['endpoints'][string];
  readonly rows: readonly VendorRow[];
  readonly value: string;
}

/** Reads one list by one value, and tells numbers and names of fields, never a value. */
export async function readTried(
  session: VendorSession,
  { name, endpoint, read, value }: Try,
  say: (line: string) => void,
): Promise<TriedRows> {
  const { by, rowsAt, paging, ...call } = read;
  const list = {
    ...{ call, rowsAt, lift: endpoint.lift, collection: name, values: { [by.param]: value } },
    ...(paging === undefined ? {} : { paging }),
  };
  const rows: VendorRow[] = [];
  let others = 0;
  for await (const row of vendorRows(session, list)) {
    const isTheirs = !isGone(endpoint.goneWhen, row) && fieldsWith(row, value).length > 0;
    if (isTheirs) rows.push(row);
    else others += 1;
  }
  const fields = [...new Set(rows.flatMap((row) => fieldsWith(row, value)))];
  say(
    `${name}: ${countLabel(rows.length, 'row')} that hold the value${fields.length > 0 ? ` in ${fields.join(', ')}` : ''}`,
  );
  if (others > 0) say(`  and ${countLabel(others, 'row')} that do not, which the desk would leave out`);
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))].sort();
  if (names.length > 0) say(`  fields: ${names.join(', ')}`);
  return { name, endpoint, rows, value };
}

function fieldsWith(row: VendorRow, value: string): string[] {
  return Object.keys(row).filter((field) => {
    const text = textIn(row, field);
    return text === value || (text !== undefined && asciiLowerCase(text) === value);
  });
}

/** Erases rows that were found and that the vendor still shows. */
export async function eraseTried(
  session: VendorSession,
  tried: readonly TriedRows[],
  say: (line: string) => void,
): Promise<void> {
  for (const { name, endpoint, rows, value } of tried)
    for (const row of rows) say(`${name}: ${await eraseOne(session, { name, endpoint, rows, value }, row)}`);
}

async function eraseOne(
  session: VendorSession,
  { name, endpoint, value }: TriedRows,
  row: VendorRow,
): Promise<string> {
  const { erase } = endpoint;
  if (erase === undefined || erase.steps.length === 0) return 'not erased: the file has no steps for it';
  const record = { collection: collectionOf(name, endpoint), endpoint, key: keyOf(endpoint, row) };
  const now = await getVendorRow(session, record);
  if (now === undefined || fieldsWith(now, value).length === 0)
    return 'not erased: it is gone, or somebody else’s by now';
  const ends = await runningEnding(session, record);
  if (ends !== undefined) return `not erased: it would also end ${ends}`;
  const { outcome } = await takeSteps(session, { record, steps: erase.steps, storeId: 'vendor try' });
  if (outcome === 'absent') return 'was gone already';
  return erase.settlesWithin ? `asked for; settled within ${erase.settlesWithin}` : 'erased';
}

function keyOf({ key }: VendorEndpoint, row: VendorRow): VendorRecord['key'] {
  return Object.fromEntries(key.map((field) => [field, textIn(row, field) ?? '']));
}

/** As much of a collection as a call by key asks for. */
function collectionOf(name: string, { key }: VendorEndpoint): CollectionMap {
  return {
    ...{ name, title: name, primaryKey: key, fields: [], reachedBy: [], facts: [], owner: 'subject' },
    ...{
      referencedBy: [],
      eraseAfter: [],
      onErasure: { action: 'erase' },
      source: '',
      systemKeys: [],
      physical: {},
    },
  };
}
