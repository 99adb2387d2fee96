import { type CollectionMap, type DataMap, type IdentityKind, kindsOf } from './data-map';
import type { Identities, UnreadPlace } from './finding';
import { collectionOf, collectionsOf, identityFields, recordsOfPeople } from './foreign-keys';
import { foundRows, type StoreFinding } from './found-rows';
import { learnIdentities } from './known-identities';
import { searchedWays, waysIn } from './outgoing-links';

/**
 * Collections that may hold this person's rows without any search leading there: no way is described, or only
 * one by a kind of identity that the requester did not name and that no record of their own could add.
 * Finding nothing there means nothing. The same holds for rows that are somebody's only through such a
 * collection, or through one that a store says it did not search whole, whatever else was found beside them.
 *
 * @param findings once own records were found, they add only the identities that they hold: one with an empty
 * telephone number leads to no row that has only that.
 */
export function unsearched(
  map: DataMap,
  storeId: string,
  identities: Identities,
  findings: readonly StoreFinding[] = [],
): UnreadPlace[] {
  const store = map.stores.find((s) => s.storeId === storeId);
  if (!store || store.kind === 'manual') return [];
  const told = toldByStores(map, findings);
  const blind = new Set(blindCollections(map, identities, findings));
  const all = withDependents(map, [...told, ...blind]);
  return store.collections
    .filter((collection) => blind.has(collection) || (all.has(collection) && !told.has(collection)))
    .map(({ name, title }) => ({
      collection: name,
      place: name === title ? name : `${title} (${name})`,
      reason: 'unsearched',
    }));
}

/** Collections of which the stores themselves say that not all was searched. */
function toldByStores(map: DataMap, findings: readonly StoreFinding[]): Set<CollectionMap> {
  const told = findings.flatMap(({ storeId, unread = [] }) =>
    unread
      .filter(({ reason }) => reason === 'unsearched')
      .flatMap(({ collection }) => collectionOf(map, storeId, collection) ?? []),
  );
  return new Set(told);
}

/** Collections to which nothing leads from what is known. */
function blindCollections(
  map: DataMap,
  identities: Identities,
  findings: readonly StoreFinding[],
): CollectionMap[] {
  const reach = reachOf(map, kindsIn(identities), true);
  const taught = learnedKinds(map, identities, findings);
  const lead = taught ? reachOf(map, taught, false).collections : reach.collections;
  const people = peopleIn(map);
  return collectionsOf(map)
    .filter(({ store }) => store.kind !== 'manual')
    .map(({ collection }) => collection)
    .filter((collection) => !isSearched(map, collection, reach, people) || !lead.has(collection));
}

/** With those whose rows may be somebody's only through them: none names its person itself. */
function withDependents(map: DataMap, blind: readonly CollectionMap[]): ReadonlySet<CollectionMap> {
  const people = peopleIn(map);
  const depending = collectionsOf(map)
    .map(({ collection }) => collection)
    .filter((one) => !people.has(one) && !one.ownRecord && !namesItsPerson(map, one, people));
  const all = new Set(blind);
  for (const source of all)
    for (const collection of depending)
      if (sourcesOf(map, collection).some(({ from }) => from === source)) all.add(collection);
  return all;
}

function namesItsPerson(
  map: DataMap,
  collection: CollectionMap,
  people: ReadonlySet<CollectionMap>,
): boolean {
  return (
    identityFields(collection).length > 0 ||
    sourcesOf(map, collection).some(({ from, leads }) => leads === 'down' && from && people.has(from))
  );
}

/** The collections from which rows are found, and which way the reference leads. */
function sourcesOf(map: DataMap, collection: CollectionMap) {
  return waysIn(map, collection).flatMap((way) =>
    'identity' in way
      ? []
      : [{ from: collectionOf(map, way.from.storeId, way.from.collection), leads: way.leads }],
  );
}

function peopleIn(map: DataMap): ReadonlySet<CollectionMap> {
  return new Set(recordsOfPeople(map).map(({ collection }) => collection));
}

function kindsIn(identities: Identities): IdentityKind[] {
  return Object.entries(identities).flatMap(([kind, values]) => ((values ?? []).length > 0 ? [kind] : []));
}

/** Kinds by which the person is known after the search; undefined where no record of their own was found. */
function learnedKinds(
  map: DataMap,
  identities: Identities,
  findings: readonly StoreFinding[],
): IdentityKind[] | undefined {
  const { own, known } = learnIdentities(map, identities, foundRows(map, findings));
  return own.size > 0 ? kindsOf(map).filter((kind) => known.knowsSome(kind)) : undefined;
}

interface ReachOf {
  readonly kinds: ReadonlySet<IdentityKind>;
  readonly collections: ReadonlySet<CollectionMap>;
}

/** A record of a person is one whole row; elsewhere a row may hold only the identity that is not known. */
function isSearched(
  map: DataMap,
  collection: CollectionMap,
  { kinds, collections }: ReachOf,
  people: ReadonlySet<CollectionMap>,
): boolean {
  if (!collections.has(collection) || isBlind(map, collection, { kinds, collections })) return false;
  const hangsOnFound = waysIn(map, collection).some((way) => !('identity' in way) && way.leads === 'down');
  if (collection.ownRecord || people.has(collection) || hangsOnFound) return true;
  return identityFields(collection).every(({ kind }) => kinds.has(kind));
}

/** Whether there may be rows that only a field without a key or an index would find. */
function isBlind(map: DataMap, collection: CollectionMap, { kinds, collections }: ReachOf): boolean {
  const searched = new Set(searchedWays(map, collection));
  return waysIn(map, collection)
    .filter((way) => !searched.has(way))
    .some((way) => {
      if ('identity' in way) return kinds.has(way.identity);
      const source = collectionOf(map, way.from.storeId, way.from.collection);
      return way.leads === 'down' && source !== undefined && collections.has(source);
    });
}

/**
 * Where the search can reach at all, whatever the stores hold: from what is given along every way, with own
 * records adding their identities.
 */
function reachOf(map: DataMap, given: readonly IdentityKind[], mayTeach: boolean): ReachOf {
  const kinds = new Set(given);
  const reached = new Map<string, CollectionMap>();
  for (let before = -1; before !== kinds.size + reached.size; ) {
    before = kinds.size + reached.size;
    for (const { storeId, collection } of collectionsOf(map)) {
      const isReached = searchedWays(map, collection).some((way) =>
        'identity' in way
          ? kinds.has(way.identity)
          : reached.has(placeOf(way.from.storeId, way.from.collection)),
      );
      if (!isReached) continue;
      reached.set(placeOf(storeId, collection.name), collection);
      if (collection.ownRecord && mayTeach)
        for (const { kind } of identityFields(collection)) kinds.add(kind);
    }
  }
  return { kinds, collections: new Set(reached.values()) };
}

function placeOf(storeId: string, collection: string): string {
  return JSON.stringify([storeId, collection]);
}
