import type { Blank } from './blank';
import type { CollectionMap, StoreMap } from './data-map';
import type { EraseInstruction } from './erase-instruction';
import type { CollectionCount } from './event-facts';
import type { ManifestCollection, ManifestRow } from './manifest';
import { isToErase, rowCounts, standsOrdered } from './manifest-rows';
import { allRows, rowParts, rowsWhere } from './rows';

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
): Generator<EraseInstruction[]> {
  return joined(partsOf(store, collections, groups));
}

/** What must not be divided further, in order. */
function* partsOf(
  store: StoreMap,
  collections: readonly ManifestCollection[],
  groups: EraseGroups | undefined,
): Generator<readonly EraseInstruction[]> {
  for (const group of eraseOrder(store, groups)) {
    if (group.length > 1) yield group.flatMap((one) => [...instructionsOf(one, collections)]);
    else for (const one of group) for (const told of instructionsOf(one, collections)) yield [told];
  }
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
  return [...eraseCalls(store, collections, groups)].flat();
}

/** How many rows of each collection may change over all calls of an erasure: those approved for it. */
export function eraseBounds(collections: readonly ManifestCollection[]): CollectionCount[] {
  return rowCounts(rowsWhere(allRows(collections), isToErase));
}

/**
 * The calls in which instructions travel to the store, in order: adjacent ones share a call as long as it
 * keeps the limit of keys.
 */
export function groupIntoCalls(instructions: readonly EraseInstruction[]): EraseInstruction[][] {
  return [...joined(instructions.map((one) => [one]))];
}

/** Joins adjacent parts as long as they fit; none is split. */
function* joined(parts: Iterable<readonly EraseInstruction[]>): Generator<EraseInstruction[]> {
  let call: EraseInstruction[] = [];
  let keys = 0;
  for (const part of parts) {
    const more = part.reduce((sum, one) => sum + one.keys.length, 0);
    if (call.length > 0 && keys + more > MAX_KEYS) {
      yield call;
      [call, keys] = [[], 0];
    }
    call.push(...part);
    keys += more;
  }
  if (call.length > 0) yield call;
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

function* instructionsOf(
  collection: CollectionMap,
  collections: readonly ManifestCollection[],
): Generator<EraseInstruction> {
  const lists = collections.filter((c) => c.collection === collection.name);
  const guarded = collection.owner === 'shared' ? { unlessReferencedBy: collection.referencedBy } : {};
  yield* inParts(collection, 'anonymise', lists, { blank: blankValues(collection) });
  yield* inParts(collection, 'erase', lists, guarded);
}

function* inParts(
  collection: CollectionMap,
  action: EraseInstruction['action'],
  lists: readonly ManifestCollection[],
  further: Pick<EraseInstruction, 'blank' | 'unlessReferencedBy'>,
): Generator<EraseInstruction> {
  const isDue = (row: ManifestRow) => row.treatment.action === action && !standsOrdered(row);
  const rows = rowsWhere(allRows(lists), isDue);
  for (const part of rowParts(rows, MAX_KEYS)) {
    const keys = part.map(({ key }) => key);
    const foundBy = part.map((row) => foundByOf(collection, row));
    const isCompared = foundBy.some((fields) => Object.keys(fields).length > 0);
    const compared = isCompared ? { foundBy } : {};
    yield { collection: collection.name, action, keys, atMost: part.length, ...compared, ...further };
  }
}

/** A row that staff say is still the person's, whatever it holds by now, is not compared. */
function foundByOf({ reachedBy }: CollectionMap, { facts, vouched }: ManifestRow): Record<string, string> {
  if (vouched) return {};
  return Object.fromEntries(
    reachedBy.flatMap(({ field }) => (facts[field] === undefined ? [] : [[field, facts[field]]])),
  );
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
