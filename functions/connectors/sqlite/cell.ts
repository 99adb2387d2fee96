import type { FieldValue } from '../connector';
import { exactNumber } from '../exact-json';
import type { Column } from './relation';
import { quoted } from './sqlite-catalogue';
import type { SqlRow, SqlValue } from './sqlite-session';

/**
 * A stored value with the type that it has by itself: one column may hold several. `garbled` is text whose
 * bytes are not of the encoding of the database, which SQLite does not check.
 *
 * @see https://www.sqlite.org/datatype3.html
 */
export type Cell =
  | { readonly type: 'null' }
  | { readonly type: 'integer'; readonly value: bigint }
  | { readonly type: 'real'; readonly value: number }
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'garbled' | 'blob'; readonly value: Uint8Array };

/**
 * The expressions that {@link readCell} reads, under names of their own. Text comes as bytes: drivers end it
 * at a NUL.
 */
export function cellSql({ name }: Pick<Column, 'name'>, at: number): string {
  const column = `t.${quoted(name)}`;
  const bytes = `CASE typeof(${column}) WHEN 'text' THEN CAST(${column} AS BLOB) ELSE ${column} END`;
  return `typeof(${column}) AS t${at}, ${bytes} AS v${at}`;
}

export function readCell(row: SqlRow, at: number, encoding: string): Cell {
  const value = row[`v${at}`];
  switch (row[`t${at}`]) {
    case 'integer':
      return { type: 'integer', value: BigInt(value as bigint) };
    case 'real':
      return { type: 'real', value: Number(value) };
    case 'text':
      return textCell(value as Uint8Array, encoding);
    case 'blob':
      return { type: 'blob', value: value as Uint8Array };
    default:
      return { type: 'null' };
  }
}

function textCell(bytes: Uint8Array, encoding: string): Cell {
  try {
    return { type: 'text', value: new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { type: 'garbled', value: bytes };
  }
}

/**
 * The exact value: numbers that JSON would round as text, bytes as base64. SQLite knows no truth values; 0
 * and 1 in a column that is declared as BOOLEAN are meant as such.
 */
export function cellValue(cell: Cell, column: Column): FieldValue {
  switch (cell.type) {
    case 'null':
      return null;
    case 'text':
      return cell.value;
    case 'integer':
      if (isTruth(column) && (cell.value === 0n || cell.value === 1n)) return cell.value === 1n;
      return exactNumber(String(cell.value));
    case 'real':
      return Number.isFinite(cell.value) ? cell.value : String(cell.value);
    case 'blob':
      return Buffer.from(cell.value).toString('base64');
    case 'garbled':
      return { 'not in the encoding of the database': Buffer.from(cell.value).toString('base64') };
  }
}

/** The text by which searches and keys know a value; undefined where there is none. */
export function cellText(cell: Cell, column: Column): string | undefined {
  if (cell.type === 'null' || cell.type === 'garbled') return undefined;
  const text = String(cellValue(cell, column));
  return text === '' ? undefined : text;
}

/** Declared as BOOLEAN. */
export function isTruth({ declared }: Column): boolean {
  return /^bool(ean)?$/i.test(declared);
}

/** The same value, to be bound. */
export function boundCell(cell: Cell): SqlValue {
  return cell.type === 'null' ? null : cell.value;
}

/**
 * A value for a statement, with what is bound in it. Drivers end a text at a NUL, so SQLite puts it together.
 */
export interface BoundSql {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

export function boundSql(value: SqlValue): BoundSql {
  if (typeof value !== 'string' || !value.includes('\0')) return { sql: '?', values: [value] };
  const parts = value.split('\0');
  return { sql: `(${parts.map(() => '?').join(' || char(0) || ')})`, values: parts };
}

/** The value of a cell, also of a text that is not in the encoding of the database. */
export function cellBound(cell: Cell): BoundSql {
  const value = boundCell(cell);
  return cell.type === 'garbled' ? { sql: 'CAST(? AS TEXT)', values: [value] } : boundSql(value);
}

/** Every stored value that this text may stand for; {@link AskedValues} decides. */
export function candidates(text: string, column: Column): SqlValue[] {
  const found: SqlValue[] = isWellFormed(text) ? [text] : [];
  if (isTruth(column) && /^(true|false)$/.test(text)) found.push(text === 'true' ? 1n : 0n);
  const whole = /^(-?(?:0|[1-9]\d*))(?:\.0+)?$/.exec(text)?.[1];
  if (whole !== undefined && isInt64(BigInt(whole))) found.push(BigInt(whole));
  if (isNumber(text)) found.push(Number(text));
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length > 0 && bytes.toString('base64') === text) found.push(new Uint8Array(bytes));
  return found;
}

/** A lone surrogate would reach SQLite as U+FFFD, which is another text. */
function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

export function isInt64(value: bigint): boolean {
  return BigInt.asIntN(64, value) === value;
}

/** Written as SQLite and JSON would write a number. */
export function isNumber(text: string): boolean {
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/.test(text) && Number.isFinite(Number(text));
}

/**
 * Values that were asked for in one column: numbers are compared by value, addresses in any ASCII capitals.
 */
export class AskedValues {
  private readonly texts: ReadonlySet<string>;
  private readonly numbers: ReadonlySet<string>;
  private readonly addresses: ReadonlySet<string>;

  constructor(
    private readonly column: Column,
    values: readonly string[],
    isAddress: boolean,
  ) {
    this.texts = new Set(values);
    this.numbers = new Set(values.filter(isNumber).map(plain));
    this.addresses = new Set(isAddress ? values.map(asciiLower) : []);
  }

  has(cell: Cell): boolean {
    const held = cellText(cell, this.column);
    if (held === undefined) return false;
    if (this.texts.has(held)) return true;
    if (cell.type === 'text') return this.addresses.has(asciiLower(held));
    return cell.type !== 'blob' && this.numbers.has(plain(held));
  }
}

/** `42` for `42.00`. */
function plain(number: string): string {
  return /[.]\d+$/.test(number) ? number.replace(/\.?0+$/, '') : number;
}

function asciiLower(text: string): string {
  return text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}
