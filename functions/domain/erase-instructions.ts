import type { Blank } from './blank';
import type { CollectionMap, StoreMap } from './data-map';
import type { EraseInstruction } from './erase-instruction';
import type { CollectionCount } from './event-facts';
import type { ManifestCollection, ManifestRow } from './manifest';
import { isToErase, rowCounts } from './manifest-rows';

/**
 * Maximum of keys in one instruction, and in one call, so that a call fits an invocation and a transaction
 * stays short.
 */
const MAX_KEYS = 2_000;

/**
 * Collections in the order of their erasure; those of one group refer to each other and are erased in one
 * call.
 */
export type EraseGroups = readonly (readonly string[])[];

/**
 * The calls of an erasure, in order. There are as few as the limit of keys allows, so that a store's refusal
 * leaves nothing half done. A cycle of collections is erased in one call of any size, since no part of it can
 * be erased before the others. A call that fails may be repeated, whatever it has done.
 *
 * @param groups - the order by the store's own references, if it reported one; otherwise the map's order
 */
export function eraseCalls(
  store: StoreMap,
  collections: readonly ManifestCollection[],
  groups?: EraseGroups,
): EraseInstruction[][] {
  return packed(
    eraseOrder(store, groups).flatMap((group) => {
      const told = group.flatMap((collection) => instructionsOf(collection, collections));
      return group.length > 1 ? [told] : told.map((one) => [one]);
    }),
  );
}

/**
 * What a store is told to do, dependents first, and never more rows than the manifest holds. Rows that are
 * retained, shared, contested or undecided are in no instruction.
 */
export function eraseInstructions(
  store: StoreMap,
  collections: readonly ManifestCollection[],
  groups?: EraseGroups,
): EraseInstruction[] {
  return eraseCalls(store, collections, groups).flat();
}

/** How many rows of each collection may change over all calls of an erasure: those approved for it. */
export function eraseBounds(collections: readonly ManifestCollection[]): CollectionCount[] {
  const rows = collections.flatMap((c) => c.rows).filter(isToErase);
  return rowCounts(rows);
}

/**
 * The calls in which instructions travel to the store, in order: adjacent ones share a call as long as it
 * keeps the limit of keys.
 */
export function groupIntoCalls(instructions: readonly EraseInstruction[]): EraseInstruction[][] {
  return packed(instructions.map((one) => [one]));
}

/** Joins adjacent parts as long as they fit; none is split. */
function packed(parts: readonly (readonly EraseInstruction[])[]): EraseInstruction[][] {
  const calls: EraseInstruction[][] = [];
  let keys = 0;
  for (const part of parts.filter(({ length }) => length > 0)) {
    const more = part.reduce((sum, one) => sum + one.keys.length, 0);
    const last = calls.at(-1);
    if (last && keys + more <= MAX_KEYS) {
      last.push(...part);
      keys += more;
    } else {
      calls.push([...part]);
      keys = more;
    }
  }
  return calls;
}

/** The store's order, followed, in the order of the map, by what the store did not name. */
function eraseOrder(store: StoreMap, groups: EraseGroups | undefined): CollectionMap[][] {
  const byMap = inErasureOrder(store.collections);
  if (!groups) return byMap.map((collection) => [collection]);
  const named = new Set(groups.flat());
  const first = groups.map((group) => byMap.filter((collection) => group.includes(collection.name)));
  const rest = byMap.filter(({ name }) => !named.has(name)).map((collection) => [collection]);
  return [...first.filter((group) => group.length > 0), ...rest];
}

function instructionsOf(
  collection: CollectionMap,
  collections: readonly ManifestCollection[],
): EraseInstruction[] {
  const rows = collections.filter((c) => c.collection === collection.name).flatMap((c) => c.rows);
  return [...anonymiseRows(collection, rows), ...eraseRows(collection, rows)];
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
    blank: blankValues(collection),
  }));
}

/** New values of the fields that an anonymisation overwrites. */
export function blankValues(collection: CollectionMap): Record<string, Blank> {
  return Object.fromEntries(
    collection.fields.flatMap((f) => (f.blankWith === undefined ? [] : [[f.name, f.blankWith] as const])),
  );
}

/**
 * Each collection after those that must be erased before it. `map check` refuses a cycle; here it keeps the
 * order of the map.
 */
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
  for (let at = 0; at < items.length; at += MAX_KEYS) parts.push(items.slice(at, at + MAX_KEYS));
  return parts;
}
