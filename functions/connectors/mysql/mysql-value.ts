import type { FieldValue } from '../connector';
import { exactJson, exactNumber, fieldText } from '../exact-json';
import { type Column, isBinary, isTruth } from './relation';

/** The protocol's numbers of the types whose values are no text in a prepared statement. */
const FLOAT = 4;
const BIT = 16;

/** What the driver says of a column of a result. */
export interface ResultColumn {
  readonly name: string;
  readonly columnType?: number | undefined;
  readonly columnLength?: number | undefined;
}

/** One value of a prepared statement as text: bytes as `\x00ff`, bits as `0101`. Exact to the last digit. */
export function rawText(value: unknown, { columnType, columnLength = 0 }: ResultColumn): string | null {
  if (value === null || value === undefined) return null;
  if (Buffer.isBuffer(value))
    return columnType === BIT ? bitsOf(value, columnLength) : `\\x${value.toString('hex')}`;
  if (typeof value === 'number') return columnType === FLOAT ? shortestFloat(value) : String(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function bitsOf(bytes: Buffer, length: number): string {
  return BigInt(`0x${bytes.toString('hex') || '0'}`)
    .toString(2)
    .padStart(length, '0');
}

/** The fewest digits that read back as the same single-precision number. */
function shortestFloat(value: number): string {
  for (let digits = 6; digits < 10; digits += 1) {
    const text = String(Number(value.toPrecision(digits)));
    if (Math.fround(Number(text)) === value) return text;
  }
  return String(value);
}

/**
 * A value as an exact one: `bigint`, `decimal` and dates stay text, times become ISO 8601, binary base64, and
 * JSON is opened only when no number in it would change.
 */
export function mysqlValue(raw: string | null | undefined, column: Column): FieldValue {
  if (raw === null || raw === undefined) return null;
  if (isTruth(column) && (raw === '0' || raw === '1')) return raw === '1';
  if (isBinary(column)) return Buffer.from(raw.slice(2), 'hex').toString('base64');
  switch (column.base) {
    case 'tinyint':
    case 'smallint':
    case 'mediumint':
    case 'int':
    case 'year':
    case 'float':
    case 'double':
      return exactNumber(raw);
    case 'datetime':
      return raw.replace(' ', 'T');
    case 'timestamp':
      return isZero(raw) ? raw.replace(' ', 'T') : `${raw.replace(' ', 'T')}Z`;
    case 'json':
      return exactJson(raw);
    default:
      return raw;
  }
}

/** `0000-00-00`, which stands for no date and belongs to no zone. */
function isZero(raw: string): boolean {
  return raw.startsWith('0000-00-00');
}

/**
 * What is searched for in other tables; bytes stay in hexadecimal, since that is what a search takes.
 */
export function factText(raw: string | null | undefined, column: Column): string | undefined {
  return isBinary(column) ? (raw ?? undefined) : fieldText(mysqlValue(raw, column));
}
