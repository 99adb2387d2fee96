import { rowsHeld } from '../divided-table';
import type { CollectionSearch } from '../mapped-collection';
import { columnOf } from '../relational/catalogue';
import { type Column, isBinary, isText, isTruth, isWhole, type Table } from './relation';
import { type BoundValues, bytesSql, castSql, columnSql, quoteIdentifier } from './sql-text';

/** Rows `t` of the collection that any of the conditions finds. */
export function searchCondition(
  table: Pick<Table, 'collection' | 'columns' | 'inner' | 'addresses'>,
  search: CollectionSearch,
  bound: BoundValues,
): string {
  const conditions = search.conditions.map(({ field, values }) => {
    const column = columnOf<Column>(table, field);
    const storable = values.filter(isStorable);
    return foldsCase(table, column)
      ? sameAddress(column, storable, bound)
      : equalsOneOf(column, storable, bound);
  });
  return `((${conditions.join(' OR ')})${andHeld(table, bound)})`;
}

/** ` AND ...` for the rows that the collection holds of a table that it shares; empty where it has all. */
export function andHeld(
  table: Pick<Table, 'collection' | 'columns' | 'inner' | 'inner'>,
  bound: BoundValues,
): string {
  const held = rowsHeld(table.collection);
  if (held === undefined) return '';
  const is = equalsOneOf(columnOf<Column>(table, held.column), held.values, bound);
  return held.others ? ` AND (${is}) IS NOT TRUE` : ` AND ${is}`;
}

/** E-mail addresses in text match without regard to ASCII capitals; everything else exactly. */
export function foldsCase({ addresses }: Pick<Table, 'addresses'>, column: Column): boolean {
  return addresses.includes(column.name) && isText(column);
}

/** One text for all values of a column that a search of it calls equal. */
export function comparedForm(table: Table, column: Column, text: string): string {
  if (column.base === 'decimal') return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return foldsCase(table, column) || isUuid(text) ? lowered(text) : text;
}

export function lowered(text: string): string {
  return text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/**
 * ASCII only: `LOWER` would fold letters of all languages, and make one of addresses that are two. Other
 * letters than those asked for need no folding, since a text with them is no match anyway.
 */
export function foldedSql(expression: string, values: readonly string[]): string {
  const letters = new Set(values.join('').replaceAll(/[^a-z]/g, ''));
  const text = `CONVERT(${expression} USING utf8mb4) COLLATE utf8mb4_bin`;
  return [...letters].reduce(
    (folded, letter) => `REPLACE(${folded}, '${letter.toUpperCase()}', '${letter}')`,
    text,
  );
}

/** An index answers the first half where its collation ignores capitals; the second is exact. */
function sameAddress(column: Column, values: readonly string[], bound: BoundValues): string {
  if (values.length === 0) return 'FALSE';
  const low = values.map(lowered);
  const serves = (value: string) => servesFoldedSearch(column, value);
  return narrowedBy(column, low, serves, bound, (some) => {
    const folded = `CAST(${foldedSql(columnSql(column), some)} AS BINARY)`;
    return `${folded} IN (${bound.bindAll(some, (place) => bytesSql(place))})`;
  });
}

/**
 * The exact condition, and in front of it the column's own for its index; without that where the column could
 * not hold the value in its letters, which MySQL refuses to ask.
 */
function narrowedBy(
  column: Column,
  values: readonly string[],
  serves: (value: string) => boolean,
  bound: BoundValues,
  exactly: (values: readonly string[]) => string,
): string {
  const narrow = values.filter((value) => serves(value) && isWritable(column, value));
  const wide = values.filter((value) => !narrow.includes(value));
  const parts = [
    ...(narrow.length > 0 ? [`${ownEquality(column, narrow, bound)} AND ${exactly(narrow)}`] : []),
    ...(wide.length > 0 ? [exactly(wide)] : []),
  ];
  return `(${parts.join(' OR ')})`;
}

/** Whether the column's character set certainly has all letters of a text. */
function isWritable({ charset }: Pick<Column, 'charset'>, text: string): boolean {
  if (/^utf(?:8mb4|16|16le|32)$/.test(charset ?? '')) return true;
  if (/^(?:utf8|utf8mb3|ucs2)$/.test(charset ?? '')) return !/[\u{10000}-\u{10FFFF}]/u.test(text);
  return charset !== 'swe7' && /^[\x20-\x7e]*$/.test(text);
}

/**
 * Whether the column's own collation calls all capitals of a text equal that the desk does. Where two letters
 * count as one, `aA` is none of its capitals: the collations of MySQL 9.7 and MariaDB 10.11 were asked for
 * each pair of letters.
 */
export function servesFoldedSearch({ collation }: Pick<Column, 'collation'>, text = ''): boolean {
  const name = collation ?? '';
  if (!/_ci$/.test(name) || APART.test(name)) return false;
  return !PAIRS.some(([language, pairs]) => language.test(name) && pairs.test(text));
}

/** `I` and `i`, in cp866 `J` and `j`, and in latin7 `T` and `t`, are letters of their own. */
const APART = /turkish|_tr_|^(?:cp866|latin7)_general_/;

const PAIRS: readonly (readonly [language: RegExp, pairs: RegExp])[] = [
  [/danish|norwegian|_(?:da|nb|nn)_/, /aa/],
  [/czech|slovak|lithuanian|_(?:cs|sk|lt)_/, /ch/],
  [/spanish2|spanish_trad|_es_trad_/, /ch|ll/],
  [/hungarian|_hu_/, /cs|dz|gy|ly|ny|sz|ty|zs/],
  [/croatian|bosnian|_(?:hr|bs|sr_latn)_/, /lj|nj/],
];

/** By the column's own collation, so that its index serves: never fewer than are the same byte for byte. */
export function ownEquality(column: Column, values: readonly string[], bound: BoundValues): string {
  const { charset, collation } = column;
  const inOwn = (place: string) =>
    charset && collation
      ? `CONVERT(${place} USING ${quoteIdentifier(charset)}) COLLATE ${quoteIdentifier(collation)}`
      : place;
  return `${columnSql(column)} IN (${bound.bindAll(values, inOwn)})`;
}

/**
 * Compares as text, exactly; but in the column's own type where that says the same, so that its index
 * serves. Text that no value of the column could have (an address asked of a number) is left out and finds
 * nothing: MySQL itself would read it as 0.
 */
function equalsOneOf(column: Column, values: readonly string[], bound: BoundValues): string {
  const wanted = values.flatMap((value) => storedForms(column, value));
  if (wanted.length === 0) return 'FALSE';
  const name = columnSql(column);
  if (isWhole(column)) return `${name} IN (${bound.bindAll(wanted, wholeSql(wanted))})`;
  if (isBinary(column))
    return `${name} IN (${bound.bindAll(
      wanted.map((value) => value.slice(2)),
      (place) => `UNHEX(${place})`,
    )})`;
  switch (column.base) {
    case 'bit':
      return `(${name} + 0) IN (${bound.bindAll(
        wanted.map((bits) => String(BigInt(`0b${bits}`))),
        (place) => castSql(place, 'UNSIGNED'),
      )})`;
    case 'decimal':
      return `${name} IN (${bound.bindAll(wanted, (place) => castSql(place, decimalType(column)))})`;
    case 'double':
      return `${name} IN (${bound.bindAll(wanted, (place) => `(CAST(${place} AS CHAR) + 0e0)`)})`;
    case 'date':
      return `${name} IN (${bound.bindAll(wanted, (place) => castSql(place, 'DATE'))})`;
    case 'datetime':
    case 'timestamp':
      return `${name} IN (${bound.bindAll(wanted, (place) => castSql(place, 'DATETIME(6)'))})`;
    case 'time':
      return `${name} IN (${bound.bindAll(wanted, (place) => castSql(place, 'TIME(6)'))})`;
    default:
      return column.charset
        ? narrowedBy(
            column,
            wanted,
            () => true,
            bound,
            (some) => `${bytesSql(name)} IN (${bound.bindAll(some, (place) => bytesSql(place))})`,
          )
        : `CAST(${name} AS CHAR) IN (${bound.bindAll(wanted)})`;
  }
}

/** Beyond 2^63 a number is unsigned or not at all. */
function wholeSql(values: readonly string[]): (place: string) => string {
  const types = values.map((value) => (BigInt(value) > 2n ** 63n - 1n ? 'UNSIGNED' : 'SIGNED'));
  let at = 0;
  return (place) => {
    const type = types[at] ?? 'SIGNED';
    at += 1;
    return castSql(place, type);
  };
}

export function decimalType({ precision, scale }: Pick<Column, 'precision' | 'scale'>): string {
  return `DECIMAL(${precision}, ${scale})`;
}

/** What the column holds if it holds this text; empty where it cannot. */
export function storedForms(column: Column, value: string): string[] {
  if (isTruth(column) && /^(?:true|false)$/.test(value)) return [value === 'true' ? '1' : '0'];
  // MySQL takes 24 for the year 2024.
  if (column.base === 'year') return /^\d{4}$/.test(value) ? [value] : [];
  if (isWhole(column)) return [wholeNumber(value)].filter(isBigNumber);
  if (isBinary(column)) return isHex(value) ? [value] : [];
  switch (column.base) {
    case 'bit':
      return /^[01]{1,64}$/.test(value) ? [value] : [];
    case 'decimal':
      return isDecimal(value, column) ? [value] : [];
    case 'double':
      return String(Number(value)) === value ? [value] : [];
    case 'date':
      return isDate(value) ? [value] : [];
    case 'datetime':
      return isMoment(value) ? [value.replace('T', ' ')] : [];
    case 'timestamp':
      return inUtc(value);
    case 'time':
      return /^-?\d{2,3}:[0-5]\d:[0-5]\d(?:\.\d{1,6})?$/.test(value) ? [value] : [];
    case 'enum':
      return column.labels?.includes(value) ? [value] : [];
    default:
      return uuidInBothCases(value);
  }
}

/** UTF-8 has no half of a pair; MySQL may hold a NUL, and no search asks for one. */
function isStorable(value: string): boolean {
  return !value.includes('\0') && !/\p{Surrogate}/u.test(value);
}

/** What a `decimal(10,2)` writes as 42.00 is the 42 of a bigint. */
function wholeNumber(value: string): string {
  return value.replace(/^(-?\d+)\.0+$/, '$1');
}

function isBigNumber(value: string): boolean {
  if (!/^(?:0|-?[1-9]\d{0,19})$/.test(value)) return false;
  const number = BigInt(value);
  return number >= -(2n ** 63n) && number < 2n ** 64n;
}

/** As MySQL writes it (007 is a text, and no number), and with no more digits than the column has. */
function isDecimal(value: string, { precision, scale }: Column): boolean {
  const [, whole = '', fraction = ''] = /^-?(0|[1-9]\d{0,64})(?:\.(\d{1,65}))?$/.exec(value) ?? [];
  if (whole === '') return false;
  const digits = whole === '0' ? 0 : whole.length;
  return digits <= precision - scale && fraction.replace(/0+$/, '').length <= scale;
}

/** With the days that MySQL has and the calendar has not: `0000-00-00`, `2024-02-00`. */
function isDate(value: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value) ?? [];
  if (year === undefined || month === undefined || day === undefined) return false;
  if (month === '00' || day === '00') return Number(month) <= 12 && Number(day) <= 31;
  const real = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(real.getTime()) && real.toISOString().startsWith(value);
}

function isMoment(value: string): boolean {
  const [, date = '', rest = ''] = /^([^ T]+)[ T](.+)$/.exec(value) ?? [];
  return isDate(date) && /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?$/.test(rest);
}

/** A `timestamp` is a moment, which the session writes in UTC. */
function inUtc(value: string): string[] {
  const plain = value.replace(/(?:Z|[+-]00(?::?00)?)$/, '');
  return isMoment(plain) ? [plain.replace('T', ' ')] : [];
}

function isHex(value: string): boolean {
  return /^\\x(?:[0-9a-f]{2})*$/.test(value);
}

/** In text, a UUID is written either way. */
function uuidInBothCases(value: string): string[] {
  return isUuid(value) ? [...new Set([value, value.toLowerCase(), value.toUpperCase()])] : [value];
}

function isUuid(value: string): boolean {
  return /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(value);
}
