import type { FieldChange } from '../../domain/correction';
import { StoreRefusedError } from '../connector';
import { columnOf } from '../relational/catalogue';
import { faultPlace } from '../relational/fault-place';
import type { RunSql } from '../relational/run-sql';
import { writtenText } from './mysql-blank';
import { isSqlError } from './mysql-errors';
import { type Column, isBinary, isTruth, isWhole, type Table } from './relation';
import { isShape } from './shown-column';
import { castSql } from './sql-text';

const DAY = String.raw`\d{4}-\d{2}-\d{2}`;
const TIME = String.raw`(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?`;
const NUMBER = /^[+-]?\d+(?:\.\d+)?$/;

/**
 * The forms that a value may be written in, by type. MySQL takes more: numbers with words behind them, dates
 * with two digits of a year, offsets that it drops
 * (https://dev.mysql.com/doc/refman/8.0/en/date-and-time-literals.html). Staff approved a value, and not what
 * the database makes of a word.
 */
const FORMS: Readonly<Record<string, RegExp>> = {
  date: new RegExp(`^${DAY}$`),
  datetime: new RegExp(`^${DAY}[ T]${TIME}$`),
  timestamp: new RegExp(`^${DAY}[ T]${TIME}Z?$`),
  time: /^-?\d{1,3}:[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?$/,
  decimal: NUMBER,
  double: NUMBER,
  float: NUMBER,
  uuid: /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i,
};

type Code = 'value-unclear' | 'value-rounded';

/**
 * Throws {@link StoreRefusedError} when the database would read a value in a way of its own, or keep less of
 * it: `value-unclear`, `value-rounded`.
 */
export async function assertExact(run: RunSql, table: Table, changes: readonly FieldChange[]): Promise<void> {
  for (const { field, to } of changes) {
    if (to === null) continue;
    const column = columnOf<Column>(table, field);
    if (column.generated) continue;
    const code = formFault(column, to) ?? (await lossOf(run, column, to));
    if (code !== undefined) throw refused(table, field, code);
  }
}

function formFault(column: Column, to: string): Code | undefined {
  if (isBinary(column) || isShape(column) || column.base === 'bit')
    return isTruth(column) && isTruthWord(to) ? undefined : 'value-unclear';
  if (isTruth(column)) return isTruthWord(to) || /^-?\d{1,3}$/.test(to) ? undefined : 'value-unclear';
  if (isWhole(column)) return wholeFault(to);
  if (column.base === 'enum') return column.labels?.includes(to) ? undefined : 'value-unclear';
  return FORMS[column.base]?.test(to) === false ? 'value-unclear' : undefined;
}

function wholeFault(to: string): Code | undefined {
  if (!NUMBER.test(to)) return 'value-unclear';
  return /^[+-]?\d+(?:\.0+)?$/.test(to) ? undefined : 'value-rounded';
}

function isTruthWord(to: string): boolean {
  return to === 'true' || to === 'false';
}

/** A number or a time of which the column would keep less; a text that its letters cannot write. */
async function lossOf(run: RunSql, column: Column, to: string): Promise<Code | undefined> {
  const kept = COMPARED[column.base]?.(column);
  if (kept === undefined) return column.charset ? letterFault(run, column, to) : undefined;
  const [type, whole] = kept;
  const text = writtenText(column, to.replace(/Z$/, '').replace('T', ' '));
  try {
    const sql = `SELECT ${castSql('?', type)} = ${castSql('?', whole)}`;
    return (await run(sql, [text, text])).rows[0]?.[0] === '1' ? undefined : 'value-rounded';
  } catch (error) {
    if (isSqlError(error)) return 'value-rounded';
    throw error;
  }
}

const COMPARED: Readonly<Record<string, (column: Column) => readonly [string, string]>> = {
  decimal: ({ precision, scale }) => [`DECIMAL(${precision}, ${scale})`, 'DECIMAL(65, 30)'],
  datetime: ({ sized }) => [`DATETIME(${digitsOf(sized)})`, 'DATETIME(6)'],
  timestamp: ({ sized }) => [`DATETIME(${digitsOf(sized)})`, 'DATETIME(6)'],
  time: ({ sized }) => [`TIME(${digitsOf(sized)})`, 'TIME(6)'],
};

function digitsOf(sized: string): number {
  return Number(/\((\d)\)/.exec(sized)?.[1] ?? 0);
}

/** MariaDB writes a question mark for such a letter, MySQL refuses it. */
async function letterFault(run: RunSql, { charset }: Column, to: string): Promise<Code | undefined> {
  const set = (charset ?? '').replaceAll(/\W/g, '');
  const sql = `SELECT CAST(CONVERT(CONVERT(? USING ${set}) USING utf8mb4) AS BINARY) = CAST(? AS BINARY)`;
  try {
    return (await run(sql, [to, to])).rows[0]?.[0] === '1' ? undefined : 'value-unclear';
  } catch (error) {
    if (isSqlError(error)) return 'value-unclear';
    throw error;
  }
}

function refused(table: Table, field: string, code: Code): StoreRefusedError {
  const words = code === 'value-unclear' ? 'can be read in more than one way' : 'would be rounded';
  return new StoreRefusedError(`${table.collection.name}.${field}: the value ${words}`, {
    ...faultPlace(table.collection),
    field,
    code,
  });
}
