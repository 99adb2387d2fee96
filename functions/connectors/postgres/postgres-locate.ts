import { defined } from '../../domain/defined';
import type { LocatedPage } from '../connector';
import type { CollectionSearch } from '../mapped-collection';
import { blankedColumns } from '../relational/blanked-columns';
import { columnOf } from '../relational/catalogue';
import { readContentMark } from '../relational/content-mark';
import { faultPlace } from '../relational/fault-place';
import type { CollectionPage } from '../relational/locate-context';
import { type LocatedColumns, locatedRowReader } from '../relational/located-row';
import { assertDistinct, cutToLength, firstContent, keyOf, type ReadRows } from '../relational/located-rows';
import { withReferenceForms } from '../relational/reference-forms';
import type { RawResult, RunSql } from '../relational/run-sql';
import { PAGE_ROWS } from '../relational/search-slices';
import { assertSearchableColumns } from '../relational/searched-columns';
import { assertReferredValuesUnique } from './assert-referred-values-unique';
import { shortValueSql } from './blanked-columns';
import type { LocateContext } from './locate-context';
import { referenceWays } from './loose-references';
import { columnSql, quoteIdentifier } from './postgres-catalogue';
import { BoundValues, searchCondition } from './postgres-condition';
import { withFaultPlace } from './postgres-errors';
import { withReferrers } from './postgres-referrers';
import { postgresRowTexts } from './postgres-row-texts';
import type { Table } from './relation';
import { CONTENT_HASH_SQL, lacksKey } from './row-key';
import { type UnmappedColumn, unmappedColumns } from './unmapped-columns';

interface PageParts extends LocatedColumns {
  readonly search: CollectionSearch;
  readonly unknown: readonly UnmappedColumn[];
  readonly after: readonly string[] | undefined;
}

/**
 * One page of the rows that a search finds in one table, in the order of the primary key. Rows without a key
 * of their own come last and are identified by their content, so that none is left out.
 */
export async function locateInTable(
  context: LocateContext,
  search: CollectionSearch,
  after: readonly string[] | undefined,
): Promise<CollectionPage> {
  const table = context.catalogue.table(search.collection);
  assertSearchableColumns(context.catalogue, table);
  const facts = search.collection.facts.map((field) => columnOf(table, field).name);
  const blanked = blankedColumns(table, facts);
  const parts = { search, facts, blanked, unknown: unmappedColumns(table, context.catalogue), after };
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
  const rows = result.rows.map(locatedRowReader(table, parts, postgresRowTexts(result.columns)));
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

function shownColumns(
  table: Table,
  { facts, blanked, unknown }: PageParts,
  oid: string,
  ctid: string,
): string[] {
  return [
    ...facts.map((field) => columnSql('t', columnOf(table, field))),
    ...blanked.flatMap(shortValueSql),
    ...unknown.map(({ holds }) => holds(oid, ctid)),
  ];
}

function keyStatement(table: Table, parts: PageParts) {
  const bound = new BoundValues();
  const key = table.collection.primaryKey.map((field) => `t.${quoteIdentifier(field)}`);
  const found = searchCondition(table, parts.search, bound);
  const filled = table.keyed === 'all' ? '' : ` AND NOT ${lacksKey(table)}`;
  const beyond =
    parts.after === undefined
      ? ''
      : ` AND (${key.join(', ')}) > (${cursorValues(table, parts.after, bound)})`;
  const shown = [...key, ...shownColumns(table, parts, 't.tableoid', 't.ctid')];
  const sql = `SELECT ${shown.join(', ')} FROM ${table.name} t
    WHERE ${found}${filled}${beyond} ORDER BY ${key.join(', ')} LIMIT ${PAGE_ROWS}`;
  return { sql, values: bound.values };
}

/** Rows of the same content are found together, or not at all, so that each keeps its number. */
function contentStatement(table: Table, parts: PageParts) {
  const bound = new BoundValues();
  const { primaryKey } = table.collection;
  const found = searchCondition(table, parts.search, bound);
  const from = readContentMark(parts.after ?? []) ?? { hash: '', nth: '0' };
  const [hash, nth] = [bound.bind(from.hash), bound.bind(from.nth)];
  const keys = primaryKey.map((field, index) => contentKey(table, field, index));
  const shown = [...keys, ...shownColumns(table, parts, 't."~o"', 't."~c"')];
  const sql = `SELECT ${shown.join(', ')} FROM (
      SELECT t.*, row_number() OVER (PARTITION BY t."~h" ORDER BY t."~o", t."~c") AS "~n"
      FROM (SELECT t.*, ${CONTENT_HASH_SQL} AS "~h", t.tableoid AS "~o", t.ctid AS "~c" FROM ${table.name} t
        WHERE ${found} AND ${lacksKey(table)}) t) t
    WHERE (t."~h", t."~n") > (${hash}::text, ${nth}::bigint) ORDER BY t."~h", t."~n" LIMIT ${PAGE_ROWS}`;
  return { sql, values: bound.values };
}

/**
 * A key field of a row without a key of its own: the content mark takes the place of a missing value, or of
 * the last field in a table without any unique key.
 */
function contentKey(table: Table, field: string, index: number): string {
  const content = `'~row:' || t."~h" || ':' || t."~n"`;
  if (table.keyed === 'some') return `coalesce(t.${quoteIdentifier(field)}::text, ${content})`;
  return index === table.collection.primaryKey.length - 1
    ? content
    : `coalesce(t.${quoteIdentifier(field)}::text, '')`;
}

function cursorValues(table: Table, after: readonly string[], bound: BoundValues): string {
  return table.collection.primaryKey
    .map((field, index) => `${bound.bind(after[index])}::${columnOf(table, field).sqlType}`)
    .join(', ');
}

function unmappedIn(
  table: Table,
  unknown: readonly UnmappedColumn[],
  result: RawResult,
): LocatedPage['unmapped'] {
  const from = result.columns.length - unknown.length;
  return unknown
    .filter((_, index) => result.rows.some((row) => row[from + index] === 't'))
    .map(({ field }) => ({ collection: table.collection.name, field }));
}
