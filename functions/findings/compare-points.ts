import * as z from 'zod/mini';
import { contestedSays } from '../domain/contested-rows';
import type { CollectionMap, StoreKind } from '../domain/data-map';
import { POINTS_NEEDED, type PointKind, type PointPlace, pointKinds } from '../domain/data-points';
import { type DataSubjectRequest, lastOf } from '../domain/data-subject-request';
import type { DeskDeps } from '../domain/desk-deps';
import type { Search } from '../domain/finding';
import { collectionOf } from '../domain/locate-plan';
import type { Manifest, ManifestRow } from '../domain/manifest';
import type { ProofSays } from '../domain/proof-events';
import { callStore } from './call-store';
import { frozenManifest } from './stored-findings';

/** What a person typed, by the id of the kind. */
export const TypedPoints = z.record(z.string(), z.string());
export type TypedPoints = z.infer<typeof TypedPoints>;

type Deps = Pick<DeskDeps, 'objects' | 'stores' | 'map'>;

/** Rows of one collection that a value is looked for in: whoever has more of them is told apart by a person. */
const MOST_ROWS = 10;

/**
 * Whether all that was typed belongs to the person who was found: as a whole. Each value is compared by its store, in rows of the frozen manifest alone; none leaves a store.
 * All are compared, whatever came of the first. Where a store does not answer, nothing is said.
 */
export async function comparePoints(
  deps: Deps,
  request: DataSubjectRequest,
  typed: TypedPoints,
): Promise<ProofSays> {
  const asked = pointKinds(deps.map).filter(({ id }) => typed[id]?.trim());
  if (asked.length < POINTS_NEEDED || !lastOf(request.log, 'manifest-frozen')) return 'no-match';
  const manifest = await frozenManifest(deps, request);
  const answers: PointAnswer[] = [];
  for (const kind of asked)
    answers.push(await compareKind(deps, request, manifest, kind, typed[kind.id] ?? ''));
  if (answers.every((answer) => answer === 'held')) return 'match';
  return answers.includes('unknown') ? 'not-checked' : 'no-match';
}

type PointAnswer = 'held' | 'not-held' | 'unknown';

async function compareKind(
  deps: Deps,
  request: DataSubjectRequest,
  manifest: Manifest,
  { places }: PointKind,
  value: string,
): Promise<PointAnswer> {
  const answers: PointAnswer[] = [];
  for (const place of places) {
    for (const search of searchesFor(deps, request, manifest, place)) {
      answers.push(await compareIn(deps, place, search, value));
    }
  }
  if (answers.includes('held')) return 'held';
  return answers.includes('unknown') ? 'unknown' : 'not-held';
}

/** A row that the store no longer has, or that cannot be asked for, holds nothing; only silence leaves it open. */
async function compareIn(
  deps: Deps,
  { storeId, field }: PointPlace,
  search: Search,
  value: string,
): Promise<PointAnswer> {
  try {
    const points = [{ field, value }];
    const { answer } = await callStore(deps, storeId, { op: 'match', search, points });
    return answer === 'yes' ? 'held' : 'not-held';
  } catch (error) {
    return (error as Error).name === 'StoreShapeError' ? 'not-held' : 'unknown';
  }
}

function searchesFor(
  { map }: Deps,
  request: DataSubjectRequest,
  manifest: Manifest,
  { storeId, collection: name }: PointPlace,
): Search[] {
  const kind = map.stores.find((store) => store.storeId === storeId)?.kind;
  const collection = collectionOf(map, storeId, name);
  const rows = manifest.stores
    .filter((store) => store.storeId === storeId)
    .flatMap((store) => store.collections.filter((one) => one.collection === name))
    .flatMap((one) => one.rows);
  if (!collection || !kind) return [];
  return rows
    .filter((row) => isTheirs(request, storeId, row))
    .slice(0, MOST_ROWS)
    .flatMap((row) => searchFor(kind, collection, row) ?? []);
}

/** A row that names somebody else too proves nothing before somebody has said whose it is. */
function isTheirs(
  request: DataSubjectRequest,
  storeId: string,
  { collection, treatment }: ManifestRow,
): boolean {
  if (treatment.action === 'keep-shared') return false;
  return treatment.action !== 'contested' || contestedSays(request, { storeId, collection }) === 'theirs';
}

/** The question that finds this row: by its key where the store finds rows by any column, else as it was found. */
function searchFor(kind: StoreKind, collection: CollectionMap, row: ManifestRow): Search | undefined {
  const [key, ...others] = collection.primaryKey;
  if (kind === 'postgres' && key !== undefined && others.length === 0 && row.key[key] !== undefined)
    return { collection: collection.name, field: key, values: [row.key[key]] };
  const ways = collection.reachedBy
    .map(({ field }) => field)
    .filter((field) => row.facts[field] !== undefined);
  const [way] = ways;
  return way === undefined
    ? undefined
    : { collection: collection.name, field: way, values: [row.facts[way] ?? ''] };
}
