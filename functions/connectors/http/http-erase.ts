import type { CollectionMap } from '../../domain/data-map';
import type { EraseInstruction } from '../../domain/erase-instruction';
import { BlastRadiusError, type EraseBound, type EraseReceipt, StoreShapeError } from '../connector';
import { constantBlanks } from '../constant-blanks';
import { distinctKeys, keyValues } from '../mapped-collection';
import { Erasure, type RowToChange, type Work } from './erasure';
import { recordOf } from './http-export';
import type { VendorStore } from './http-locate';
import { goesWithNone } from './vendor-questions';
import type { VendorRecord } from './vendor-record';

/**
 * Carries instructions out row by row, those of an endpoint with which other rows go before these. All are
 * checked against the approval before the first call. A row is erased only if the vendor shows it at this
 * moment, and as it was found: some vendors remember whoever they are asked to erase, also somebody whom they
 * never knew. What was done or ordered stands in the receipt although a later row was refused.
 */
export async function eraseRows(
  vendorStore: VendorStore,
  instructions: readonly EraseInstruction[],
  bounds?: readonly EraseBound[],
): Promise<EraseReceipt> {
  const works = instructions.map((instruction) => workOf(vendorStore, instruction));
  assertWithin(works, bounds);
  const done = new Erasure(vendorStore);
  for (const work of parentsFirst(works)) await done.carryOut(work);
  return done.receipt(works);
}

function parentsFirst(works: readonly Work[]): Work[] {
  const goes = ({ endpoint }: Work) => endpoint.erase?.goesWith !== undefined;
  return [...works.filter((work) => !goes(work)), ...works.filter(goes)];
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
  const found = foundByKey(collection, instruction);
  const rows = distinct.map((key) => ({
    record: { collection, endpoint, key },
    foundBy: found.get(printOf(collection, key)) ?? {},
  }));
  return { instruction, endpoint, rows };
}

function foundByKey(
  collection: CollectionMap,
  { keys, foundBy = [] }: EraseInstruction,
): ReadonlyMap<string, RowToChange['foundBy']> {
  return new Map(keys.map((key, nth) => [printOf(collection, key), foundBy[nth] ?? {}]));
}

function printOf(collection: CollectionMap, key: Readonly<Record<string, string>>): string {
  return JSON.stringify(keyValues(collection, key));
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
      .reduce((sum, { rows }) => sum + rows.length, 0);
    const approved = bounds.find((bound) => bound.collection === collection)?.rows ?? 0;
    if (would > approved) throw beyond(collection, would, approved);
  }
}
