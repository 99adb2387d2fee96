import type { StoreProblem } from '../../domain/store-examination';
import type { LocateContext } from '../relational/locate-context';
import type { RunSql } from '../relational/run-sql';
import { searchedFields } from '../relational/searched-fields';
import { storeProblemOf } from '../relational/store-problem';
import { foldsCase, searchCondition, servesFoldedSearch } from './mysql-condition';
import { isSqlError } from './mysql-errors';
import type { Column, Relation, Table } from './relation';
import { sampleValue } from './sample-value';
import { BoundValues, quoteIdentifier } from './sql-text';
import { leadingIndexes, sizeOf } from './table-size';

/** A table with more is read for longer than a search may cost the shop. */
const SMALL_ROWS = 1_000;
const SMALL_BYTES = 1024 * 1024;

/**
 * Searches to which the map leads and that would read the whole of a table that is not small, by the server's
 * own plan of them. Nothing is read.
 */
export async function indexProblems(
  { run, store }: LocateContext<Relation>,
  table: Table,
): Promise<StoreProblem[]> {
  const size = await sizeOf(run, table);
  if (size.rows <= SMALL_ROWS && size.bytes <= SMALL_BYTES) return [];
  const leading = await leadingIndexes(run, table);
  const problems: StoreProblem[] = [];
  for (const field of searchedFields(store, table)) {
    const column = table.columns.find(({ name }) => name === field);
    if (column && (await readsWhole(run, table, column)))
      problems.push(indexProblem(table, column, leading.has(column.name)));
  }
  return problems;
}

/**
 * By the table of the plan, which newer servers print as a tree otherwise. A plan that cannot be made says
 * nothing; the search itself will say what is amiss.
 */
async function readsWhole(run: RunSql, table: Table, column: Column): Promise<boolean> {
  const bound = new BoundValues();
  const conditions = [{ field: column.name, values: [sampleValue(column)] }];
  const found = searchCondition(table, { collection: table.collection, conditions }, bound);
  try {
    const result = await run(
      `EXPLAIN FORMAT=TRADITIONAL SELECT 1 FROM ${table.name} t WHERE ${found}`,
      bound.values,
    );
    const at = result.columns.findIndex(({ name }) => name === 'type');
    return result.rows.some((row) => ['ALL', 'index'].includes(row[at] ?? ''));
  } catch (error) {
    if (isSqlError(error)) return false;
    throw error;
  }
}

function indexProblem(table: Table, column: Column, isThere: boolean): StoreProblem {
  const needsFolding = foldsCase(table, column) && !servesFoldedSearch(column);
  return storeProblemOf(table.collection, {
    code: 'no-index',
    field: column.name,
    problem: needsFolding
      ? `A search for ${column.name} ignores capitals, and its collation ${column.collation} does not: the whole table is read each time.`
      : isThere
        ? `MySQL would read the whole table in a search for ${column.name}, although an index begins with it.`
        : `No index serves a search for ${column.name}: the whole table is read each time.`,
    remedy: needsFolding
      ? `Give ${column.name} a collation that ignores capitals (one whose name ends in _ci), with an index.`
      : isThere
        ? `Have it learn how the values are spread: ANALYZE TABLE ${table.name}; if it then still does, most rows share few values.`
        : `CREATE INDEX ${quoteIdentifier(`${column.name}_search`)} ON ${table.name} (${quoteIdentifier(column.name)}${column.length === null && column.charset ? '(100)' : ''});`,
    blocks: 'nothing',
  });
}
