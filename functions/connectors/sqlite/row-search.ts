import type { StoreMap } from '../../domain/data-map';
import type { RowRef } from '../../domain/finding';
import { setField } from '../../domain/set-field';
import type { CollectionSearch } from '../mapped-collection';
import { AskedValues, boundSql, type Cell, candidates, cellSql, cellText, readCell } from './cell';
import type { Column, Table } from './relation';
import { type Catalogue, columnOf, quoted } from './sqlite-catalogue';
import type { Sql, SqlRow, SqlValue } from './sqlite-session';

/** One transaction, and what it has read of the schema. */
export interface Reading {
  readonly sql: Sql;
  readonly store: StoreMap;
  readonly catalogue: Catalogue;
  /** Of the text in the file, as TextDecoder names it. */
  readonly encoding: string;
}

export interface FoundRow {
  readonly cells: ReadonlyMap<string, Cell>;
  /** The columns of `sql` as they came. */
  readonly row: SqlRow;
}

export interface RowQuery {
  readonly columns: readonly Column[];
  /** Further expressions over `t`. */
  readonly expressions?: readonly string[];
  /** What stands before the table behind FROM. */
  readonly before?: string;
  readonly where: string;
  readonly values: readonly SqlValue[];
  readonly order?: boolean;
  readonly limit?: number;
}

/** Rows of a table, read exactly. */
export function* readRows(
  { sql, encoding }: Reading,
  table: Pick<Table, 'name' | 'order'>,
  query: RowQuery,
): Generator<FoundRow> {
  const { columns, expressions = [], before = '', where, values, order, limit } = query;
  const select = [...columns.map(cellSql), ...expressions, '1'].join(', ');
  const sorted = order ? ` ORDER BY ${orderColumns(table).join(', ')}` : '';
  const most = limit === undefined ? '' : ` LIMIT ${limit}`;
  const text = `SELECT ${select} FROM ${before}main.${quoted(table.name)} t WHERE ${where}${sorted}${most}`;
  for (const row of sql.each(text, values))
    yield { row, cells: new Map(columns.map((column, at) => [column.name, readCell(row, at, encoding)])) };
}

/** For ORDER BY, and for a comparison with the last row of a page. */
export function orderColumns({ order }: Pick<Table, 'order'>): string[] {
  return order.map(({ column, collation }) => `t.${quoted(column.name)} COLLATE ${quoted(collation)}`);
}

/** A condition that holds in every row that the search finds, and how to tell which of them it finds. */
export interface Finder {
  readonly where: string;
  readonly values: readonly SqlValue[];
  readonly columns: readonly Column[];
  finds(row: FoundRow): boolean;
}

/**
 * SQLite turns what it compares into the type of a column and ignores what its collation ignores, so that an
 * index helps; what it finds is compared again.
 */
export function finderOf(table: Table, conditions: CollectionSearch['conditions']): Finder {
  const parts = conditions.map(({ field, values }) => {
    const column = columnOf(table, field);
    const isAddress = table.addresses.includes(field);
    const bound = values.flatMap((value) => candidates(value, column)).map(boundSql);
    const marks = bound.map(({ sql }) => sql).join(', ');
    return {
      column,
      bound: bound.flatMap((one) => one.values),
      where: `t.${quoted(field)}${isAddress ? ' COLLATE NOCASE' : ''} IN (${marks})`,
      asked: new AskedValues(column, values, isAddress),
    };
  });
  return {
    where: `(${parts.map(({ where }) => where).join(' OR ')})`,
    values: parts.flatMap(({ bound }) => bound),
    columns: parts.map(({ column }) => column),
    finds: ({ cells }) =>
      parts.some(({ column, asked }) => asked.has(cells.get(column.name) ?? { type: 'null' })),
  };
}

/** Each column once. */
export function distinct(columns: readonly Column[]): Column[] {
  return [...new Map(columns.map((column) => [column.name, column])).values()];
}

/** The key of a row; fields without a text are empty. */
export function keyOf(table: Table, { cells }: FoundRow): RowRef['key'] {
  const key: Record<string, string> = {};
  for (const column of table.key) setField(key, column.name, textIn(cells, column) ?? '');
  return key;
}

/** Whether every field of the key says something, so that the row can be named. */
export function isNamed(table: Table, { cells }: FoundRow): boolean {
  return table.key.every((column) => textIn(cells, column) !== undefined);
}

export function textIn(cells: FoundRow['cells'], column: Column): string | undefined {
  return cellText(cells.get(column.name) ?? { type: 'null' }, column);
}
