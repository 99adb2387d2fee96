import type { RowPrint } from '../connectors/row-prints';
import type { DeskDeps } from '../domain/desk-deps';
import { rowKey } from '../domain/freeze-manifest';
import type { ManifestCollection, ManifestRow } from '../domain/manifest';
import { rowTombstone } from '../domain/tombstones';

type Deps = Pick<DeskDeps, 'tombstones' | 'clock'>;

/**
 * Rows that have a key which was erased and are not the row that was: somebody came back under the same address, number or name. One that cannot be compared, or
 * of which nothing is remembered, counts as such.
 *
 * @param there - what the rows are now, by {@link rowKey}
 */
export async function anewRows(
  deps: Deps,
  storeId: string,
  back: readonly ManifestCollection[],
  there: ReadonlyMap<string, RowPrint>,
): Promise<ManifestRow[]> {
  const rows = back.flatMap((c) => c.rows);
  const same = await Promise.all(
    rows.map((row) => isSame(deps, storeId, row, there.get(rowKey(row))?.print)),
  );
  return rows.filter((_, i) => !same[i]);
}

async function isSame(
  deps: Deps,
  storeId: string,
  row: ManifestRow,
  print: string | undefined,
): Promise<boolean> {
  if (print === undefined) return false;
  const grave = await deps.tombstones.find(rowTombstone(storeId, row), deps.clock.now());
  return grave?.print === print;
}
