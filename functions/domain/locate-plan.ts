import { isRedundantWay } from './composite-keys';
import type { CollectionMap, DataMap, StoreMap } from './data-map';
import type { Identities, Search } from './finding';
import {
  collectionOf,
  type FieldLink,
  type FieldPlace,
  identityFields,
  placeholders,
  placeName,
} from './foreign-keys';
import type { FoundRow, StoreFinding } from './found-rows';
import { spellings } from './identity-values';
import { storeQueryKey } from './named-directly';
import { openQueries } from './names-others';
import { linksFrom, type OutgoingLink, searchedWays, valuesAlong } from './outgoing-links';
import { type WhoseRows, whoseRows } from './whose-rows';

export interface StoreSearches {
  readonly storeId: string;
  readonly searches: readonly Search[];
}

/**
 * The next wave: the questions that the identities and rows found so far lead to and that no store has been
 * asked yet. Empty when nothing new turns up, which ends the search.
 *
 * A store without an index reads everything it holds, however few values it is asked for. So it waits while
 * another store of this wave may still find something to ask it, and is then read once for all of it. It does
 * not wait for stores of its own kind or silent ones, so a wave is empty only when no question is open, and
 * in the end the same questions were asked as without waiting.
 *
 * Only when nothing is left to find are people's own records searched for who else is named in what was
 * found; by then most of it has turned out to be this person. Such a wave holds checks alone, and what it
 * finds is never the person's.
 *
 * @param silent ids of stores that cannot answer now, since they are down or were given up: they are not
 * asked, and no store waits for them.
 */
export function planWave(
  map: DataMap,
  identities: Identities,
  findings: readonly StoreFinding[],
  silent: readonly string[],
): StoreSearches[] {
  const stores = automaticStores(map).filter(({ storeId }) => !silent.includes(storeId));
  const progress = progressOf(map, { identities, findings });
  const wave = searchesOf(stores, (store) => storeSearches(map, store, progress));
  if (wave.length === 0) return searchesOf(stores, (store) => storeChecks(store, progress));
  const indexed = wave.filter((asked) => !readsWhole(map, asked));
  const mayCome = new Set(indexed.flatMap((asked) => [...mayBringUp(map, asked, stores)]));
  return wave.filter((asked) => !readsWhole(map, asked) || !isAskedBy(map, asked.storeId, mayCome));
}

function searchesOf(stores: readonly StoreMap[], searches: (store: StoreMap) => Search[]): StoreSearches[] {
  return stores
    .map((store) => ({ storeId: store.storeId, searches: searches(store) }))
    .filter((asked) => asked.searches.length > 0);
}

interface Searched {
  readonly identities: Identities;
  readonly findings: readonly StoreFinding[];
}

/**
 * What one store has not been asked yet about the person, whether or not it had better wait: for the caller
 * that is about to call it.
 */
export function openSearches(map: DataMap, storeId: string, searched: Searched): Search[] {
  const store = automaticStores(map).find((s) => s.storeId === storeId);
  return store ? storeSearches(map, store, progressOf(map, searched)) : [];
}

/** What one store has not been asked yet about who else is named. */
export function openChecks(map: DataMap, storeId: string, searched: Searched): Search[] {
  const store = automaticStores(map).find((s) => s.storeId === storeId);
  return store ? storeChecks(store, progressOf(map, searched)) : [];
}

interface SearchProgress {
  readonly whose: WhoseRows;
  /**
   * Questions about the person that were asked, by {@link storeQueryKey}, with the index of the finding that
   * answered last.
   */
  readonly asked: ReadonlyMap<string, number>;
  /**
   * Values to look for, by the way that they lead along, with the index of the finding since which they must
   * be asked for.
   */
  readonly values: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

function progressOf(map: DataMap, { identities, findings }: Searched): SearchProgress {
  const whose = whoseRows({ map, identities, findings });
  return { whose, asked: lastAsked(findings), values: valuesToFollow(map, whose) };
}

function lastAsked(findings: readonly StoreFinding[]): ReadonlyMap<string, number> {
  return new Map(
    findings.flatMap(({ storeId, searches }, at) =>
      searches
        .filter(({ check }) => !check)
        .flatMap((search) =>
          search.values.map((value) => [storeQueryKey(storeId, search, value), at] as const),
        ),
    ),
  );
}

function valuesToFollow(map: DataMap, whose: WhoseRows): SearchProgress['values'] {
  const values = new Map<string, Map<string, number>>();
  for (const row of whose.rows.filter((found) => whose.reached(found) === 'leads')) {
    for (const link of linksFrom(map, row.storeId, row.collection.name)) {
      const way = wayName(link.to.storeId, link.to.collection.name, link.reach);
      const known = values.get(way) ?? new Map<string, number>();
      const since = needsFurtherMatch(map, link) ? row.since : 0;
      for (const value of valuesAlong(map, row, link))
        known.set(value, Math.max(known.get(value) ?? 0, since));
      values.set(way, known);
    }
  }
  return values;
}

/**
 * Whether rows found by one value must match more than that: a type, or the rest of a key. Rows that did not
 * match were dropped, so another row with the same value asks for it again.
 */
function needsFurtherMatch(map: DataMap, { to, reach: { from, leads, where = {} } }: OutgoingLink): boolean {
  const parent = leads === 'down' ? collectionOf(map, from.storeId, from.collection) : to.collection;
  return Object.keys(where).length > 0 || (parent?.primaryKey.length ?? 0) > 1;
}

function wayName(storeId: string, collection: string, reach: FieldLink): string {
  return JSON.stringify([storeId, collection, reach]);
}

function storeSearches(map: DataMap, store: StoreMap, { whose, asked, values }: SearchProgress): Search[] {
  return store.collections.flatMap((collection) => {
    const ways = searchedWays(map, collection).filter(
      (reach) => 'identity' in reach || !isRedundantWay(map, store.storeId, collection, reach),
    );
    const known = ways.map((reach) => ({
      place: { collection: collection.name, field: reach.field },
      since:
        'identity' in reach
          ? identityValues(map, whose, reach.identity)
          : [...(values.get(wayName(store.storeId, collection.name, reach)) ?? [])],
    }));
    const all = known.map(({ place, since }) => ({ ...place, values: since.map(([value]) => value) }));
    const open = known.map(({ place, since }) => ({
      ...place,
      values: since
        .filter(([value, from]) => (asked.get(storeQueryKey(store.storeId, place, value)) ?? -1) < from)
        .map(([value]) => value),
    }));
    return withValues(collection.askedTogether ? withJointFields(all, open) : open);
  });
}

/**
 * Fields that name the person only together are searched once all are known, and all again when one has a new
 * value.
 */
function withJointFields(known: readonly Search[], open: readonly Search[]): readonly Search[] {
  const isWhole = known.every(({ values }) => values.length > 0);
  return isWhole && withValues(open).length > 0 ? known : [];
}

function withValues(searches: readonly Search[]): Search[] {
  return searches.filter(({ values }) => values.length > 0);
}

function identityValues(map: DataMap, { knownIdentity: known }: WhoseRows, kind: string): [string, number][] {
  const all = known.of(kind).flatMap((value) => spellings(kind, value));
  const telling = [...new Set(all)].filter((value) => !placeholders(map).isIdentity(kind, value));
  return telling.map((value) => [value, 0]);
}

/** One search for each field, whichever rows name somebody by it. */
function storeChecks({ storeId }: StoreMap, { whose }: SearchProgress): Search[] {
  const searches = new Map<string, { collection: string; field: string; values: Set<string> }>();
  for (const row of whose.inQuestion) {
    for (const { at, values } of openQueries(whose.namings, row)) {
      if (at.storeId !== storeId) continue;
      const name = JSON.stringify([at.collection.name, at.field]);
      const search = searches.get(name) ?? {
        collection: at.collection.name,
        field: at.field,
        values: new Set(),
      };
      for (const value of values) search.values.add(value);
      searches.set(name, search);
    }
  }
  return [...searches.values()].map((search) => ({ ...search, values: [...search.values], check: true }));
}

/** Whether the rows of a finding were only searched for to see who else is named. */
export function isCheck({ searches }: Pick<StoreFinding, 'searches'>): boolean {
  return searches.length > 0 && searches.every(({ check }) => check);
}

/** Rows that the search so far attributes to this person, including contested ones. */
export function rowsOfPerson(
  map: DataMap,
  searched: Searched,
  storeId: string,
): (row: FoundRow['row']) => boolean {
  const whose = whoseRows({ map, ...searched });
  return (row) => whose.ownership(storeId, row) !== undefined;
}

function readsWhole(map: DataMap, { storeId, searches }: StoreSearches): boolean {
  return searches.some(({ collection }) => collectionOf(map, storeId, collection)?.readWhole);
}

function isAskedBy(map: DataMap, storeId: string, sources: ReadonlySet<string>): boolean {
  return collectionsIn(map, storeId).some((collection) =>
    searchedWays(map, collection).some((reach) => sources.has(sourceOf(reach))),
  );
}

/**
 * Where new values may come from when a store answers these searches and their keys are followed to the end,
 * through every responding store with an index. A row that was found by an identity adds nothing new by it.
 */
function mayBringUp(
  map: DataMap,
  { storeId, searches }: StoreSearches,
  stores: readonly StoreMap[],
): ReadonlySet<string> {
  const sources = new Set<string>();
  const found = new Set<string>();
  const open: FieldPlace[] = searches.flatMap(({ collection: name, field }) => {
    const collection = collectionOf(map, storeId, name);
    return collection ? [{ storeId, collection, field }] : [];
  });
  for (let place = open.pop(); place; place = open.pop()) {
    if (found.has(placeName(place))) continue;
    found.add(placeName(place));
    for (const source of sourcesIn(place)) sources.add(source);
    open.push(...stores.flatMap((store) => placesAskedBy(map, store, sources)));
  }
  return sources;
}

function sourcesIn({ storeId, collection, field }: FieldPlace): string[] {
  const told = [...collection.primaryKey, ...collection.facts];
  return told.flatMap((name) => [
    `${storeId}.${collection.name}.${name}`,
    ...(name === field ? [] : addsIdentities(collection, name).map((kind) => `identity:${kind}`)),
  ]);
}

function placesAskedBy(map: DataMap, store: StoreMap, sources: ReadonlySet<string>): FieldPlace[] {
  return store.collections
    .filter((collection) => !collection.readWhole)
    .flatMap((collection) =>
      searchedWays(map, collection)
        .filter((reach) => sources.has(sourceOf(reach)))
        .map(({ field }) => ({ storeId: store.storeId, collection, field })),
    );
}

/** Only a person's own record adds identities. */
function addsIdentities(collection: CollectionMap, field: string): string[] {
  if (!collection.ownRecord) return [];
  return identityFields(collection).flatMap((held) => (held.field === field ? [held.kind] : []));
}

function sourceOf(reach: CollectionMap['reachedBy'][number]): string {
  return 'identity' in reach
    ? `identity:${reach.identity}`
    : `${reach.from.storeId}.${reach.from.collection}.${reach.from.field}`;
}

/** Stores that answer automatically; manual ones are asked through a task. */
export function automaticStores(map: DataMap): StoreMap[] {
  return map.stores.filter((store) => store.kind !== 'manual');
}

function collectionsIn(map: DataMap, storeId: string): readonly CollectionMap[] {
  return map.stores.find((s) => s.storeId === storeId)?.collections ?? [];
}
