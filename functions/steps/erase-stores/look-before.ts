import { StoreShapeError } from '../../connectors/connector';
import { allOf, type DataSubjectRequest, seqOf } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import type { ReadingResult } from '../../domain/erasure-reading';
import { receiptsOf, sinceSearch, wasBegun } from '../../domain/erasure-rounds';
import type { CollectionCount, Drift } from '../../domain/events';
import type { RowRef } from '../../domain/finding';
import type { Manifest, ManifestCollection, ManifestRow } from '../../domain/manifest';
import { approvedRows, goes, refsOf, rowCounts, vanishedRows } from '../../domain/manifest-rows';
import { rowTombstone, tombstonesUntil } from '../../domain/tombstones';
import { compareRows } from '../../findings/compare-rows';
import { readAgain } from '../../findings/read-again';
import { rowsThere } from '../../findings/rows-there';

type Deps = Pick<DeskDeps, 'register' | 'vault' | 'stores' | 'tombstones' | 'desk' | 'map' | 'clock'>;

export interface Before {
  readonly reading: ReadingResult;
  /** What this round erases. */
  readonly rows: readonly ManifestCollection[];
  /** Approved rows that were gone before the desk touched anything. */
  readonly gone: readonly CollectionCount[];
  readonly drift?: Drift;
  readonly driftRows?: readonly CollectionCount[];
  readonly driftRefs?: readonly RowRef[];
  /** Whoever looks may say that these rows still are this person's. */
  readonly mayBeTheirs?: true;
}

type Stopped = Pick<Before, 'drift' | 'driftRows' | 'driftRefs'>;

interface Place {
  readonly requestId: string;
  readonly storeId: string;
  readonly round: number;
}

/**
 * The moment before the deed: are the approved rows there, by their keys; is what is to be kept there; did anything of the person come that nobody approved? The
 * strongest evidence that a row which is absent afterwards went by this erasure. What it finds wanting goes to a person, and nothing is touched.
 */
export async function lookBefore(
  deps: Deps,
  request: DataSubjectRequest,
  manifest: Manifest,
  place: Place,
): Promise<Before> {
  const { storeId } = place;
  const approved = approvedRows(manifest, storeId);
  const there = await rowsThere(deps, place, [...approved.values()]);
  const keys = new Set(there.keys());
  const reading = await readAgain(deps, request, manifest, storeId, keys);
  assertDescribed(reading, approved.values());
  // Another call of this step may have noted its intent and begun since the log was read.
  const now = keys.size < approved.size ? await deps.register.load(request.requestId) : request;
  const begun = wasBegun(now, storeId);
  const vanished = begun ? [] : vanishedRows(approved, keys);
  const left = wasReadSince(request, storeId) ? reading.left.flatMap((c) => c.rows) : [];
  const compared = await compareRows(deps, storeId, left, there);
  const anew = left.filter((_, i) => compared[i] !== 'same');
  const gone = begun
    ? goneAtFirst(now, storeId)
    : rowCounts([...approved].filter(([key, row]) => goes(row) && !keys.has(key)).map(([, row]) => row));
  const before = { reading, gone, rows: rowsOf(request, manifest, place, reading) };
  if (vanished.length > 0) return { ...before, drift: 'vanished', driftRows: rowCounts(vanished) };
  const strayed = strayedFrom(request, storeId, reading);
  if (strayed.length > 0) return { ...before, ...stopped('new-owner', strayed), mayBeTheirs: true };
  if (anew.length > 0) return { ...before, ...stopped('came-anew', anew) };
  if (reading.drift) return { ...before, ...driftIn(reading) };
  const graves = [...approved]
    .filter(([key, row]) => goes(row) && there.has(key))
    .map(([key, row]) => rowTombstone(storeId, row, there.get(key)?.print));
  const at = deps.clock.now();
  await deps.tombstones.put(request.requestId, graves, {
    at,
    until: tombstonesUntil(deps.desk, manifest, at),
  });
  return before;
}

function stopped(drift: Drift, rows: readonly ManifestRow[]): Stopped {
  return { drift, driftRows: rowCounts(rows), driftRefs: refsOf(rows) };
}

function driftIn({ drift, driftRows = [], driftRefs }: ReadingResult): Stopped {
  return { ...(drift ? { drift } : {}), driftRows, ...(driftRefs ? { driftRefs } : {}) };
}

/** A row that is blanked would keep what stands in a field that came after the approval. */
function assertDescribed({ undescribed = [] }: ReadingResult, approved: Iterable<ManifestRow>): void {
  const blanked = new Set(
    [...approved].flatMap((row) => (row.treatment.action === 'anonymise' ? [row.collection] : [])),
  );
  const found = undescribed.find(({ collection }) => blanked.has(collection));
  if (!found) return;
  throw new StoreShapeError(`${found.collection} holds something in a field that the map does not know`, {
    ...found,
    code: 'undescribed',
  });
}

/**
 * Rows of somebody else by now. Once the store was told to erase, a blanked row is not found either; and once it has answered, only what a reading finds is erased,
 * so a key that others use anew does no harm.
 */
function strayedFrom(
  request: DataSubjectRequest,
  storeId: string,
  { strayed }: ReadingResult,
): readonly ManifestRow[] {
  if (!wasBegun(request, storeId)) return strayed;
  const isAnswered = receiptsOf(request, storeId).length > 0;
  return isAnswered ? [] : strayed.filter(({ treatment }) => treatment.action === 'erase');
}

/** All that was approved, as long as no receipt of this store says that it was told so; then what a reading finds left. */
function rowsOf(
  request: DataSubjectRequest,
  manifest: Manifest,
  { storeId }: Place,
  reading: ReadingResult,
): readonly ManifestCollection[] {
  if (wasBegun(request, storeId) && receiptsOf(request, storeId).length > 0) return reading.left;
  return manifest.stores.find((s) => s.storeId === storeId)?.collections ?? [];
}

/** Whether rows were found by a reading some time after the last erasure: then they may be others. What an erasure leaves behind at once is what it was to erase. */
function wasReadSince(request: DataSubjectRequest, storeId: string): boolean {
  const of = (type: 'store-read-again' | 'store-erased') =>
    allOf(request.log, type).findLast((e) => e.data.storeId === storeId)?.seq ?? 0;
  return of('store-read-again') > Math.max(of('store-erased'), seqOf(request, 'search-renewed'));
}

function goneAtFirst(request: DataSubjectRequest, storeId: string): readonly CollectionCount[] {
  const begun = sinceSearch(request, 'erasure-begun').find((e) => e.data.storeId === storeId);
  return begun?.data.gone ?? [];
}
