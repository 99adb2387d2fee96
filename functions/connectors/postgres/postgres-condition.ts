import type { CollectionSearch } from '../mapped-collection';
import { columnOf, quoteIdentifier } from './postgres-catalogue';
import type { Column, Table } from './relation';

/** Collects the values of a statement; each `bind` gives the placeholder to write in its place. */
export class BoundValues {
  readonly values: unknown[] = [];

  bind(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/** `t."email" = ANY($1)` or several of them; rows that any of the conditions finds. */
export function searchCondition(table: Table, search: CollectionSearch, bound: BoundValues): string {
  const conditions = search.conditions.map(({ field, values }) => {
    const column = columnOf(table, field);
    const storable = values.filter(isStorable);
    return foldsCase(table, column)
      ? sameAddress(table, column, storable, bound)
      : equalsOneOf(column, storable, bound);
  });
  return `(${conditions.join(' OR ')})`;
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
export function foldedSql(column: Column, alias: string): string {
  const name = `${alias}${quoteIdentifier(column.name)}`;
  return `lower(${column.base === 'text' && !column.domain ? name : `(${name})::text`} COLLATE "C")`;
}

/**
 * ASCII only, since `COLLATE "C"` knows no other letters: no two addresses become one by the rules of some
 * language. Where only an ordinary `lower(...)` is indexed, it narrows the search first: it folds at least
 * as much.
 */
function sameAddress(table: Table, column: Column, values: readonly string[], bound: BoundValues): string {
  const low = values.map(lowered);
  const exact = `${foldedSql(column, 't.')} = ANY(${bound.bind(low)}::text[])`;
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
  const name = `t.${quoteIdentifier(column.name)}`;
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
      return `${name}::text = ANY(${bound.bind(values.flatMap(asHosts))}::text[])`;
    case 'bpchar':
      return typedAndExact(column, values, bound);
    default:
      if (column.labels) {
        const labels = values.filter((value) => column.labels?.includes(value));
        return typedAndExact(column, labels, bound);
      }
      return isText(column) && !column.strictCollation
        ? `(${name}::text COLLATE "C") = ANY(${bound.bind(uuidsInBothCases(values))}::text[])`
        : `${name}::text = ANY(${bound.bind(uuidsInBothCases(values))}::text[])`;
  }
}

/** By the operator that came with the type: a foreign key or UNIQUE on such a column compares so too. */
function ownEquality(column: Column, values: readonly string[], bound: BoundValues): string {
  const own = `ARRAY(SELECT v::${column.sqlType} FROM unnest(${bound.bind(values)}::text[]) AS v)`;
  return `t.${quoteIdentifier(column.name)} ${column.equality} ANY(${own})`;
}

/** The index answers the first half; the second holds it to the text, digit by digit. */
function typedAndExact(column: Column, values: readonly string[], bound: BoundValues): string {
  const place = bound.bind(values);
  const type = column.labels || column.base === 'bpchar' ? column.sqlType : `pg_catalog.${column.base}`;
  const name = `t.${quoteIdentifier(column.name)}`;
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
