import { StoreShapeError } from '../connector';
import type { Column, Relation } from './relation';

/** Collects the values of a statement; each `bind` gives the placeholder to write in its place, in order. */
export class BoundValues {
  readonly values: unknown[] = [];

  bind(value: unknown): string {
    this.values.push(value);
    return '?';
  }

  bindAll(values: readonly unknown[], written: (place: string) => string = (place) => place): string {
    return values.map((value) => written(this.bind(value))).join(', ');
  }
}

/**
 * An identifier for SQL. Names come from map and catalogue, never from a request; quoting makes odd ones
 * harmless.
 */
export function quoteIdentifier(identifier: string): string {
  if (identifier.includes('\0')) throw new StoreShapeError('a name in the map holds a NUL character');
  return `\`${identifier.replaceAll('`', '``')}\``;
}

/** A relation for SQL, quoted, with its database unless that is the connection's own. */
export function qualifiedName({ schema, table }: Pick<Relation, 'schema' | 'table'>): string {
  return schema === '' ? quoteIdentifier(table) : `${quoteIdentifier(schema)}.${quoteIdentifier(table)}`;
}

/**
 * A bound value in a type. MySQL would take the value itself for one of that type, and a number without a
 * sign for one with a sign: it is a text first.
 *
 * @see https://dev.mysql.com/doc/refman/8.4/en/prepare.html
 */
export function castSql(place: string, type: string): string {
  return `CAST(CAST(${place} AS CHAR) AS ${type})`;
}

/** A column of the row `alias` for SQL. */
export function columnSql({ name }: Pick<Column, 'name'>, alias = 't'): string {
  return `${alias}.${quoteIdentifier(name)}`;
}

/**
 * A text as its bytes in UTF-8. Compared so, no collation calls different texts equal, and trailing spaces
 * count.
 */
export function bytesSql(expression: string): string {
  return `CAST(CONVERT(${expression} USING utf8mb4) AS BINARY)`;
}
