import type { StoreMap } from '../../domain/data-map';
import type { LocatedRow, RowRef } from '../../domain/finding';
import type { LocatedPage } from '../connector';
import { fieldText } from '../exact-json';
import { type CollectionSearch, mappedCollection } from '../mapped-collection';
import { type Catalogue, columnOf, quoted, type Table } from './postgres-catalogue';
import { BoundValues, searchCondition } from './postgres-condition';
import type { RawResult, RunSql } from './postgres-session';
import { postgresValue } from './postgres-value';

const pageSize = 500;
/** A row that more rows than this point at is shared beyond doubt; the rest need not be listed. */
const mostReferrers = 1_000;

export interface CollectionPage {
  readonly rows: readonly LocatedRow[];
  readonly unmapped: LocatedPage['unmapped'];
  /** Key of the last row, when there may be more. */
  readonly after?: readonly string[];
}

export interface LocateContext {
  readonly run: RunSql;
  readonly store: StoreMap;
  readonly catalogue: Catalogue;
}

/** One page of the rows that a search finds in one table, in the order of the primary key. */
export async function locateInTable(
  { run, store, catalogue }: LocateContext,
  search: CollectionSearch,
  after: readonly string[] | undefined,
): Promise<CollectionPage> {
  const table = catalogue.table(search.collection);
  const facts = search.collection.facts.map((field) => columnOf(table, field).name);
  const unknown = unmappedColumns(table);
  const { sql, values } = pageStatement(table, { search, facts, unknown, after });
  const result = await run(sql, values);
  const rows = result.rows.map((row) => locatedRow(table, facts, { ...result, rows: [row] }));
  const last = result.rows.at(-1);
  return {
    rows: await withReferrers({ run, store, catalogue }, table, rows),
    unmapped: unmappedIn(table, unknown, result),
    ...(result.rows.length === pageSize && last
      ? { after: last.slice(0, search.collection.primaryKey.length).map((value) => value ?? '') }
      : {}),
  };
}

function unmappedColumns(table: Table): string[] {
  const mapped = [...table.collection.fields.map((field) => field.name), ...table.collection.primaryKey];
  return table.columns.map((column) => column.name).filter((name) => !mapped.includes(name));
}

interface PageParts {
  readonly search: CollectionSearch;
  readonly facts: readonly string[];
  readonly unknown: readonly string[];
  readonly after: readonly string[] | undefined;
}

function pageStatement(table: Table, { search, facts, unknown, after }: PageParts) {
  const bound = new BoundValues();
  const key = table.collection.primaryKey.map((field) => `t.${quoted(field)}`);
  const holds = (field: string) => `coalesce(t.${quoted(field)}::text NOT IN ('', '{}', '[]'), false)`;
  const shown = [...key, ...facts.map((field) => `t.${quoted(field)}`), ...unknown.map(holds)];
  const found = searchCondition(table, search, bound);
  const beyond =
    after === undefined ? '' : ` AND (${key.join(', ')}) > (${cursorValues(table, after, bound)})`;
  const sql = `SELECT ${shown.join(', ')} FROM ${table.name} t WHERE ${found}${beyond} ORDER BY ${key.join(', ')} LIMIT ${pageSize}`;
  return { sql, values: bound.values };
}

function cursorValues(table: Table, after: readonly string[], bound: BoundValues): string {
  return table.collection.primaryKey
    .map((field, index) => `${bound.bind(after[index])}::${columnOf(table, field).type}`)
    .join(', ');
}

function locatedRow(
  table: Table,
  facts: readonly string[],
  { columns, rows: [row = []] }: RawResult,
): LocatedRow {
  const { primaryKey, name } = table.collection;
  const key = Object.fromEntries(primaryKey.map((field, index) => [field, row[index] ?? '']));
  const known = facts.flatMap((field, index) => {
    const at = primaryKey.length + index;
    const text = fieldText(postgresValue(row[at], columns[at]?.type ?? 0));
    return text === undefined ? [] : [[field, text]];
  });
  return { collection: name, key, facts: Object.fromEntries(known) };
}

function unmappedIn(table: Table, unknown: readonly string[], result: RawResult): LocatedPage['unmapped'] {
  const from = result.columns.length - unknown.length;
  return unknown
    .filter((_, index) => result.rows.some((row) => row[from + index] === 't'))
    .map((field) => ({ collection: table.collection.name, field }));
}

async function withReferrers(
  context: LocateContext,
  table: Table,
  rows: readonly LocatedRow[],
): Promise<readonly LocatedRow[]> {
  const pointers = table.collection.referencedBy;
  if (table.collection.owner !== 'shared' || rows.length === 0) {
    return rows;
  }
  const referrers = new Map<LocatedRow, RowRef[]>(rows.map((row) => [row, []]));
  for (const pointer of pointers) {
    for (const [row, found] of await referrersThrough(context, pointer, rows)) {
      referrers.get(row)?.push(...found);
    }
  }
  return rows.map((row) => ({ ...row, referrers: referrers.get(row) ?? [] }));
}

async function referrersThrough(
  { run, store, catalogue }: LocateContext,
  pointer: Table['collection']['referencedBy'][number],
  rows: readonly LocatedRow[],
): Promise<[LocatedRow, RowRef[]][]> {
  const table = catalogue.table(mappedCollection(store, pointer.collection));
  const owned = (row: LocatedRow) => row.facts[pointer.ownField] ?? row.key[pointer.ownField] ?? '';
  const values = [...new Set(rows.map(owned))].filter((value) => value !== '');
  const bound = new BoundValues();
  const conditions = [{ field: pointer.field, values }];
  const found = searchCondition(table, { collection: table.collection, conditions }, bound);
  const key = table.collection.primaryKey.map((field) => `t.${quoted(field)}`);
  const field = `t.${quoted(columnOf(table, pointer.field).name)}`;
  const sql = `SELECT * FROM (SELECT ${[...key, `${field}::text`].join(', ')},
    row_number() OVER (PARTITION BY ${field} ORDER BY ${key.join(', ')}) AS nth
    FROM ${table.name} t WHERE ${found}) numbered WHERE nth <= ${mostReferrers}`;
  const result = await run(sql, bound.values);
  return rows.map((row) => [row, referrersOf(table, owned(row), result)]);
}

function referrersOf(table: Table, value: string, result: RawResult): RowRef[] {
  const { primaryKey, name } = table.collection;
  return result.rows
    .filter((row) => row[primaryKey.length] === value)
    .map((row) => ({
      collection: name,
      key: Object.fromEntries(primaryKey.map((field, index) => [field, row[index] ?? ''])),
    }));
}
