import { defined } from '../../domain/defined';
import { type LocatedPage, StoreShapeError } from '../connector';
import type { CollectionSearch } from '../mapped-collection';
import { type BlankedColumn, blankedColumns } from '../relational/blanked-columns';
import { columnOf } from '../relational/catalogue';
import { readContentMark } from '../relational/content-mark';
import { faultPlace } from '../relational/fault-place';
import type { CollectionPage, LocateContext } from '../relational/locate-context';
import { type LocatedColumns, locatedRowReader } from '../relational/located-row';
import { assertDistinct, cutToLength, firstContent, keyOf, type ReadRows } from '../relational/located-rows';
import { withReferenceForms } from '../relational/reference-forms';
import type { RawResult, RunSql } from '../relational/run-sql';
import { PAGE_ROWS } from '../relational/search-slices';
import { assertSearchableColumns } from '../relational/searched-columns';
import { assertReferredValuesUnique } from './assert-referred-values-unique';
import { referenceWays } from './loose-references';
import { searchCondition } from './mysql-condition';
import { withFaultPlace } from './mysql-errors';
import { withReferrers } from './mysql-referrers';
import { mysqlRowTexts } from './mysql-row-texts';
import type { Column, Relation, Table } from './relation';
import { contentHashSql, keysTable, lacksKey } from './row-key';
import { shownSql } from './shown-column';
import { BoundValues, columnSql, quoteIdentifier } from './sql-text';
import { isFilledSql, unmappedColumns } from './unmapped-columns';

interface PageParts extends LocatedColumns {
  readonly search: CollectionSearch;
  readonly unknown: readonly Column[];
  readonly after: readonly string[] | undefined;
}

/**
 * One page of the rows that a search finds in one table, in the order of the primary key. Rows without a key
 * of their own come last and are identified by their content, so that none is left out.
 */
export async function locateInTable(
  context: LocateContext<Relation>,
  search: CollectionSearch,
  after: readonly string[] | undefined,
): Promise<CollectionPage> {
  const table = context.catalogue.table(search.collection);
  assertSearchableColumns(context.catalogue, table);
  const facts = search.collection.facts.map((field) => columnOf(table, field).name);
  const blanked = blankedColumns(table, facts);
  const parts = { search, facts, blanked, unknown: unmappedColumns(table, context.store), after };
  return withFaultPlace(faultPlace(search.collection), async () => {
    const page = await readPage(context.run, table, parts);
    await assertReferredValuesUnique(context, table, page.rows);
    const rows = await withReferenceForms(context, search, page.rows, referenceWays(context.run));
    return cutToLength(table, { ...page, rows: await withReferrers(context, table, rows) });
  });
}

async function readPage(run: RunSql, table: Table, parts: PageParts): Promise<ReadRows> {
  const inContents =
    table.keyed === 'none' || (parts.after !== undefined && readContentMark(parts.after) !== undefined);
  const { sql, values } = inContents ? contentStatement(table, parts) : keyStatement(table, parts);
  const result = await run(sql, values);
  const rows = result.rows.map(locatedRowReader(table, parts, mysqlRowTexts(readColumns(table, parts))));
  assertDistinct(table, rows);
  const last = rows.at(-1);
  const isFull = result.rows.length === PAGE_ROWS && last !== undefined;
  const after = isFull
    ? keyOf(table, last)
    : inContents || table.keyed === 'all'
      ? undefined
      : firstContent(table);
  return { rows, unmapped: unmappedIn(table, parts.unknown, result), isFull, ...defined({ after }) };
}

/** The columns of a result, up to those that say whether something is there. */
function readColumns(table: Table, { facts, blanked }: LocatedColumns): Column[] {
  const names = [...table.collection.primaryKey, ...facts, ...blanked.flatMap(({ field }) => [field, field])];
  return names.map((name) => columnOf(table, name));
}

function shownColumns(table: Table, { facts, blanked, unknown }: PageParts): string[] {
  return [
    ...facts.map((field) => shownSql(columnOf(table, field))),
    ...blanked.flatMap((one) => shortValueSql(table, one)),
    ...unknown.map((column) => isFilledSql(column)),
  ];
}

/** Two expressions: the value where it is short, and whether it is too long to equal the blank. */
function shortValueSql(table: Table, { field, longest }: BlankedColumn): [string, string] {
  const column = columnOf(table, field);
  const isLong = `(OCTET_LENGTH(${columnSql(column)}) > ${longest})`;
  return [`CASE WHEN ${isLong} THEN NULL ELSE ${shownSql(column)} END`, isLong];
}

/** A `float` equals no number that is written down, so that a row could be found and not be read again. */
function assertNameable({ collection }: Table, columns: readonly Column[]): void {
  const float = columns.find(({ base }) => base === 'float');
  if (float === undefined) return;
  throw new StoreShapeError(`the key of ${collection.name} is a float, by which no row can be named`, {
    ...faultPlace(collection),
    field: float.name,
    code: 'no-key',
  });
}

function keyStatement(table: Table, parts: PageParts) {
  const bound = new BoundValues();
  const columns = table.collection.primaryKey.map((field) => columnOf(table, field));
  assertNameable(table, columns);
  const key = columns.map((column) => columnSql(column));
  const shown = [...key, ...shownColumns(table, parts)];
  const behind = parts.after === undefined ? '' : `${lastKey(columns, parts.after, bound)} STRAIGHT_JOIN `;
  const beyond = parts.after === undefined ? '' : ` AND ${isBehind(columns)}`;
  const found = searchCondition(table, parts.search, bound);
  const filled = table.keyed === 'all' ? '' : ` AND NOT ${lacksKey(table)}`;
  const sql = `SELECT ${shown.join(', ')} FROM ${behind}${table.name} t
    WHERE ${found}${filled}${beyond} ORDER BY ${columns.map(orderSql).join(', ')} LIMIT ${PAGE_ROWS}`;
  return { sql, values: bound.values };
}

/** The last key of the page before, in the types of its columns, as a table `p` of one row. */
function lastKey(columns: readonly Column[], after: readonly string[], bound: BoundValues): string {
  return keysTable(columns, [{ key: 0, values: after }], bound, [], 'p');
}

/** In the order of the columns' own collations, as the rows come. */
function isBehind(columns: readonly Column[]): string {
  const steps = columns.map((column, at) => {
    const same = columns.slice(0, at).map((one, n) => `${columnSql(one)} = ${keySql(one, n)}`);
    return `(${[...same, `${orderSql(column)} > ${keySql(column, at)}`].join(' AND ')})`;
  });
  return `(${steps.join(' OR ')})`;
}

/** A choice from a list is sorted by its place in the list, and compared with a key by its text. */
function orderSql(column: Column): string {
  const isChoice = column.base === 'enum' || column.base === 'set';
  return isChoice ? `CONCAT(${columnSql(column)}, '')` : columnSql(column);
}

function keySql(column: Column, at: number): string {
  return /binary$|blob$/.test(column.base) ? `UNHEX(p.k${at})` : `p.k${at}`;
}

/** Rows of the same content are found together, or not at all, so that each keeps its number. */
function contentStatement(table: Table, parts: PageParts) {
  const bound = new BoundValues();
  const { primaryKey } = table.collection;
  const shown = shownColumns(table, parts);
  const names = shown.map((_, at) => quoteIdentifier(`~${at}`));
  const found = searchCondition(table, parts.search, bound);
  const from = readContentMark(parts.after ?? []) ?? { hash: '', nth: '0' };
  const keys = primaryKey.map((field, at) => contentKey(table, field, at));
  const inner = shown.map((expression, at) => `${expression} AS ${names[at]}`);
  const fields = primaryKey.map(
    (field, at) => `${columnSql(columnOf(table, field))} AS ${quoteIdentifier(`k${at}`)}`,
  );
  const sql = `SELECT ${[...keys, ...names].join(', ')} FROM (
      SELECT f.*, ROW_NUMBER() OVER (PARTITION BY f.\`~h\` ORDER BY f.\`~h\`) AS \`~n\`
      FROM (SELECT ${[...fields, ...inner].join(', ')}, ${contentHashSql(table)} AS \`~h\` FROM ${table.name} t
        WHERE ${found} AND ${lacksKey(table)}) f) t
    WHERE t.\`~h\` > ${bound.bind(from.hash)} OR (t.\`~h\` = ${bound.bind(from.hash)} AND t.\`~n\` > ${Number(from.nth)})
    ORDER BY t.\`~h\`, t.\`~n\` LIMIT ${PAGE_ROWS}`;
  return { sql, values: bound.values };
}

/**
 * A key field of a row without a key of its own: the content mark takes the place of a missing value, or of
 * the last field in a table without any unique key.
 */
function contentKey(table: Table, _field: string, at: number): string {
  const content = "CONCAT('~row:', t.`~h`, ':', t.`~n`)";
  const own = `t.${quoteIdentifier(`k${at}`)}`;
  if (table.keyed === 'some') return `IFNULL(CAST(${own} AS CHAR), ${content})`;
  return at === table.collection.primaryKey.length - 1 ? content : `IFNULL(CAST(${own} AS CHAR), '')`;
}

function unmappedIn(table: Table, unknown: readonly Column[], result: RawResult): LocatedPage['unmapped'] {
  const from = result.columns.length - unknown.length;
  return unknown
    .filter((_, index) => result.rows.some((row) => row[from + index] === '1'))
    .map(({ name }) => ({ collection: table.collection.name, field: name }));
}
