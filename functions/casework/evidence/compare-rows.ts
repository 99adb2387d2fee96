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
  const now = deps.clock.now();
  return Promise.all(
    rows.map(async (row) => {
      const grave = await deps.tombstones.find(rowTombstone(storeId, row), now);
      return comparedRow(grave, there.get(rowKey(row)), collectionOf(deps.map, storeId, row.collection));
    }),
  );
}

/** Keys of the rows whose content is the same as before the erasure. */
export async function unchangedRowKeys(
  deps: Pick<DeskDeps, 'tombstones' | 'clock'>,
  storeId: string,
  rows: readonly ManifestRow[],
  there: PresentRows,
): Promise<ReadonlySet<string>> {
  const now = deps.clock.now();
  const same = await Promise.all(
    rows.map(async (row) => {
      const print = there.get(rowKey(row))?.print;
      const grave = await deps.tombstones.find(rowTombstone(storeId, row), now);
      return print !== undefined && grave?.print === print;
    }),
  );
  return new Set(rows.filter((_, i) => same[i]).map(rowKey));
}
