import * as z from 'zod/mini';
import type { AskedVectors, KeptVector, NearVector } from '../../domain/asked-vectors';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import type { EraseInstruction } from '../../domain/erase-instruction';
import type { RowRef, UnreadPlace } from '../../domain/finding';
import { allOf } from '../../domain/log-entries';
import type { Manifest } from '../../domain/manifest';
import { approvedRows, isToErase } from '../../domain/manifest-rows';
import { readStored } from '../../domain/read-stored';
import { rowKey } from '../../domain/row-key';
import type { StoreExamination } from '../../domain/store-examination';
import { attemptName } from './attempt-name';
import { callStore } from './call-store';
import { text } from './stored-shapes';

type Deps = Pick<DeskDeps, 'stores' | 'objects'>;

/**
 * Has the store seal the vectors of rows that a call is about to erase or blank: the store is searched with
 * them afterwards.
 *
 * @returns the name of the object; `undefined` where these collections hold no vectors
 */
export async function keepVectors(
  deps: Deps,
  { requestId, storeId }: { readonly requestId: string; readonly storeId: string },
  instructions: readonly EraseInstruction[],
  { vectors = [] }: Pick<StoreExamination, 'vectors'> = {},
): Promise<string | undefined> {
  const rows = instructions.flatMap(({ collection, keys }): RowRef[] =>
    vectors.includes(collection) ? keys.map((key) => ({ collection, key })) : [],
  );
  if (rows.length === 0) return undefined;
  const name = attemptName(`erased-vectors/${storeId}`, 'jsonl');
  const target = await deps.objects.target(requestId, name);
  const kept = await callStore(deps, storeId, { op: 'keep-vectors', rows, target });
  return kept.vectors > 0 ? name : undefined;
}

/** A search with erased vectors, made once the store was read. */
export interface Asking {
  /** Places that still hold one of them and may be about the person. Absent: no vector was erased. */
  readonly ask?: (() => Promise<readonly UnreadPlace[]>) | undefined;
  /** What it showed, once it was made. */
  answer(): AskedVectors | undefined;
}

/** Vectors of one question: with 1,536 numbers each, a megabyte. */
const AT_ONCE = 50;

/** Searches a store with all the vectors that were erased in it and are still sealed. */
export function askingErasedVectors(
  deps: Deps,
  request: DataSubjectRequest,
  manifest: Manifest,
  storeId: string,
): Asking {
  const names = sealedVectors(request, storeId);
  let answer: AskedVectors | undefined;
  const ask = async () => {
    answer = await askAll(deps, request, manifest, { storeId, names });
    return answer?.left ?? [];
  };
  return { ...(names.length > 0 ? { ask } : {}), answer: () => answer };
}

function sealedVectors(request: DataSubjectRequest, storeId: string): string[] {
  return allOf(request.log, 'erasure-begun').flatMap(({ data }) =>
    data.storeId === storeId && data.vectors !== undefined ? [data.vectors] : [],
  );
}

interface Sealed {
  readonly storeId: string;
  readonly names: readonly string[];
}

async function askAll(
  deps: Deps,
  request: DataSubjectRequest,
  manifest: Manifest,
  { storeId, names }: Sealed,
): Promise<AskedVectors | undefined> {
  const searches = manifest.stores.find((s) => s.storeId === storeId)?.searches ?? [];
  let asked = 0;
  const near = new Map<string, NearVector>();
  const by = new Set<AskedVectors['by'][number]>();
  const unasked = new Set<string>();
  for await (const vectors of inSlices(openVectors(deps, request, names))) {
    const answer = await callStore(deps, storeId, { op: 'ask-vectors', vectors, searches });
    asked += answer.asked;
    for (const one of answer.near) near.set(JSON.stringify([one.collection, one.place, one.key]), one);
    for (const way of answer.by) by.add(way);
    for (const place of answer.unasked) unasked.add(place);
  }
  if (asked === 0) return undefined;
  const found = [...near.values()];
  return {
    asked,
    others: found.filter(({ whose }) => whose === 'others').length,
    left: leftPlaces(manifest, storeId, found),
    by: [...by],
    unasked: [...unasked],
  };
}

/** The same vector may lie in several rows, and be kept by several calls: each is asked once. */
async function* openVectors(
  { objects }: Deps,
  { requestId }: DataSubjectRequest,
  names: readonly string[],
): AsyncGenerator<KeptVector> {
  const seen = new Set<string>();
  for (const name of names)
    for await (const line of objects.lines(requestId, name)) {
      const kept = readStored('an erased vector', KeptVectorShape, line);
      if (seen.has(kept.vector)) continue;
      seen.add(kept.vector);
      yield kept;
    }
}

const KeptVectorShape: z.ZodMiniType<KeptVector> = z.looseObject({
  collection: text,
  field: text,
  vector: text,
});

async function* inSlices<T>(all: AsyncIterable<T>): AsyncGenerator<T[]> {
  let slice: T[] = [];
  for await (const one of all) {
    slice.push(one);
    if (slice.length < AT_ONCE) continue;
    yield slice;
    slice = [];
  }
  if (slice.length > 0) yield slice;
}

/** Rows that are to stay hold their vectors by right. */
function leftPlaces(manifest: Manifest, storeId: string, near: readonly NearVector[]): UnreadPlace[] {
  const approved = approvedRows(manifest, storeId);
  return near.flatMap(({ collection, place, key, whose }): UnreadPlace[] => {
    if (whose === 'others') return [];
    const row = key && approved.get(rowKey({ collection, key }));
    if (whose === 'theirs' && row && !isToErase(row)) return [];
    return [{ collection, place, reason: 'same-vector' }];
  });
}

/**
 * Overwrites the sealed vectors once the last reading has used them. Nothing in the vault is ever deleted,
 * and it keeps no versions.
 */
export async function emptyErasedVectors(
  { objects }: Deps,
  request: DataSubjectRequest,
  storeId: string,
): Promise<void> {
  for (const name of sealedVectors(request, storeId))
    await objects.putBytes(request.requestId, name, nothing());
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
