import { type Cell, cellText, isInt64, isNumber, isTruth } from './cell';
import { atRow } from './key-place';
import type { Column, Table } from './relation';
import { type FoundRow, type Reading, readRows } from './row-search';
import { columnOf, quoted } from './sqlite-catalogue';
import type { SqlValue } from './sqlite-session';

export type Written = string | number | boolean | null;

/** Whether a field holds what would be written. An empty text is no value, as for every reader. */
export function holds(cell: Cell, column: Column, value: Written): boolean {
  if (cell.type === 'garbled') return false;
  const text = cellText(cell, column);
  if (value === null) return cell.type === 'null';
  if (value === '') return cell.type === 'text' && text === undefined;
  return text === textOf(value, column);
}

/** The text of a value as the column will hold it. */
function textOf(value: string | number | boolean, column: Column): string {
  if (typeof value !== 'boolean' || isTruth(column) || column.affinity === 'TEXT') return String(value);
  return value ? '1' : '0';
}

/** A value to bind, in the type of what it replaces where a column takes any. */
function bound(value: Written, column: Column, replaced: Cell): SqlValue {
  if (value === null) return null;
  const text = textOf(value, column);
  if (isTruth(column) && /^(true|false)$/.test(text)) return text === 'true' ? 1n : 0n;
  const wasNumber = replaced.type === 'integer' || replaced.type === 'real';
  const isText = typeof value === 'string' && !(wasNumber && isNumber(text));
  if (isText || column.affinity === 'TEXT') return text;
  return /^-?\d+$/.test(text) && isInt64(BigInt(text)) ? BigInt(text) : Number(text);
}

/**
 * Sets fields of one row. `OR ABORT`, since a table may be declared to delete the other row where two would
 * become equal (https://www.sqlite.org/lang_conflict.html).
 */
export function writeFields(
  { sql }: Reading,
  table: Table,
  row: FoundRow,
  values: Readonly<Record<string, Written>>,
): void {
  const fields = Object.entries(values).map(([field, value]) => ({ column: columnOf(table, field), value }));
  const set = fields.map(({ column }) => `${quoted(column.name)} = ?`).join(', ');
  const at = atRow(table, row);
  sql.change(`UPDATE OR ABORT main.${quoted(table.name)} SET ${set} WHERE ${at.where}`, [
    ...fields.map(({ column, value }) =>
      bound(value, column, row.cells.get(column.name) ?? { type: 'null' }),
    ),
    ...at.values,
  ]);
}

/** The row as it is now, by the key it had. */
export function readAgain(
  reading: Reading,
  table: Table,
  row: FoundRow,
  columns: readonly Column[],
): FoundRow | undefined {
  const { where, values } = atRow(table, row);
  const [now] = readRows(reading, table, { columns, where, values });
  return now;
}

/** Whether every field of the row holds what is to be written. */
export function holdsAll(table: Table, row: FoundRow, values: Readonly<Record<string, Written>>): boolean {
  return Object.entries(values).every(([field, value]) => {
    const column = columnOf(table, field);
    return holds(row.cells.get(field) ?? { type: 'null' }, column, value);
  });
}
