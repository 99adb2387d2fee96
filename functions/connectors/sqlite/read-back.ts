import { StoreRefusedError } from '../connector';
import type { Cell } from './cell';
import { atRow, rowAt } from './key-place';
import type { Table } from './relation';
import { type FoundRow, keyOf, type Reading, readRows } from './row-search';

/**
 * Whether a row is found again by its key. SQLite misses some numbers at the edge of what it can hold:
 * 1.5e-300, the lowest whole number, infinity.
 */
export function isReadBack(reading: Reading, table: Table, row: FoundRow): boolean {
  if (!table.key.some(({ name }) => isAtEdge(row.cells.get(name)))) return true;
  const [same] = readRows(reading, table, { columns: [], ...atRow(table, row), limit: 1 });
  return same !== undefined && isThere(reading, table, row);
}

function isAtEdge(cell: Cell = { type: 'null' }): boolean {
  if (cell.type === 'real') return true;
  return cell.type === 'integer' && !Number.isSafeInteger(Number(cell.value));
}

/** Whether the key names a row. A key that names two is told where the row is copied. */
export function isThere(reading: Reading, table: Table, row: FoundRow): boolean {
  const key = keyOf(table, row);
  try {
    const texts = table.key.map(({ name }) => key[name] ?? '');
    return rowAt(reading, table, texts, []) !== undefined;
  } catch (error) {
    if (error instanceof StoreRefusedError) return true;
    throw error;
  }
}
