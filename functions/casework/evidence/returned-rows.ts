import { type DataSubjectRequest, staffFinish } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import type { StoreReadingResult } from '../../domain/erasure-reading';
import type { LeftBecause, LeftRows } from '../../domain/event-facts';
import type { Manifest, ManifestCollection, ManifestRow } from '../../domain/manifest';
import { approvedRows, rowCounts } from '../../domain/manifest-rows';
import { KeySet } from '../../domain/packed-map';
import { rowKey } from '../../domain/row-key';
import { allRows, packRows, rowsAs, rowsWhere } from '../../domain/rows';
import { type Compared, compareRows } from './compare-rows';
import { readAgain } from './read-again';
import { type PresentRows, rowsThere } from './rows-there';

type Deps = Pick<DeskDeps, 'stores' | 'vault' | 'objects' | 'tombstones' | 'map' | 'clock'>;

export interface Returned {
  /** The very rows that were erased: they may be erased again. */
  readonly same: readonly ManifestCollection[];
  /** What a person has to look at. */
  readonly left: readonly LeftRows[];
  readonly reading: StoreReadingResult;
}

/**
 * What is there long after an erasure that was to be gone, after a restore, a late import or a mere while.
 */
export async function returnedRows(
  deps: Deps,
  request: DataSubjectRequest,
  manifest: Manifest,
  storeId: string,
): Promise<Returned> {
  const approved = [...approvedRows(manifest, storeId).values()];
  const there = await rowsThere(deps, { requestId: request.requestId, storeId }, approved);
  const reading = await readAgain(deps, request, manifest, storeId, there);
  const back = backAgain(approved, there, reading);
  const compared = await compareRows(deps, storeId, back, there);
  const of = (result: Compared) => back.filter((_, i) => compared[i] === result);
  const added = allRows(reading.added);
  const byHand = staffFinish(request) ? of('same') : [];
  return {
    same: collected(manifest, storeId, byHand.length > 0 ? [] : of('same')),
    left: [
      ...told(byHand, 'by-person'),
      ...told(of('other-row'), 'other-row'),
      ...told(of('not-comparable'), 'not-comparable'),
      ...told(added, 'not-erased-then'),
    ],
    reading,
  };
}

/**
 * Rows that were to go and are there. Of one that was blanked only a search can tell whether it still is; one
 * that others share by now the store itself keeps.
 */
function backAgain(
  approved: readonly ManifestRow[],
  there: PresentRows,
  { left }: StoreReadingResult,
): ManifestRow[] {
  const unblanked = new KeySet(rowsAs(allRows(left), rowKey));
  return approved.filter((row) => {
    if (!there.has(rowKey(row))) return false;
    return row.treatment.action === 'erase' || unblanked.has(rowKey(row));
  });
}

function collected(
  manifest: Manifest,
  storeId: string,
  rows: readonly ManifestRow[],
): readonly ManifestCollection[] {
  const collections = manifest.stores.find((s) => s.storeId === storeId)?.collections ?? [];
  const keys = new KeySet(rows.map(rowKey));
  return collections
    .map((c) => ({ ...c, rows: packRows(rowsWhere(c.rows, (row) => keys.has(rowKey(row)))) }))
    .filter((c) => c.rows.length > 0);
}

function told(rows: Iterable<ManifestRow>, because: LeftBecause): LeftRows[] {
  return rowCounts(rows).map((one) => ({ ...one, because }));
}
