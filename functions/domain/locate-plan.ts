import {
  type CollectionMap,
  type DataMap,
  type IdentityKind,
  kindsOf,
  type knownKinds,
  type Reach,
  type StoreMap,
} from './data-map';
import type { LocatedRow, Search, Unread } from './finding';

/** Identifiers the person is known by, verified or found in rows that are theirs. */
export type Identities = Partial<Record<IdentityKind, readonly string[]>>;

/** What one store answered to one wave of searches. */
export interface StoreFinding {
  readonly storeId: string;
  readonly searches: readonly Search[];
  readonly rows: readonly LocatedRow[];
  readonly unmapped: readonly { readonly collection: string; readonly field: string }[];
  /** Places that could not be read; absent in findings from before there was such a list, and where there is none. */
  readonly unread?: readonly Unread[];
}

export interface StoreSearches {
  readonly storeId: string;
  readonly searches: readonly Search[];
}

/**
 * The next wave: questions that the identities and the rows found so far allow and that no store has been asked yet. Empty when nothing new turns up, which is
 * when the search is over.
 *
 * A store that keeps no index reads everything it holds, however few values it is asked for. So it waits while another store of this wave may still bring up
 * something to ask it, and is gone through once with all of it instead of once for each. It waits for no store of its own kind and for no silent one, so a
 * wave is empty only when nobody has an open question, and in the end the same questions have been asked as without waiting.
 *
 * @param silent ids of stores that will not answer now, since they are down or were given up: they are not asked, and nobody waits for them.
 */
export function planWave(
  map: DataMap,
  identities: Identities,
  findings: readonly StoreFinding[],
  silent: readonly string[],
): StoreSearches[] {
  const knowledge = knowledgeOf(map, identities, findings);
  const wave = automaticStores(map)
    .filter(({ storeId }) => !silent.includes(storeId))
    .map((store) => ({ storeId: store.storeId, searches: storeSearches(map, store, knowledge) }))
    .filter(({ searches }) => searches.length > 0);
  const indexed = wave.filter((asked) => !readsWhole(map, asked));
  const mayCome = new Set(indexed.flatMap((asked) => [...mayBringUp(map, asked)]));
  return wave.filter((asked) => !readsWhole(map, asked) || !isAskedBy(map, asked.storeId, mayCome));
}

/** What one store has not been asked yet, whether or not it had better wait: for whoever is about to call it. */
export function openSearches(
  map: DataMap,
  storeId: string,
  { identities, findings }: { identities: Identities; findings: readonly StoreFinding[] },
): Search[] {
  const store = automaticStores(map).find((s) => s.storeId === storeId);
  return store ? storeSearches(map, store, knowledgeOf(map, identities, findings)) : [];
}

interface Knowledge {
  readonly known: Known;
  /** Questions that were asked, by {@link questionKey}. */
  readonly asked: ReadonlySet<string>;
}

function knowledgeOf(map: DataMap, identities: Identities, findings: readonly StoreFinding[]): Knowledge {
  const asked = findings.flatMap((f) =>
    f.searches.flatMap((s) => s.values.map((v) => questionKey(f.storeId, s, v))),
  );
  return { known: knownValues(map, identities, findings), asked: new Set(asked) };
}

function readsWhole(map: DataMap, { storeId, searches }: StoreSearches): boolean {
  return searches.some(({ collection }) => collectionOf(map, storeId, collection)?.readWhole);
}

function isAskedBy(map: DataMap, storeId: string, sources: ReadonlySet<string>): boolean {
  return collectionsOf(map, storeId).some((collection) =>
    waysIn(map, collection).some((reach) => sources.has(sourceOf(reach))),
  );
}

/**
 * Where new values may come from when a store answers these searches and then follows its own keys to their end. A row that was found by a field tells nothing
 * new in that field.
 */
function mayBringUp(map: DataMap, { storeId, searches }: StoreSearches): ReadonlySet<string> {
  const sources = new Set<string>();
  const found = new Set<string>();
  const find = (collection: CollectionMap, field: string): void => {
    const way = JSON.stringify([collection.name, field]);
    if (found.has(way)) return;
    found.add(way);
    for (const other of [...collection.primaryKey, ...collection.facts].filter((name) => name !== field)) {
      sources.add(`${storeId}.${collection.name}.${other}`);
      sources.add(`identity:${ownIdentity(collection, other)}`);
    }
    for (const next of collectionsOf(map, storeId)) {
      for (const reach of waysIn(map, next)) if (sources.has(sourceOf(reach))) find(next, reach.field);
    }
  };
  for (const { collection: name, field } of searches) {
    const collection = collectionOf(map, storeId, name);
    if (collection) find(collection, field);
  }
  return sources;
}

/** Stores that answer by themselves; the manual ones are asked through a person. */
export function automaticStores(map: DataMap): StoreMap[] {
  return map.stores.filter((store) => store.kind !== 'manual');
}

/** All identities: those given, and those in rows that the map says are one person's own. */
export function knownIdentities(
  map: DataMap,
  identities: Identities,
  findings: readonly StoreFinding[],
): Readonly<Record<IdentityKind, readonly string[]>> &
  Readonly<Record<(typeof knownKinds)[number], readonly string[]>> {
  const known = knownValues(map, identities, findings);
  const of = (kind: IdentityKind) => [...(known.get(`identity:${kind}`) ?? [])];
  const declared = Object.fromEntries(kindsOf(map).map((kind) => [kind, of(kind)]));
  return { email: of('email'), phone: of('phone'), 'customer-number': of('customer-number'), ...declared };
}

type Known = Map<string, Set<string>>;

function knownValues(map: DataMap, identities: Identities, findings: readonly StoreFinding[]): Known {
  const known: Known = new Map();
  for (const [kind, values] of Object.entries(identities)) {
    for (const value of values ?? []) learn(known, `identity:${kind}`, spellings(kind, value));
  }
  for (const finding of findings) {
    for (const row of finding.rows)
      learnRow(known, collectionOf(map, finding.storeId, row.collection), finding, row);
  }
  return known;
}

function learnRow(
  known: Known,
  collection: CollectionMap | undefined,
  finding: StoreFinding,
  row: LocatedRow,
): void {
  for (const [field, value] of Object.entries({ ...row.key, ...row.facts })) {
    learn(known, `${finding.storeId}.${row.collection}.${field}`, [value]);
    const identity = collection && ownIdentity(collection, field);
    if (identity) learn(known, `identity:${identity}`, spellings(identity, value));
  }
}

/** Which identity of the person a field holds; none where the row may be somebody else's as well. */
function ownIdentity(collection: CollectionMap, field: string): IdentityKind | undefined {
  return collection.owner === 'subject'
    ? collection.fields.find((f) => f.name === field)?.identity
    : undefined;
}

function learn(known: Known, source: string, values: readonly string[]): void {
  const set = known.get(source) ?? new Set();
  for (const value of values) set.add(value);
  known.set(source, set);
}

/** Addresses are compared exactly; the only other spelling tried is ASCII lower case. Nothing is folded by Unicode rules, dots and plus signs stay. */
function spellings(kind: string, value: string): string[] {
  return kind === 'email' ? [value, asciiLowerCase(value)] : [value];
}

export function asciiLowerCase(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function storeSearches(map: DataMap, store: StoreMap, { known, asked }: Knowledge): Search[] {
  return store.collections.flatMap((collection) =>
    waysIn(map, collection).flatMap((reach) => {
      const search = { collection: collection.name, field: reach.field };
      const values = [...(known.get(sourceOf(reach)) ?? [])].filter(
        (value) => !asked.has(questionKey(store.storeId, search, value)),
      );
      return values.length > 0 ? [{ ...search, values }] : [];
    }),
  );
}

function waysIn(map: DataMap, collection: CollectionMap): Reach[] {
  return collection.reachedBy.filter((reach) => !leadsToOthers(map, collection, reach));
}

/** A row that several people share would lead from one of them to what is the others' own. `map check` says so; here it is not followed. */
function leadsToOthers(map: DataMap, collection: CollectionMap, reach: Reach): boolean {
  if ('identity' in reach || collection.owner === 'shared') return false;
  return collectionOf(map, reach.from.storeId, reach.from.collection)?.owner === 'shared';
}

function sourceOf(reach: Reach): string {
  return 'identity' in reach
    ? `identity:${reach.identity}`
    : `${reach.from.storeId}.${reach.from.collection}.${reach.from.field}`;
}

function questionKey(storeId: string, search: { collection: string; field: string }, value: string): string {
  return JSON.stringify([storeId, search.collection, search.field, value]);
}

export function collectionOf(map: DataMap, storeId: string, collection: string): CollectionMap | undefined {
  return collectionsOf(map, storeId).find((c) => c.name === collection);
}

function collectionsOf(map: DataMap, storeId: string): readonly CollectionMap[] {
  return map.stores.find((s) => s.storeId === storeId)?.collections ?? [];
}
