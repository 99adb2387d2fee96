import { type KeptVector, type NearVector, SAME_VECTOR, type VectorAnswer } from '../../domain/asked-vectors';
import type { CollectionMap, StoreMap } from '../../domain/data-map';
import type { RowRef, Search } from '../../domain/finding';
import { StoreError, StoreUnavailableError } from '../connector';
import { keyValues, mappedCollection, searchesByCollection } from '../mapped-collection';
import type { VectorSearch } from '../vector-search';
import {
  type ChromaClient,
  type ChromaCollection,
  type ChromaRecord,
  RECORDS_AT_ONCE,
} from './chroma-client';
import { chromaName, OWN_FIELDS } from './chroma-place';
import { keyOf, textOf, vectorText } from './chroma-record';
import { isFound } from './chroma-search';

/** A collection with more records is asked through its index only, and named as not read record by record. */
const MOST_RECORDS = 20_000;
/**
 * What an application would show of the nearest, and how many are asked for where all of these are the same.
 */
const NEAREST = [10, 1_000] as const;

/** Chroma searches by an approximate index; a collection that is not too large is also read through. */
export function chromaVectors(client: ChromaClient, store: StoreMap): VectorSearch {
  return {
    read: (rows) => readVectors(client, store, rows),
    ask: (vectors, searches) => askEverywhere(client, store, { vectors, searches }),
  };
}

async function* readVectors(
  client: ChromaClient,
  store: StoreMap,
  rows: readonly RowRef[],
): AsyncGenerator<KeptVector> {
  for (const name of new Set(rows.map(({ collection }) => collection))) {
    const mapped = mappedCollection(store, name);
    const held = await client.collection(mapped);
    const ids = rows
      .filter(({ collection }) => collection === name)
      .map(({ key }) => keyValues(mapped, key)[0] ?? '');
    for (let from = 0; from < ids.length; from += RECORDS_AT_ONCE)
      for (const { embedding } of await client.byIds(held, ids.slice(from, from + RECORDS_AT_ONCE), true))
        if (embedding) yield { collection: name, field: OWN_FIELDS.embedding, vector: vectorText(embedding) };
  }
}

interface Asked {
  readonly vectors: readonly KeptVector[];
  readonly searches: readonly Search[];
}

async function askEverywhere(client: ChromaClient, store: StoreMap, asked: Asked): Promise<VectorAnswer> {
  await client.assertThere();
  const near: NearVector[] = [];
  const unasked: string[] = [];
  const by = new Set<VectorAnswer['by'][number]>();
  const vectors = asked.vectors.map(({ vector }) => numbersOf(vector));
  for (const held of await client.collections()) {
    const fitting = vectors.filter(({ length }) => length === held.dimension);
    if (fitting.length === 0) continue;
    try {
      const found = await askCollection(client, held, fitting);
      for (const way of found.by) by.add(way);
      if (!found.by.includes('exact')) unasked.push(`${held.name} (record by record)`);
      near.push(...found.records.map((record) => nearVector(store, asked, held, record)));
    } catch (error) {
      if (error instanceof StoreUnavailableError || !(error instanceof StoreError)) throw error;
      unasked.push(held.name);
    }
  }
  const isEmpty = near.length === 0 && by.size === 0 && unasked.length === 0;
  return { asked: asked.vectors.length, near, by: isEmpty ? ['exact'] : [...by], unasked };
}

/** As it was written: every number is one of a float of 32 bits. */
function numbersOf(vector: string): number[] {
  return JSON.parse(vector) as number[];
}

async function askCollection(
  client: ChromaClient,
  held: ChromaCollection,
  vectors: readonly (readonly number[])[],
): Promise<{ readonly records: readonly ChromaRecord[]; readonly by: VectorAnswer['by'] }> {
  const found = new Map<string, ChromaRecord>();
  for (const vector of vectors)
    for (const record of await nearestSame(client, held, vector)) found.set(record.id, record);
  const isSmall = await readThrough(client, held, (record) => {
    if (vectors.some((vector) => isSame(vector, record.embedding))) found.set(record.id, record);
  });
  return { records: [...found.values()], by: isSmall ? ['exact', 'index'] : ['index'] };
}

async function nearestSame(
  client: ChromaClient,
  held: ChromaCollection,
  vector: readonly number[],
): Promise<ChromaRecord[]> {
  for (const most of NEAREST) {
    const all = await client.nearest(held, vector, most);
    const same = all.filter(({ embedding }) => isSame(vector, embedding));
    if (same.length < most || most === NEAREST.at(-1)) return same;
  }
  return [];
}

/** False when there are too many records. */
async function readThrough(
  client: ChromaClient,
  held: ChromaCollection,
  see: (record: ChromaRecord) => void,
): Promise<boolean> {
  for (let offset = 0; offset < MOST_RECORDS; offset += RECORDS_AT_ONCE) {
    const page = await client.records(held, { limit: RECORDS_AT_ONCE, offset, withVectors: true });
    for (const record of page) see(record);
    if (page.length < RECORDS_AT_ONCE) return true;
  }
  return false;
}

function isSame(one: readonly number[], other: readonly number[] | undefined): boolean {
  if (!other || other.length !== one.length) return false;
  if (one.every((number, at) => number === other[at])) return true;
  const length = Math.sqrt(product(one, one)) * Math.sqrt(product(other, other));
  return length > 0 && 1 - product(one, other) / length <= SAME_VECTOR;
}

function product(one: readonly number[], other: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return sum;
}

function nearVector(
  store: StoreMap,
  { vectors, searches }: Asked,
  held: ChromaCollection,
  record: ChromaRecord,
): NearVector {
  const mapped = store.collections.find((one) => chromaName(one) === held.name);
  const place = `${held.name}.${OWN_FIELDS.embedding} (${OWN_FIELDS.id} ${record.id})`;
  if (!mapped) return { collection: vectors[0]?.collection ?? '', place, whose: 'nobody' };
  return {
    collection: mapped.name,
    key: keyOf(record),
    place,
    whose: whoseOf(store, mapped, searches, record),
  };
}

function whoseOf(
  store: StoreMap,
  { name, reachedBy }: CollectionMap,
  searches: readonly Search[],
  record: ChromaRecord,
): NearVector['whose'] {
  const mine = searchesByCollection(
    store,
    searches.filter((search) => search.collection === name && !search.check),
  );
  if (mine.some((search) => isFound(search, record))) return 'theirs';
  return reachedBy.some(({ field }) => textOf(record, field) !== undefined) ? 'others' : 'nobody';
}
