import type { DataMap, MapGap } from '../functions/domain/data-map';
import type { UnreadPlace, UnreadReason } from '../functions/domain/finding';
import { collectionOf } from '../functions/domain/foreign-keys';
import type { Manifest, ManifestCollection, ManifestStore } from '../functions/domain/manifest';
import type { StoreExamination, StoreProblem } from '../functions/domain/store-examination';
import { countLabel } from './count-text';
import type { LeftOut } from './open-stores';
import { treatmentLines } from './treatment-text';

/** What a preview found, and what it could not search. */
export interface Preview {
  readonly manifest: Manifest;
  /** Why a store was not searched, by store id. */
  readonly unavailable: Readonly<Record<string, string>>;
  /** What could not be searched in a store that was, by store id. */
  readonly left: Readonly<Record<string, readonly LeftOut[]>>;
  /** Places that may hold something on the person and could not be read, by store id. */
  readonly unread: Readonly<Record<string, readonly UnreadPlace[]>>;
  /** File and line of the collections in which something could not be read, by store id and collection. */
  readonly where: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What each store says it would refuse or do by itself. */
  readonly examinations: Readonly<Record<string, StoreExamination>>;
}

/** A manifest in words and counts, one line each, without any key or value. */
export function manifestLines(preview: Preview, map: DataMap): string[] {
  const { manifest } = preview;
  const collections = manifest.stores.flatMap((store) => store.collections);
  const rows = collections.reduce((sum, one) => sum + one.rows.length, 0);
  return [
    ...manifest.stores.flatMap((store) => storeWords(store, preview, map)),
    ...(manifest.right === 'erasure' ? openOfAll(map) : []),
    '',
    `${countLabel(rows, 'record')} found. Nothing was changed.`,
  ];
}

function storeWords(store: ManifestStore, preview: Preview, map: DataMap): string[] {
  const title = map.stores.find((candidate) => candidate.storeId === store.storeId)?.title ?? store.storeId;
  const erasing = preview.manifest.right === 'erasure';
  return [
    `${title} (${store.storeId}): ${stateOf(store, preview)}`,
    ...(preview.left[store.storeId] ?? []).map(({ words }) => `  not fully searched, because ${words}`),
    ...unreadWords(store, preview, map),
    ...store.collections.flatMap((collection) => [
      `  ${titleOf(map, store, collection.collection)}: ${countLabel(collection.rows.length, 'record')}`,
      ...(erasing ? treatmentLines(collection.rows) : []),
      ...unmappedWords(collection),
      ...(erasing ? [] : openWords(map, store, collection)),
    ]),
    ...(erasing ? noteWords(store, preview, map) : []),
    ...problemsThatBlock(store, preview).map(
      ({ collection, problem, remedy }) =>
        `  the store itself blocks an approval in ${titleOf(map, store, collection)}: ${problem.replace(/\.$/, '')}. ${remedy}`,
    ),
  ];
}

function titleOf(map: DataMap, { storeId }: ManifestStore, name: string): string {
  return collectionOf(map, storeId, name)?.title ?? name;
}

function stateOf(store: ManifestStore, { unavailable, left, unread }: Preview): string {
  if (store.state === 'manual') return 'staff would be asked to search it';
  if (store.state === 'unavailable')
    return `not searched, because ${unavailable[store.storeId] ?? 'it did not answer'}`;
  const whole = !left[store.storeId] && !unread[store.storeId];
  if (store.collections.length > 0) return 'found';
  return whole ? 'nothing found' : 'nothing found in what could be read';
}

const reasons: Readonly<Record<UnreadReason, string>> = {
  compressed: 'compressed',
  encoding: 'in another encoding',
  'not-records': 'not records',
  'other-columns': 'a table without the columns that the map searches',
  parquet: 'Parquet: a person must look',
  avro: 'Avro: a person must look',
  orc: 'ORC: a person must look',
  workbook: 'Excel: a person must look',
  broken: 'broken',
  unclaimed: 'in no collection',
  'too-large': 'too large',
  archived: 'archived',
  encrypted: 'encrypted with another key',
  'old-version': 'earlier versions that the map does not mention',
  mentioned: 'names the person in a field that the map does not search',
  'same-id': 'holds a record with the same id as one of the person, but without naming the person',
  'same-vector': 'still holds the vector (embedding) of a record that was erased',
  unclear: 'names the person beside others, or in a form that cannot be compared',
  unsearched: 'no known identifier leads there, or only to a part of it',
  view: 'a view of other tables',
  misfit: 'not as the map says',
  forbidden: 'the permission to read it is missing',
};

/** `  not read in Your chats: 3 places (2 compressed, 1 broken)`. */
function unreadWords(store: ManifestStore, { unread, where }: Preview, map: DataMap): string[] {
  const places = unread[store.storeId] ?? [];
  const at = (name: string) => {
    const place = where[store.storeId]?.[name];
    return place ? `, ${place}` : '';
  };
  return [...new Set(places.map((place) => place.collection))].map((name) => {
    const own = places.filter((place) => place.collection === name).map((place) => place.reason);
    const counts = [...new Set(own)].map(
      (reason) => `${own.filter((one) => one === reason).length} ${reasons[reason]}`,
    );
    return `  not read in ${titleOf(map, store, name)}: ${countLabel(own.length, 'place')} (${counts.join(', ')})${at(name)}`;
  });
}

function unmappedWords({ unmapped }: ManifestCollection): string[] {
  if (unmapped.length === 0) return [];
  return [`    not in the map, and blocks an approval: ${unmapped.join(', ')}`];
}

/**
 * Gaps of the map that block a copy where something was found. What they leave undecided for an erasure is
 * shown with its records.
 */
function openWords(
  map: DataMap,
  { storeId, collections }: ManifestStore,
  collection: ManifestCollection,
): string[] {
  return map.gaps
    .filter((gap) => gap.storeId === storeId && gap.collection === collection.collection)
    .filter((gap) => gap.concerns !== 'erasure')
    .filter((gap) => mayMatter(gap, collections))
    .map(({ problem, remedy }) => `    open in the map, and blocks an approval: ${problem}; ${remedy}`);
}

/**
 * What a store does by itself where something was found, and which blocks no approval; the decision page
 * shows it too.
 */
function noteWords(
  { storeId, collections }: ManifestStore,
  { examinations }: Preview,
  map: DataMap,
): string[] {
  return (examinations[storeId]?.problems ?? [])
    .filter(({ blocks, collection }) => blocks === 'nothing' && found(collections).includes(collection))
    .map(({ collection, problem, remedy }) => {
      const title = collectionOf(map, storeId, collection)?.title ?? collection;
      return `  the store itself, in ${title}: ${problem.replace(/\.$/, '')}. ${remedy}`;
    });
}

function found(collections: readonly ManifestCollection[]): string[] {
  return collections.map(({ collection }) => collection);
}

/** A gap that belongs to no single collection blocks every erasure. */
function openOfAll(map: DataMap): string[] {
  return map.gaps
    .filter(({ collection, concerns }) => !collection && (concerns === 'erasure' || concerns === 'both'))
    .map(({ problem, remedy }) => `open in the map, and blocks an approval: ${problem}; ${remedy}`);
}

/**
 * A collection that cannot be used at all may hide records. Where records were found, an erasure shows the
 * problem with them.
 */
function problemsThatBlock(
  { storeId, collections }: ManifestStore,
  { manifest, examinations, left }: Preview,
): StoreProblem[] {
  const erasing = manifest.right === 'erasure';
  const reported = (left[storeId] ?? []).map(({ collection }) => collection);
  return (examinations[storeId]?.problems ?? [])
    .filter(({ collection }) => !reported.includes(collection))
    .filter(
      ({ blocks, collection }) =>
        blocks === 'everything' && !(erasing && found(collections).includes(collection)),
    )
    .filter((problem) => mayMatter(problem, collections));
}

/** A gap that only rows which are kept would hit matters only where such rows were found. */
function mayMatter(
  { whileKept }: Pick<MapGap, 'whileKept'>,
  collections: readonly ManifestCollection[],
): boolean {
  if (!whileKept) return true;
  return collections
    .filter(({ collection }) => whileKept.includes(collection))
    .some(({ rows }) => rows.some(({ treatment }) => treatment.action !== 'erase'));
}
