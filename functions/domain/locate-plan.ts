import type { CollectionMap, DataMap, IdentityKind, Reach, StoreMap } from './data-map';
import type { LocatedRow, Search } from './finding';

/** Identifiers the person is known by, verified or found in rows that are theirs. */
export type Identities = Partial<Record<IdentityKind, readonly string[]>>;

/** What one store answered to one wave of searches. */
export interface StoreFinding {
  readonly storeId: string;
  readonly searches: readonly Search[];
  readonly rows: readonly LocatedRow[];
  readonly unmapped: readonly { readonly collection: string; readonly field: string }[];
}

export interface StoreSearches {
  readonly storeId: string;
  readonly searches: readonly Search[];
}

/**
 * The next wave: every question that the identities and the rows found so far allow and that no store has been asked yet. Empty when nothing new
 * turns up, which is when the search is over.
 */
export function planWave(
  map: DataMap,
  identities: Identities,
  findings: readonly StoreFinding[],
): StoreSearches[] {
  const known = knownValues(map, identities, findings);
  const asked = new Set(
    findings.flatMap((f) => f.searches.flatMap((s) => s.values.map((v) => questionKey(f.storeId, s, v)))),
  );
  return automaticStores(map)
    .map((store) => ({ storeId: store.storeId, searches: storeSearches(map, store, { known, asked }) }))
    .filter((wave) => wave.searches.length > 0);
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
): Record<IdentityKind, string[]> {
  const known = knownValues(map, identities, findings);
  const of = (kind: IdentityKind) => [...(known.get(`identity:${kind}`) ?? [])];
  return { email: of('email'), phone: of('phone'), 'customer-number': of('customer-number') };
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
    const identity = collection?.fields.find((f) => f.name === field)?.identity;
    if (identity && collection?.owner === 'subject')
      learn(known, `identity:${identity}`, spellings(identity, value));
  }
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

function storeSearches(
  map: DataMap,
  store: StoreMap,
  { known, asked }: { known: Known; asked: ReadonlySet<string> },
): Search[] {
  return store.collections.flatMap((collection) =>
    collection.reachedBy
      .filter((reach) => !leadsToOthers(map, collection, reach))
      .flatMap((reach) => {
        const search = { collection: collection.name, field: reach.field };
        const values = [...(known.get(sourceOf(reach)) ?? [])].filter(
          (value) => !asked.has(questionKey(store.storeId, search, value)),
        );
        return values.length > 0 ? [{ ...search, values }] : [];
      }),
  );
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
  return map.stores.find((s) => s.storeId === storeId)?.collections.find((c) => c.name === collection);
}
