import { StoreShapeError } from '../connector';
import { exactJson } from '../exact-json';
import { membersAt } from '../json-spans';
import { NoRecords, type StoredRecord, strictText } from './stored-record';

/** How a table in text is written, and what its columns are called. */
export interface CsvDialect {
  readonly delimiter: string;
  /** In the order of the cells; no name occurs twice. */
  readonly columns: readonly string[];
  /** Whether a row that repeats the names is a header. */
  readonly hasHeader: boolean;
  /** The columns by which people are found. */
  readonly needs: readonly string[];
  /** Both as {@link bareName} compares them. */
  readonly bare: { readonly columns: readonly string[]; readonly needs: readonly string[] };
}

/** A cell by its place in the text of its row. */
export interface CsvCell {
  readonly start: number;
  readonly end: number;
  readonly value: string;
  readonly isQuoted: boolean;
}

/**
 * The cells of one row as RFC 4180 writes them; a quote inside a cell that does not begin with one stands for
 * itself. Undefined where a carriage return stands alone, which some readers take for the end of a row.
 * https://www.rfc-editor.org/rfc/rfc4180#section-2
 *
 * @param row without its ending.
 */
export function cellsOf(row: string, delimiter: string): readonly CsvCell[] | undefined {
  const cells: CsvCell[] = [];
  for (let start = 0; start <= row.length; ) {
    const isQuoted = row[start] === '"';
    const end = isQuoted ? quotedEnd(row, start) : plainEnd(row, start, delimiter);
    const written = row.slice(start, end);
    if (!isQuoted && written.includes('\r')) return undefined;
    if (isQuoted && end < row.length && row[end] !== delimiter) return undefined;
    const value = isQuoted ? written.slice(1, -1).replaceAll('""', '"') : written;
    cells.push({ start, end, value, isQuoted });
    start = end + 1;
  }
  return cells;
}

function plainEnd(row: string, start: number, delimiter: string): number {
  const end = row.indexOf(delimiter, start);
  return end < 0 ? row.length : end;
}

/** Behind the closing quote. */
function quotedEnd(row: string, start: number): number {
  for (let at = start + 1; ; at += 2) {
    at = row.indexOf('"', at);
    if (at < 0) return row.length;
    if (row[at + 1] !== '"') return at + 1;
  }
}

/** A longer text is not compared with the names of columns. */
const MAX_NAME = 1_000;
const ENDING = /\r?\n$/;

/**
 * A row with its ending as a record whose values are texts; an empty cell is null. A row with fewer or more
 * cells than there are columns is broken, also where the last are empty: nobody can say which value belongs
 * where. Throws {@link NoRecords} for the header of another table, under which all rows behind it stand.
 */
export function csvRecord(bytes: Buffer, dialect: CsvDialect): StoredRecord {
  const whole = strictText(bytes);
  if (whole === undefined) return { bytes, text: '', unread: 'encoding' };
  const row = whole.replace(ENDING, '');
  if (row.trim() === '' && !row.includes(dialect.delimiter)) return { bytes, text: '' };
  if (isSeparatorLine(row, dialect.delimiter)) return { bytes, text: '' };
  const cells = cellsOf(row, dialect.delimiter);
  const { columns } = dialect;
  if (cells?.length !== columns.length || swallowsRows(row, dialect))
    return { bytes, text: row, unread: 'broken' };
  const repeated = headerAmong(cells, dialect);
  if (repeated === 'other') throw new NoRecords('other-columns');
  if (repeated === 'same') return { bytes, text: '' };
  const text = jsonOf(columns, cells);
  const record = exactJson(text) as NonNullable<StoredRecord['record']>;
  const withText = (json: string) =>
    Buffer.from(`${edited(row, { cells, dialect, text, json })}${whole.slice(row.length)}`);
  return { bytes, text, record, withText };
}

/**
 * Whether quotes may have joined several rows: in a table whose program knows no quotes, a cell may begin
 * with one, and another one many rows later seems to close it. Then the lines between look like rows
 * themselves.
 */
function swallowsRows(row: string, { columns, delimiter }: CsvDialect): boolean {
  if (columns.length < 2 || !row.includes('\n')) return false;
  return row
    .split('\n')
    .slice(1)
    .some((line) => line.split(delimiter).length === columns.length);
}

/** Spreadsheets read the delimiter from such a line; it says nothing that is not known already. */
function isSeparatorLine(row: string, delimiter: string): boolean {
  return row.replace(/^\ufeff/, '').toLowerCase() === `sep=${delimiter}`;
}

/**
 * Whether a row is the header again, or that of another table, as where exports were put one behind the
 * other. Names are compared without capitals, marks and quotes. Of another header it shows the columns by
 * which people are found: one of their names is there, and none of them holds what looks like a value.
 */
function headerAmong(
  cells: readonly CsvCell[],
  { columns, needs, bare, hasHeader }: CsvDialect,
): 'same' | 'other' | undefined {
  const isNamed = bare.needs.length === 0 || cells.some(({ value }) => bare.needs.includes(bareName(value)));
  if (!isNamed) return undefined;
  const names = cells.map(({ value }, at) => bareName(headerName(value, at)));
  if (bare.columns.every((name, at) => name === names[at])) return hasHeader ? 'same' : undefined;
  const places = needs.map((name) => names[columns.indexOf(name)] ?? '');
  const isHeader = (name: string) =>
    bare.columns.includes(name) || bare.needs.includes(name) || !/^$|[\d@]/.test(name);
  return needs.length > 0 && places.every(isHeader) ? 'other' : undefined;
}

/** A name of a column without capitals, marks and quotes. */
export function bareName(text: string): string {
  if (text.length > MAX_NAME) return text;
  return text.replaceAll(/^[\s"]+|[\s"]+$/g, '').toLowerCase();
}

/** What a column is called; one without a name goes by its number, counted from 1. */
export function headerName(value: string, at: number): string {
  return value.trim() || `column ${at + 1}`;
}

function jsonOf(columns: readonly string[], cells: readonly CsvCell[]): string {
  const members = columns.map((name, at) => {
    const { value = '' } = cells[at] ?? {};
    return `${JSON.stringify(name)}:${value === '' ? 'null' : JSON.stringify(value)}`;
  });
  return `{${members.join(',')}}`;
}

interface Edit {
  readonly cells: readonly CsvCell[];
  readonly dialect: CsvDialect;
  readonly text: string;
  readonly json: string;
}

/** The row with the cells that differ in the new JSON text; every other character stays. */
function edited(row: string, { cells, dialect, text, json }: Edit): string {
  const before = membersAt(text);
  const after = membersAt(json);
  const strange = after[before.length];
  if (strange !== undefined)
    throw new StoreShapeError('a file has no column for what is to be written', {
      field: strange.name,
      code: 'no-column',
    });
  let result = '';
  let at = 0;
  for (const [nth, member] of after.entries()) {
    const cell = cells[nth];
    const value = cellText(json.slice(member.start, member.end));
    if (cell === undefined || value === cell.value) continue;
    result += row.slice(at, cell.start) + written(value, cell, dialect);
    at = cell.end;
  }
  return result + row.slice(at);
}

function cellText(json: string): string {
  const value: unknown = JSON.parse(json);
  if (value === null) return '';
  return typeof value === 'object' ? json : String(value);
}

/** In quotes where the cell had some, or where it could not be read back without them. */
function written(value: string, { isQuoted }: CsvCell, { delimiter, columns }: CsvDialect): string {
  const isRisky = /["\r\n]|^\s|\s$/.test(value) || value.includes(delimiter);
  const isLost = value === '' && columns.length === 1;
  return isQuoted || isRisky || isLost ? `"${value.replaceAll('"', '""')}"` : value;
}
