import { randomUUID } from 'node:crypto';
import { namedFields } from '../functions/connectors/http/named-fields';
import { isStillShown } from '../functions/connectors/http/still-shown';
import type { VendorEndpoint, VendorRead } from '../functions/connectors/http/vendor';
import { heldByEndings } from '../functions/connectors/http/vendor-endings';
import { vendorRows } from '../functions/connectors/http/vendor-pages';
import { getVendorRow, type VendorRecord } from '../functions/connectors/http/vendor-record';
import { isGone, textIn, type VendorRow } from '../functions/connectors/http/vendor-row';
import type { VendorSession } from '../functions/connectors/http/vendor-session';
import { takeSteps } from '../functions/connectors/http/vendor-steps';
import { type FieldNames, fieldNamesAmong, leftOutWords } from '../functions/connectors/telling-names';
import type { CollectionMap } from '../functions/domain/data-map';
import { type Ending, endingCounts } from '../functions/domain/ending';
import { asciiLowerCase } from '../functions/domain/identity-values';
import { endingText } from '../functions/words/ending-text';
import { countLabel } from './count-text';
import type { ErasureTarget } from './vendor-plan-text';

interface Try {
  readonly name: string;
  readonly endpoint: VendorEndpoint;
  readonly read: VendorRead;
  readonly value: string;
}

export interface TriedRows {
  readonly rows: readonly VendorRow[];
  readonly value: string;
}

/** Reads one list by one value, and tells numbers and names of fields, never a value. */
export async function readTried(
  session: VendorSession,
  { name, endpoint, read, value }: Try,
  say: (line?: string) => void,
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
  const all = fieldNamesAmong(
    rows.flatMap((row) => Object.keys(row)),
    namedFields(endpoint),
  );
  const holding = [...new Set(rows.flatMap((row) => fieldsWith(row, value)))];
  const fields = holding.filter((field) => all.shown.includes(field));
  const where = namesText({ shown: fields, left: holding.length - fields.length }, ' in ');
  say(`${name}: ${countLabel(rows.length, 'row')} that hold the value${where}`);
  if (others > 0) say(`  and ${countLabel(others, 'row')} that do not, which the desk would leave out`);
  const names = namesText({ ...all, shown: [...all.shown].sort() }, '  fields: ');
  if (names !== '') say(names);
  return { rows, value };
}

/** Names that may be of people are counted, not printed. */
function namesText({ shown, left }: FieldNames, before: string): string {
  const parts = [...(shown.length > 0 ? [shown.join(', ')] : []), ...(left > 0 ? [leftOutWords(left)] : [])];
  return parts.length === 0 ? '' : before + parts.join(' and ');
}

function fieldsWith(row: VendorRow, value: string): string[] {
  return Object.keys(row).filter((field) => {
    const text = textIn(row, field);
    return text === value || (text !== undefined && asciiLowerCase(text) === value);
  });
}

/** Erases rows of one endpoint that the vendor still shows with the value in the field that is named. */
export async function eraseTried(
  session: VendorSession,
  tried: readonly TriedRows[],
  target: ErasureTarget,
  say: (line?: string) => void,
): Promise<void> {
  const holds = (row: VendorRow, value: string) => fieldsWith(row, value).includes(target.field);
  const due = tried.flatMap(({ rows, value }) =>
    rows.filter((row) => holds(row, value)).map((row) => ({ row, value })),
  );
  const steps = target.endpoint.erase.steps.map(({ method, path }) => `${method} ${path}`);
  say();
  say(
    due.length === 0
      ? `Nothing to erase: no row of ${target.name} holds the value in ${target.field}.`
      : `Erasing ${countLabel(due.length, 'row')} of ${target.name} by ${steps.join(', ')}.`,
  );
  for (const { row, value } of due)
    say(`${target.name}: ${await eraseOne(session, target, row, (now) => holds(now, value))}`);
}

async function eraseOne(
  session: VendorSession,
  { name, endpoint }: ErasureTarget,
  row: VendorRow,
  isTheirs: (row: VendorRow) => boolean,
): Promise<string> {
  const { erase } = endpoint;
  const record = { collection: collectionOf(name, endpoint), endpoint, key: keyOf(endpoint, row) };
  const now = await getVendorRow(session, record);
  if (now === undefined || !isTheirs(now)) return 'not erased: it is gone, or somebody else’s by now';
  const { heldBy, ends } = await heldByEndings(session, record);
  if (heldBy !== undefined) return `not erased: it would also end ${endsText(ends)}`;
  const trial = { storeId: 'vendor try', attempt: randomUUID() };
  const { outcome } = await takeSteps(session, { record, steps: erase.steps, ...trial });
  if (outcome === 'absent') return 'was gone already';
  if (erase.settlesWithin) return `asked for; settled within ${erase.settlesWithin}`;
  const isShown = await isStillShown(session, record);
  return isShown ? 'not erased: the vendor took the call, and the row is still shown' : 'erased';
}

function endsText(ends: readonly Ending[] | undefined): string {
  return ends === undefined
    ? 'more than staff could look through, or something that has no id'
    : endingText(endingCounts(ends));
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
