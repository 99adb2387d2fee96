import { Temporal } from 'temporal-polyfill';
import { defined } from '../../domain/defined';
import type { EraseInstruction } from '../../domain/erase-instruction';
import type { ErasedCount } from '../../domain/event-facts';
import {
  BlastRadiusError,
  type EraseBound,
  type EraseReceipt,
  StoreRefusedError,
  StoreShapeError,
} from '../connector';
import { constantBlanks } from '../constant-blanks';
import { distinctKeys } from '../mapped-collection';
import { recordOf } from './http-export';
import type { VendorStore } from './http-locate';
import { refuseMore } from './vendor-endings';
import { goesWithNone } from './vendor-questions';
import { getVendorRow, type VendorRecord } from './vendor-record';
import { takeSteps } from './vendor-steps';
import { writeFields } from './vendor-write';

type Fate = 'erased' | 'submitted' | 'anonymised' | 'alreadyAbsent';

/**
 * Carries instructions out in their order, row by row. All are checked against the approval before the first
 * call. A row is erased only if the vendor shows it at this moment: some vendors remember whoever they are
 * asked to erase, also somebody whom they never knew.
 */
export async function eraseRows(
  vendorStore: VendorStore,
  instructions: readonly EraseInstruction[],
  bounds?: readonly EraseBound[],
): Promise<EraseReceipt> {
  const works = instructions.map((instruction) => workOf(vendorStore, instruction));
  assertWithin(works, bounds);
  await refuseUnapproved(vendorStore, works);
  const collections: ErasedCount[] = [];
  for (const work of works) collections.push(await carryOut(vendorStore, work));
  const submitted = works.filter((_, at) => (collections[at]?.submitted ?? 0) > 0);
  return { collections, ...defined({ settlesWithin: longestOf(submitted) }) };
}

/** The vendor is asked again once the slowest of its endpoints should be done. */
function longestOf(works: readonly Work[]): string | undefined {
  const periods = works.flatMap(({ records: [first] }) => first?.endpoint.erase?.settlesWithin ?? []);
  return periods.sort((a, b) => Temporal.Duration.compare(b, a, { relativeTo: '2026-01-01' }))[0];
}

interface Work {
  readonly instruction: EraseInstruction;
  readonly records: readonly VendorRecord[];
}

function workOf(vendorStore: VendorStore, instruction: EraseInstruction): Work {
  const { collection: name, keys, action, atMost } = instruction;
  const { collection, endpoint } = recordOf(vendorStore, {
    collection: name,
    key: keys[0] ?? anyKey(vendorStore, name),
  });
  const distinct = distinctKeys(collection, keys).map((values) =>
    Object.fromEntries(collection.primaryKey.map((field, at) => [field, values[at] ?? ''])),
  );
  if (distinct.length > atMost) throw beyond(name, distinct.length, atMost);
  if (action === 'erase' && endpoint.erase === undefined) throw cannot(name, 'no-erasure');
  if (action === 'erase' && goesWithNone(endpoint, vendorStore.store.collections))
    throw cannot(name, 'goes-with-none');
  if (action === 'anonymise') assertBlanks({ collection, endpoint, key: {} }, instruction);
  return { instruction, records: distinct.map((key) => ({ collection, endpoint, key })) };
}

function anyKey({ store }: VendorStore, name: string): Record<string, string> {
  const fields = store.collections.find((one) => one.name === name)?.primaryKey ?? [];
  return Object.fromEntries(fields.map((field) => [field, '']));
}

function assertBlanks({ collection, endpoint }: VendorRecord, { blank = {} }: EraseInstruction): void {
  const fields = Object.keys(constantBlanks(blank));
  const isKey = fields.some((field) => collection.primaryKey.includes(field));
  if (fields.length === 0 || isKey) throw cannot(collection.name, 'no-blank');
  if (endpoint.update === undefined) throw cannot(collection.name, 'no-update');
}

function cannot(collection: string, code: string): StoreShapeError {
  return new StoreShapeError(`the file of the vendor does not say how to change ${collection}`, {
    collection,
    code,
  });
}

function beyond(collection: string, would: number, approved: number): BlastRadiusError {
  return new BlastRadiusError(`${collection}: ${would} rows would change, ${approved} were approved`, {
    collection,
  });
}

function assertWithin(works: readonly Work[], bounds: readonly EraseBound[] | undefined): void {
  if (bounds === undefined) return;
  for (const { instruction } of works) {
    const { collection } = instruction;
    const would = works
      .filter((work) => work.instruction.collection === collection)
      .reduce((sum, { records }) => sum + records.length, 0);
    const approved = bounds.find((bound) => bound.collection === collection)?.rows ?? 0;
    if (would > approved) throw beyond(collection, would, approved);
  }
}

async function carryOut(vendorStore: VendorStore, { instruction, records }: Work): Promise<ErasedCount> {
  const fates: Fate[] = [];
  for (const record of records) fates.push(await changeOne(vendorStore, record, instruction));
  const count = (fate: Fate) => fates.filter((one) => one === fate).length;
  const submitted = count('submitted');
  return {
    collection: instruction.collection,
    erased: count('erased'),
    anonymised: count('anonymised'),
    alreadyAbsent: count('alreadyAbsent'),
    keptShared: 0,
    ...(submitted > 0 ? { submitted } : {}),
  };
}

async function changeOne(
  { session, store }: VendorStore,
  record: VendorRecord,
  { action, blank = {}, mayEnd = [] }: EraseInstruction,
): Promise<Fate> {
  const row = await getVendorRow(session, record);
  if (row === undefined) return 'alreadyAbsent';
  if (action === 'anonymise') {
    const changed = await writeFields(session, { record, row, values: constantBlanks(blank) });
    return changed ? 'anonymised' : 'alreadyAbsent';
  }
  const { steps = [], settlesWithin, goesWith } = record.endpoint.erase ?? {};
  if (goesWith !== undefined) return 'submitted';
  await refuseMore(session, record, approvedEndings(record, mayEnd));
  const outcome = await takeSteps(session, { record, steps, storeId: store.storeId });
  if (outcome === 'absent') return goneOrRefused(session, record);
  return settlesWithin === undefined ? 'erased' : 'submitted';
}

/**
 * The vendor answered a step with "not found". A row that it still shows is not gone: the account lacks the
 * call, or the file names another address.
 */
async function goneOrRefused(session: VendorStore['session'], record: VendorRecord): Promise<Fate> {
  if ((await getVendorRow(session, record)) === undefined) return 'alreadyAbsent';
  throw new StoreRefusedError('the vendor does not know the call by which it erases', {
    collection: record.collection.name,
    code: 'no-such-call',
  });
}

/** Ids of what staff said may end with this row. */
function approvedEndings(
  { collection, key }: VendorRecord,
  mayEnd: NonNullable<EraseInstruction['mayEnd']>,
): ReadonlySet<string> {
  const isOfRow = (one: { readonly key: VendorRecord['key'] }) =>
    collection.primaryKey.every((field) => one.key[field] === key[field]);
  return new Set(mayEnd.filter(isOfRow).flatMap(({ ids }) => ids));
}

/**
 * Before the first call, so that nothing was ordered yet where a later row would end what nobody approved.
 * Asked once more right before each call.
 */
async function refuseUnapproved({ session }: VendorStore, works: readonly Work[]): Promise<void> {
  const toErase = works.filter(({ instruction }) => instruction.action === 'erase');
  if (toErase.flatMap(({ records }) => records).length < 2) return;
  for (const { instruction, records } of toErase) {
    for (const record of records.filter(({ endpoint }) => (endpoint.erase?.alsoEnds.length ?? 0) > 0))
      if ((await getVendorRow(session, record)) !== undefined)
        await refuseMore(session, record, approvedEndings(record, instruction.mayEnd ?? []));
  }
}
