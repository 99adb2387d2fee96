import { type Blank, isConstant } from '../../domain/blank';
import { StoreShapeError } from '../connector';
import { RANDOM_PLACEHOLDERS } from '../random-placeholders';
import { type Cell, cellText } from './cell';
import { holds, type Written } from './field-write';
import type { Column, Table } from './relation';
import type { FoundRow } from './row-search';
import { columnOf } from './sqlite-catalogue';
import { faultPlace } from './sqlite-place';

export type Blanks = Readonly<Record<string, Blank>>;

/** @throws StoreShapeError for a field that cannot be overwritten so, and when there is none. */
export function assertBlanks(table: Table, blank: Blanks): void {
  const fields = Object.entries(blank);
  const [field, fault] = fields
    .map(([name, value]) => [name, blankMismatch(table, columnOf(table, name), value)] as const)
    .find(([, problem]) => problem) ?? [undefined, undefined];
  if (fields.length > 0 && !fault) return;
  const words = fault ? `${field} ${fault}` : 'nothing says what to overwrite';
  throw new StoreShapeError(`${table.collection.name}: ${words}`, {
    ...faultPlace(table.collection),
    ...(field ? { field } : {}),
    code: 'no-blank',
  });
}

/** Why a field cannot be overwritten so, whatever its rows hold; undefined when it can. */
export function blankMismatch(table: Table, column: Column, value: Blank): string | undefined {
  if (column.generated) return 'is computed by the database and cannot be overwritten';
  if (table.collection.primaryKey.includes(column.name))
    return 'is part of the key and cannot be overwritten';
  if (isConstant(value)) return undefined;
  if ('inside' in value) return 'cannot be blanked inside: the desk blanks a whole value of SQLite';
  const takesText = column.affinity === 'TEXT' || column.affinity === 'BLOB';
  if ('now' in value)
    return takesText || isDateColumn(column)
      ? undefined
      : 'holds numbers, and nothing says in which unit the time of the erasure is to stand there';
  return takesText ? undefined : 'cannot hold a random text';
}

/** SQLite has no dates; it is the name of the type that says what is meant. */
export function isDateColumn({ declared }: Column): boolean {
  return /^(date|datetime|timestamp)\b/i.test(declared);
}

/**
 * What a row still has to lose: the fields that do not hold their blank, each with it. A field that gets a
 * random text and is empty has nothing to lose.
 *
 * @param now - the time as SQLite writes it: `2026-03-05 09:00:00`, UTC
 */
export function missingBlanks(
  table: Table,
  row: FoundRow,
  blank: Blanks,
  now: string,
): Record<string, Written> {
  const missing = Object.entries(blank).flatMap(([field, value]) => {
    const column = columnOf(table, field);
    const cell = row.cells.get(field) ?? { type: 'null' };
    return isBlank(cell, column, value) ? [] : [[field, written(value, now)] as const];
  });
  return Object.fromEntries(missing);
}

function isBlank(cell: Cell, column: Column, value: Blank): boolean {
  if (isConstant(value)) return holds(cell, column, value);
  if ('random' in value)
    return cell.type === 'null' || RANDOM_PLACEHOLDERS[value.random].known.test(cellText(cell, column) ?? '');
  return cell.type !== 'null';
}

function written(value: Blank, now: string): Written {
  if (isConstant(value)) return value;
  return 'random' in value ? RANDOM_PLACEHOLDERS[value.random].make() : now;
}
