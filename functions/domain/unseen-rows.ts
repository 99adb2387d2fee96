import type { RowRef } from './finding';
import { KeySet } from './packed-map';
import { rowKey } from './row-key';
import { packRows, type Rows, rowsAs, rowsWhere } from './rows';

/**
 * The rows that a reading did not find. Only the keys of these rows are held in memory, never those of all
 * that were found.
 */
export function unseenRows<T extends RowRef>(rows: Iterable<T>, found: Iterable<RowRef>): Rows<T> {
  const asked = packRows(rows);
  if (asked.length === 0) return asked;
  const known = new KeySet(rowsAs(asked, rowKey), asked.length);
  const seen = new KeySet(rowsWhere(rowsAs(found, rowKey), (key) => known.has(key)));
  return packRows(rowsWhere(asked, (row) => !seen.has(rowKey(row))));
}
