import type { LocatedRow } from './finding';
import type { ManifestRow } from './manifest';
import type { KeyedRows } from './packed-map';
import { rowKey } from './row-key';
import { packRows, type Rows, rowsAs, rowsWhere } from './rows';
import { unseenRows } from './unseen-rows';

/**
 * Finds rows again that are the same records in another place, under the keys of the manifest: a line of an
 * object is named by its content or its id and owner, and objects are rotated and compacted. Each missing
 * approved row takes one of them.
 *
 * @param follows whether an approved row may be found in another place
 */
export function withMovedRows(
  rows: Rows<LocatedRow>,
  approved: KeyedRows<ManifestRow>,
  follows: (row: ManifestRow) => boolean,
): Rows<LocatedRow> {
  const movable = rowsWhere(approved.values(), (row) => recordOf(row) !== undefined && follows(row));
  const missing = new Map<string, ManifestRow[]>();
  for (const row of unseenRows(movable, rows)) {
    const name = recordOf(row) ?? '';
    const same = missing.get(name);
    if (same) same.push(row);
    else missing.set(name, [row]);
  }
  if (missing.size === 0) return rows;
  const moved = (row: LocatedRow) => {
    const name = approved.has(rowKey(row)) ? undefined : recordOf(row);
    const before = name === undefined ? undefined : missing.get(name)?.shift();
    return before ? { ...row, key: before.key } : row;
  };
  return packRows(rowsAs(rows, moved));
}

/** Only a record in a current object can move; the number of a copy has no meaning elsewhere. */
function recordOf({ collection, key }: Pick<LocatedRow, 'collection' | 'key'>): string | undefined {
  const { line, version } = key;
  const isTold =
    line !== undefined && version === undefined && /^sha256:|#[0-9a-f]{16}\.[0-9a-f]{8}$/.test(line);
  return isTold ? JSON.stringify([collection, line]) : undefined;
}
