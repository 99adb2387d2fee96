import { isIP } from 'node:net';
import { rowsHeld } from '../divided-table';
import type { CollectionSearch } from '../mapped-collection';
import { columnOf } from '../relational/catalogue';
import { columnSql, quoteIdentifier } from './postgres-catalogue';
import type { Column, Table } from './relation';

/** Collects the values of a statement; each `bind` gives the placeholder to write in its place. */
export class BoundValues {
  readonly values: unknown[] = [];

  bind(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/**
 * `t."email" = ANY($1)` or several of them; rows of the collection that any of the conditions finds.
 */
export function searchCondition(table: Table, search: CollectionSearch, bound: BoundValues): string {
  const conditions = search.conditions.map(({ field, values }) => {
    const column = columnOf(table, field);
    const storable = values.filter(isStorable);
    return foldsCase(table, column)
      ? sameAddress(table, column, storable, bound)
      : equalsOneOf(column, storable, bound);
  });
  return `((${conditions.join(' OR ')})${andHeld(table, bound)})`;
}

/** ` AND ...` for the rows that the collection holds of a table that it shares; empty where it has all. */
export function andHeld(table: Table, bound: BoundValues): string {
  const held = rowsHeld(table.collection);
  if (held === undefined) return '';
  const is = textEquals(columnOf(table, held.column), bound.bind(held.values));
  return held.others ? ` AND (${is}) IS NOT TRUE` : ` AND ${is}`;
}

/** E-mail addresses in text match without regard to ASCII capitals; everything else exactly. */
export function foldsCase({ addresses }: Table, column: Column): boolean {
  return addresses.includes(column.name) && isText(column);
}

/** One text for all values of a column that a search of it calls equal. */
export function comparedForm(table: Table, column: Column, text: string): string {
  if (column.base === 'numeric') return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  if (column.base === 'citext') return text.toLowerCase();
  return foldsCase(table, column) || isUuid(text) ? lowered(text) : text;
}

function lowered(text: string): string {
  return text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** Whole numbers and those with a fraction compare by their worth. */
export function isNumber({ base }: Column): boolean {
  return ['int2', 'int4', 'int8', 'numeric'].includes(base);
}

export function isText({ base }: Column): boolean {
  return ['text', 'varchar', 'bpchar', 'citext'].includes(base);
}

/** The expression that {@link sameAddress} compares, as an index must hold it. */
export function foldedSql(column: Column, alias: 't' | ''): string {
  const name = columnSql(alias, column);
  return `lower(${column.base === 'text' && !column.domain ? name : `(${name})::text`} COLLATE "C")`;
}

/**
 * ASCII only, since `COLLATE "C"` knows no other letters: no two addresses become one by the rules of some
 * language. Where only an ordinary `lower(...)` is indexed, it narrows the search first: it folds at least
 * as much.
 */
function sameAddress(table: Table, column: Column, values: readonly string[], bound: BoundValues): string {
  const low = values.map(lowered);
  const exact = `${foldedSql(column, 't')} = ANY(${bound.bind(low)}::text[])`;
  if (column.base === 'citext') return `(${ownEquality(column, values, bound)} AND ${exact})`;
  const ordinary = ordinaryLower(table, column);
  if (servesFoldedSearch(table, column) || ordinary === undefined) return exact;
  const both = bound.bind([...values, ...low]);
  const either = `ARRAY(SELECT pg_catalog.lower(v) FROM unnest(${both}::text[]) AS v)`;
  return `(${ordinary} = ANY(${either}) AND ${exact})`;
}

/** Whether an index answers a search that ignores capitals. */
export function servesFoldedSearch(
  { indexExpressions }: Pick<Table, 'indexExpressions'>,
  column: Column,
): boolean {
  if (column.base === 'citext') return true;
  const wanted = plainExpression(foldedSql(column, ''));
  return indexExpressions.some((expression) => plainExpression(expression) === wanted);
}

function ordinaryLower({ indexExpressions }: Table, column: Column): string | undefined {
  const forms = [`lower(${quoteIdentifier(column.name)})`, `lower((${quoteIdentifier(column.name)})::text)`];
  const indexed = indexExpressions.some((one) =>
    forms.some((form) => plainExpression(form) === plainExpression(one)),
  );
  return indexed ? `lower((t.${quoteIdentifier(column.name)})::text)` : undefined;
}

/** Without brackets, quotes and casts to text, in which PostgreSQL writes the same expression variously. */
function plainExpression(expression: string): string {
  return expression.replaceAll(/::text|[()"\s]/g, '');
}

/**
 * Compares as text, exactly; but in the column's own type where that says the same, so that its index
 * serves. Text that no value of the column could have (an address asked of a number) is left out and finds
 * nothing.
 */
function equalsOneOf(column: Column, values: readonly string[], bound: BoundValues): string {
  const name = columnSql('t', column);
  switch (column.base) {
    case 'int2':
    case 'int4':
    case 'int8':
      return `${name} = ANY(${bound.bind(values.map(wholeNumber).filter(isBigint))}::bigint[])`;
    case 'uuid':
      return `${name} = ANY(${bound.bind(values.filter(isUuid).map(lowered))}::uuid[])`;
    case 'citext':
      return ownEquality(column, values, bound);
    case 'numeric':
      return `${name} = ANY(${bound.bind(values.filter(isNumeric))}::numeric[])`;
    case 'date':
      return typedAndExact(column, values.filter(isDate), bound);
    case 'bytea':
      return typedAndExact(column, values.filter(isHex), bound);
    case 'timestamp':
    case 'timestamptz':
      return ownEquality(column, values.filter(isMoment), bound);
    case 'inet':
      return typedAndExact(column, values.flatMap(asHosts).filter(isNetwork), bound);
    case 'bpchar':
      return typedAndExact(column, values, bound);
    default:
      if (column.labels) {
        const labels = values.filter((value) => column.labels?.includes(value));
        return typedAndExact(column, labels, bound);
      }
      return textEquals(column, bound.bind(uuidsInBothCases(values)));
  }
}

/** Where the collation calls more texts equal than are, its index narrows the search first. */
function textEquals(column: Column, place: string): string {
  const name = columnSql('t', column);
  const own = `${name}::text = ANY(${place}::text[])`;
  return isText(column) && !column.strictCollation
    ? `(${own} AND (${name}::text COLLATE "C") = ANY(${place}::text[]))`
    : own;
}

/** What an index has to hold so that it serves a search for one value of the column. */
export function indexedSql(table: Table, column: Column): string {
  if (foldsCase(table, column) && column.base !== 'citext') return `(${foldedSql(column, '')})`;
  const isTyped = isText(column) || column.labels || INDEXED_TYPES.has(column.base);
  const name = columnSql('', column);
  return isTyped ? name : `(${name}::text)`;
}

/** Types that are compared as they are; those without a line in {@link equalsOneOf} as text. */
const INDEXED_TYPES = new Set(
  'int2 int4 int8 numeric uuid citext date bytea timestamp timestamptz inet bpchar'.split(' '),
);

/** A value that the column may have and that no row is likely to: what a search for it costs is usual. */
export function sampleValue({ base, labels }: Column): string {
  return labels?.at(-1) ?? SAMPLES[base] ?? 'nobody@rightsdesk.invalid';
}

const SAMPLES: Readonly<Record<string, string>> = {
  int2: '-9876',
  int4: '-987654321',
  int8: '-987654321',
  numeric: '-987654321',
  uuid: '9f8e7d6c-0000-4000-8000-00000000abcd',
  date: '1901-02-03',
  timestamp: '1901-02-03 04:05:06',
  timestamptz: '1901-02-03 04:05:06+00',
  bytea: '\\x00',
  inet: '198.51.100.7',
  bpchar: 'x',
};

/** By the operator that came with the type: a foreign key or UNIQUE on such a column compares so too. */
function ownEquality(column: Column, values: readonly string[], bound: BoundValues): string {
  const own = `ARRAY(SELECT v::${column.sqlType} FROM unnest(${bound.bind(values)}::text[]) AS v)`;
  return `${columnSql('t', column)} ${column.equality} ANY(${own})`;
}

/** The index answers the first half; the second holds it to the text, digit by digit. */
function typedAndExact(column: Column, values: readonly string[], bound: BoundValues): string {
  const place = bound.bind(values);
  const type = column.labels || column.base === 'bpchar' ? column.sqlType : `pg_catalog.${column.base}`;
  const name = columnSql('t', column);
  const own = `ARRAY(SELECT v::${type} FROM unnest(${place}::text[]) AS v)`;
  return `(${name} ${column.equality} ANY(${own}) AND ${name}::text = ANY(${place}::text[]))`;
}

/** PostgreSQL text holds no NUL, and UTF-8 no half of a pair. */
function isStorable(value: string): boolean {
  return !value.includes('\0') && !/\p{Surrogate}/u.test(value);
}

function isBigint(value: string): boolean {
  return /^(?:0|-?[1-9]\d{0,18})$/.test(value) && BigInt(value) === BigInt.asIntN(64, BigInt(value));
}

/** What a `numeric(10,2)` writes as 42.00 is the 42 of a bigint. */
function wholeNumber(value: string): string {
  return value.replace(/^(-?\d+)\.0+$/, '$1');
}

/** As PostgreSQL writes it: 007 is a text, and no number. */
function isNumeric(value: string): boolean {
  return /^-?(?:0|[1-9]\d{0,999})(?:\.\d{1,1000})?$/.test(value);
}

function isDate(value: string): boolean {
  if (!/^(?!0000)\d{4}-\d\d-\d\d$/.test(value)) return false;
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
}

/** A cast writes the length of the network, and a query does not. */
function asHosts(value: string): string[] {
  return [value, `${value}/32`, `${value}/128`];
}

function isNetwork(value: string): boolean {
  const [, address = '', length = ''] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(value) ?? [];
  const version = isIP(address);
  return version > 0 && Number(length) <= (version === 4 ? 32 : 128) && !address.includes('%');
}

/** As PostgreSQL writes it, or as ISO 8601. */
function isMoment(value: string): boolean {
  return /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d(?::\d\d)?)?$/.test(value);
}

/** As the session's `bytea_output` writes it. */
function isHex(value: string): boolean {
  return /^\\x(?:[0-9a-f]{2})*$/.test(value);
}

/** In text, a UUID is written either way. */
function uuidsInBothCases(values: readonly string[]): string[] {
  const other = values.filter(isUuid).flatMap((value) => [value.toLowerCase(), value.toUpperCase()]);
  return [...new Set([...values, ...other])];
}

function isUuid(value: string): boolean {
  return /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(value);
}
