import { columnOf } from '../relational/catalogue';
import { readContentMark } from '../relational/content-mark';
import type { RunSql } from '../relational/run-sql';
import { andHeld, decimalType } from './mysql-condition';
import { type Column, isBinary, isText, isWhole, type Table } from './relation';
import { BoundValues, bytesSql, columnSql, quoteIdentifier } from './sql-text';

/** A row by its key, or one of the rows of a content. */
export interface RowPlace {
  /** Which of the keys asked for; counted from 0. */
  readonly key: number;
  readonly values: readonly string[];
  /** SHA-256 of the row, where it has no key of its own. */
  readonly content?: string;
}

/** Rows named in one statement. */
export const MOST_KEYS = 2_000;

/**
 * SHA-256 of the whole row, from that of each value as the server writes it: the row together may be longer
 * than a value can be.
 */
export function contentHashSql({ columns }: Pick<Table, 'columns'>, alias = 't'): string {
  const parts = columns.map((column) => `IFNULL(SHA2(${hashedSql(column, alias)}, 256), '-')`);
  return `SHA2(CONCAT_WS(' ', ${parts.join(', ')}), 256)`;
}

/** A single-precision number is written with six digits only, and bits with none that can be read. */
function hashedSql(column: Column, alias: string): string {
  const name = columnSql(column, alias);
  if (column.base === 'float' || column.base === 'double') return `CAST(${name} + 0e0 AS CHAR)`;
  if (column.base === 'bit') return `CAST(${name} + 0 AS CHAR)`;
  if (isText(column) || isBinary(column)) return name;
  return column.base.includes('point') || /polygon|linestring|geom/.test(column.base)
    ? `CAST(${name} AS BINARY)`
    : `CAST(${name} AS CHAR)`;
}

/** Whether a row is identified by its content. */
export function lacksKey(table: Table, alias = 't'): string {
  if (table.keyed === 'none') return 'TRUE';
  const empty = table.collection.primaryKey.map(
    (field) => `${columnSql(columnOf(table, field), alias)} IS NULL`,
  );
  return `(${empty.join(' OR ')})`;
}

/**
 * The rows of these keys; a row that is gone has none. With `lock`, no other transaction changes them until
 * this one ends, and rows of the same content are taken in any order: an earlier call may have erased some of
 * them, so that their numbers have moved up.
 */
export async function placesOf(
  run: RunSql,
  table: Table,
  keys: readonly (readonly string[])[],
  lock = false,
): Promise<RowPlace[]> {
  const numbered = keys.map((values, key) => ({ key, values, content: readContentMark(values) }));
  const byKey = numbered.flatMap(({ key, values, content }) => (content ? [] : [{ key, values }]));
  const byContent = numbered.flatMap(({ key, values, content }) =>
    content ? [{ key, values, content: content.hash, nth: Number(content.nth) }] : [],
  );
  return [
    ...(await presentOf(run, table, byKey, lock)),
    ...(byContent.length > 0 ? await byContents(run, table, byContent, lock) : []),
  ];
}

/** Those of these rows with a key that are there. */
export async function presentOf(
  run: RunSql,
  table: Table,
  places: readonly RowPlace[],
  lock: boolean,
): Promise<RowPlace[]> {
  const found: RowPlace[] = [];
  for (const some of portions(places)) {
    const bound = new BoundValues();
    const sql = `SELECT p.place FROM ${keyJoin(table, some, bound)}${lock ? ' FOR UPDATE' : ''}`;
    const { rows } = await run(sql, bound.values);
    found.push(...rows.flatMap(([place]) => some[Number(place) - 1] ?? []));
  }
  return found;
}

export function portions<T>(all: readonly T[], size = MOST_KEYS): T[][] {
  const parts: T[][] = [];
  for (let at = 0; at < all.length; at += size) parts.push(all.slice(at, at + size));
  return parts;
}

/**
 * The keys as a table `p`, with their `place` from 1, joined to their rows `t`. Each key is looked up in the
 * index that keeps it unique, and then compared byte for byte.
 *
 * @param more - further texts for each row, as columns `r0`, `r1` ... of `p`
 */
export function keyJoin(
  table: Table,
  places: readonly RowPlace[],
  bound: BoundValues,
  more: readonly (readonly string[])[] = [],
): string {
  const columns = table.collection.primaryKey.map((field) => columnOf(table, field));
  // MySQL locks no JSON_TABLE, and refuses a statement that seems to ask for it.
  const keys = `(SELECT * FROM ${keysTable(columns, places, bound, more, 'j')}) p`;
  return `${keys} STRAIGHT_JOIN ${table.name} t ON ${isAt(columns, 'p', 't')}${andHeld(table, bound)}`;
}

/** The keys alone. */
export function keysTable(
  columns: readonly Column[],
  places: readonly RowPlace[],
  bound: BoundValues,
  more: readonly (readonly string[])[],
  alias: string,
): string {
  const lines = places.map(({ values }, row) => [
    ...columns.map((column, at) => writtenKey(column, values[at] ?? '')),
    ...more.map((texts) => texts[row] ?? ''),
  ]);
  const shapes = [
    'place FOR ORDINALITY',
    ...columns.map((column, at) => `k${at} ${keyType(column)} PATH '$[${at}]'`),
    ...columns.flatMap((column, at) =>
      column.charset ? [`x${at} LONGTEXT CHARACTER SET utf8mb4 PATH '$[${at}]'`] : [],
    ),
    ...more.map((_, at) => `r${at} VARCHAR(255) CHARACTER SET utf8mb4 PATH '$[${columns.length + at}]'`),
  ];
  return `JSON_TABLE(${bound.bind(JSON.stringify(lines))}, '$[*]' COLUMNS (${shapes.join(', ')})) ${alias}`;
}

/** Whether the row `t` has the key in the row `p`. */
export function isAt(columns: readonly Column[], keys: string, row: string): string {
  return columns.map((column, at) => equality(column, { keys, at }, columnSql(column, row))).join(' AND ');
}

/** A text is looked up in the letters of its column, and compared as it was asked for. */
function equality(
  column: Column,
  { keys, at }: { readonly keys: string; readonly at: number },
  name: string,
): string {
  const key = `${keys}.k${at}`;
  if (column.charset) return `${name} = ${key} AND ${bytesSql(name)} = ${bytesSql(`${keys}.x${at}`)}`;
  return isBinary(column) ? `${name} = UNHEX(${key})` : `${name} = ${key}`;
}

/** Bytes go in hexadecimal, bits as a number. */
function writtenKey(column: Column, value: string): string {
  if (isBinary(column)) return value.replace(/^\\x/, '');
  return column.base === 'bit' && /^[01]+$/.test(value) ? String(BigInt(`0b${value}`)) : value;
}

function keyType(column: Column): string {
  const { base, charset, collation, length, unsigned } = column;
  if (charset && collation) {
    const type = length === null ? 'LONGTEXT' : `VARCHAR(${Math.max(length, 1)})`;
    const sized = base === 'enum' || base === 'set' ? 'VARCHAR(1000)' : type;
    return `${sized} CHARACTER SET ${quoteIdentifier(charset)} COLLATE ${quoteIdentifier(collation)}`;
  }
  if (base === 'year' || isWhole(column)) return unsigned ? 'BIGINT UNSIGNED' : 'BIGINT';
  if (isBinary(column)) return 'LONGTEXT CHARACTER SET utf8mb4';
  switch (base) {
    case 'bit':
      return 'BIGINT UNSIGNED';
    case 'decimal':
      return decimalType(column);
    case 'double':
    case 'float':
      return 'DOUBLE';
    case 'date':
      return 'DATE';
    case 'datetime':
    case 'timestamp':
      return 'DATETIME(6)';
    case 'time':
      return 'TIME(6)';
    default:
      return 'VARCHAR(255) CHARACTER SET utf8mb4';
  }
}

interface Content extends RowPlace {
  readonly content: string;
  readonly nth: number;
}

async function byContents(
  run: RunSql,
  table: Table,
  wanted: readonly Content[],
  lock: boolean,
): Promise<RowPlace[]> {
  const there = await contentCounts(run, table, [...new Set(wanted.map(({ content }) => content))], lock);
  const taken = new Map<string, number>();
  return wanted.flatMap(({ nth, ...place }) => {
    const before = taken.get(place.content) ?? 0;
    taken.set(place.content, before + 1);
    return (lock ? before + 1 : nth) <= (there.get(place.content) ?? 0) ? [place] : [];
  });
}

/** How many rows without a key hold exactly this. */
export async function contentCounts(
  run: RunSql,
  table: Table,
  hashes: readonly string[],
  lock = false,
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const some of portions(hashes, 1_000)) {
    const bound = new BoundValues();
    const hash = contentHashSql(table);
    const sql = `SELECT ${hash} FROM ${table.name} t WHERE ${lacksKey(table)}
      AND ${hash} IN (${bound.bindAll(some)})${andHeld(table, bound)}${lock ? ' FOR UPDATE' : ''}`;
    for (const [found = ''] of (await run(sql, bound.values)).rows)
      counts.set(found ?? '', (counts.get(found ?? '') ?? 0) + 1);
  }
  return counts;
}

/** The condition that a row `alias` is one of these; false where there are none. */
export function isAmong(
  table: Table,
  places: readonly RowPlace[],
  bound: BoundValues,
  alias: string,
): string {
  const columns = table.collection.primaryKey.map((field) => columnOf(table, field));
  const keyed = places.filter(({ content }) => content === undefined);
  const contents = [...new Set(places.flatMap(({ content }) => content ?? []))];
  const byKey =
    keyed.length > 0
      ? [
          `EXISTS (SELECT 1 FROM ${keysTable(columns, keyed, bound, [], 'q')} WHERE ${isAt(columns, 'q', alias)})`,
        ]
      : [];
  const byContent =
    contents.length > 0
      ? [`(${lacksKey(table, alias)} AND ${contentHashSql(table, alias)} IN (${bound.bindAll(contents)}))`]
      : [];
  return [...byKey, ...byContent].join(' OR ') || 'FALSE';
}
