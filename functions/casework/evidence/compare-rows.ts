import type { DeskDeps } from '../../domain/desk-deps';
import { collectionOf } from '../../domain/foreign-keys';
import type { ManifestRow } from '../../domain/manifest';
import { comparedRow } from '../../domain/returned-row';
import { rowKey } from '../../domain/row-key';
import { rowTombstone } from '../../domain/tombstones';
import type { PresentRows } from './rows-there';

export type Compared = ReturnType<typeof comparedRow>;

/** Compares each row with the one that was erased under its key. */
export async function compareRows(
  deps: Pick<DeskDeps, 'tombstones' | 'map' | 'clock'>,
  storeId: string,
  rows: readonly ManifestRow[],
  there: PresentRows,
): Promise<Compared[]> {
  const graves = await gravesOf(deps, storeId, rows);
  return rows.map((row, at) =>
    comparedRow(graves[at], there.get(rowKey(row)), collectionOf(deps.map, storeId, row.collection)),
  );
}

/** Keys of the rows whose content is the same as before the erasure. */
export async function unchangedRowKeys(
  deps: Pick<DeskDeps, 'tombstones' | 'clock'>,
  storeId: string,
  rows: readonly ManifestRow[],
  there: PresentRows,
): Promise<ReadonlySet<string>> {
  const graves = await gravesOf(deps, storeId, rows);
  const isUnchanged = (row: ManifestRow, at: number) => {
    const print = there.get(rowKey(row))?.print;
    return print !== undefined && graves[at]?.print === print;
  };
  return new Set(rows.filter(isUnchanged).map(rowKey));
}

function gravesOf(
  deps: Pick<DeskDeps, 'tombstones' | 'clock'>,
  storeId: string,
  rows: readonly ManifestRow[],
): ReturnType<typeof deps.tombstones.find> {
  return deps.tombstones.find(
    rows.map((row) => rowTombstone(storeId, row)),
    deps.clock.now(),
  );
}
