import type { Blank } from './blank';
import type { CollectionMap, StoreMap } from './data-map';
import type { EraseInstruction } from './erase-instruction';
import type { ManifestCollection, ManifestRow } from './manifest';

/** Keys in one instruction, and in one call, so that a call fits an invocation and a transaction stays short. */
const KEYS_AT_ONCE = 2_000;

/**
 * What a store is told to do, dependents first, never more rows than the manifest holds. Rows that are retained or shared are in no instruction.
 */
export function eraseInstructions(
  store: StoreMap,
  collections: readonly ManifestCollection[],
): EraseInstruction[] {
  return inErasureOrder(store.collections).flatMap((collection) => {
    const rows = collections.filter((c) => c.collection === collection.name).flatMap((c) => c.rows);
    return [...anonymiseRows(collection, rows), ...eraseRows(collection, rows)];
  });
}

/**
 * Which instructions travel in one call to the store, in their order: neighbours, as long as their keys are not more than one instruction may have. A call
 * that fails may be repeated, whatever it has done.
 */
export function inFewCalls(instructions: readonly EraseInstruction[]): EraseInstruction[][] {
  const calls: EraseInstruction[][] = [];
  let keys = 0;
  for (const instruction of instructions) {
    keys += instruction.keys.length;
    const last = calls.at(-1);
    if (last && keys <= KEYS_AT_ONCE) last.push(instruction);
    else {
      calls.push([instruction]);
      keys = instruction.keys.length;
    }
  }
  return calls;
}

function eraseRows(collection: CollectionMap, rows: readonly ManifestRow[]): EraseInstruction[] {
  const keys = rows.filter((r) => r.treatment.action === 'erase').map((r) => r.key);
  const guarded = collection.owner === 'shared' ? { unlessReferencedBy: collection.referencedBy } : {};
  return chunks(keys).map((part) => ({
    collection: collection.name,
    action: 'erase',
    keys: part,
    atMost: part.length,
    ...guarded,
  }));
}

function anonymiseRows(collection: CollectionMap, rows: readonly ManifestRow[]): EraseInstruction[] {
  const keys = rows.filter((r) => r.treatment.action === 'anonymise').map((r) => r.key);
  return chunks(keys).map((part) => ({
    collection: collection.name,
    action: 'anonymise',
    keys: part,
    atMost: part.length,
    blank: blanks(collection),
  }));
}

/** New values of the fields that anonymising overwrites. */
export function blanks(collection: CollectionMap): Record<string, Blank> {
  return Object.fromEntries(
    collection.fields.flatMap((f) => (f.blankWith === undefined ? [] : [[f.name, f.blankWith] as const])),
  );
}

/** Each collection behind those that must go before it. A cycle is refused by `map check`; here it keeps the order of the map. */
export function inErasureOrder(collections: readonly CollectionMap[]): CollectionMap[] {
  const done: CollectionMap[] = [];
  const visit = (collection: CollectionMap, path: readonly string[]): void => {
    if (done.includes(collection) || path.includes(collection.name)) return;
    for (const name of collection.eraseAfter) {
      const before = collections.find((c) => c.name === name);
      if (before) visit(before, [...path, collection.name]);
    }
    done.push(collection);
  };
  for (const collection of collections) visit(collection, []);
  return done;
}

function chunks<T>(items: readonly T[]): T[][] {
  const parts: T[][] = [];
  for (let at = 0; at < items.length; at += KEYS_AT_ONCE) parts.push(items.slice(at, at + KEYS_AT_ONCE));
  return parts;
}
