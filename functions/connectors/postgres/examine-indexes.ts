import type { StoreProblem } from '../../domain/store-examination';
import type { RunSql } from '../relational/run-sql';
import { searchedFields } from '../relational/searched-fields';
import { storeProblemOf } from '../relational/store-problem';
import type { LocateContext } from './locate-context';
import { qualifiedName } from './postgres-catalogue';
import {
  BoundValues,
  foldsCase,
  indexedSql,
  sampleValue,
  searchCondition,
  servesFoldedSearch,
} from './postgres-condition';
import type { Column, Relation, Table } from './relation';
import { withShortTimeout } from './with-short-timeout';

/** A table with more is read for longer than a search may cost the shop. */
const SMALL_ROWS = 1_000;
const SMALL_BYTES = 1024 * 1024;

/**
 * Searches to which the map leads and that would read the whole of a table that is not small, by the server's
 * own plan of them. Nothing is read.
 */
export async function indexProblems(context: LocateContext, table: Table): Promise<StoreProblem[]> {
  const large = await largeRelations(context, table);
  if (large.size === 0) return [];
  const problems: StoreProblem[] = [];
  for (const field of searchedFields(context.store, table)) {
    const column = table.columns.find(({ name }) => name === field);
    const read = column && (await readWhole(context.run, table, { column, large }));
    if (!column || !read) continue;
    // An index of a partitioned table is made for all its partitions at once.
    const at = table.kind === 'p' ? table : read;
    problems.push(
      indexProblem(table, column, { at, isThere: await isLeading(context.run, table, column, at) }),
    );
  }
  return problems;
}

/** Those of the table, its partitions and heirs that are not small, as `schema.table`. */
async function largeRelations({ run, catalogue }: LocateContext, table: Table): Promise<Set<string>> {
  const sql = `SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.oid = ANY($1::oid[]) AND c.relkind = 'r'
      AND (c.reltuples > ${SMALL_ROWS} OR pg_relation_size(c.oid) > ${SMALL_BYTES})`;
  const oids = catalogue.relationsWithin(table).map(({ oid }) => oid);
  const { rows } = await run(sql, [oids]);
  return new Set(rows.map(([schema, name]) => `${schema}.${name}`));
}

interface Asked {
  readonly column: Column;
  readonly large: ReadonlySet<string>;
}

type Place = Pick<Relation, 'schema' | 'table'>;

/**
 * The large table that the search would read whole, if there is one. A plan that cannot be made in time says
 * nothing; the search itself will say what is amiss.
 */
async function readWhole(run: RunSql, table: Table, { column, large }: Asked): Promise<Place | undefined> {
  const bound = new BoundValues();
  const conditions = [{ field: column.name, values: [sampleValue(column)] }];
  const found = searchCondition(table, { collection: table.collection, conditions }, bound);
  const sql = `EXPLAIN (FORMAT JSON, VERBOSE) SELECT 1 FROM ${table.name} t WHERE ${found}`;
  try {
    const { rows } = await withShortTimeout(run, () => run(sql, bound.values));
    const [explained] = JSON.parse(rows[0]?.[0] ?? '[]') as { readonly Plan: PlanNode }[];
    return nodesOf(explained?.Plan)
      .filter(isWholeReading)
      .map(({ Schema = '', 'Relation Name': name = '' }) => ({ schema: Schema, table: name }))
      .find(({ schema, table: name }) => large.has(`${schema}.${name}`));
  } catch (error) {
    if ((error as { severity?: unknown } | null)?.severity === undefined) throw error;
    return undefined;
  }
}

/** @see https://www.postgresql.org/docs/current/sql-explain.html */
interface PlanNode {
  readonly 'Node Type': string;
  readonly Schema?: string;
  readonly 'Relation Name'?: string;
  readonly 'Index Cond'?: string;
  readonly Plans?: readonly PlanNode[];
}

function nodesOf(node: PlanNode | undefined): PlanNode[] {
  return node ? [node, ...(node.Plans ?? []).flatMap(nodesOf)] : [];
}

/** Row by row, or along an index that only gives the order. */
function isWholeReading({ 'Node Type': type, 'Index Cond': condition }: PlanNode): boolean {
  return type === 'Seq Scan' || (/^Index (?:Only )?Scan$/.test(type) && condition === undefined);
}

/** Whether an index of all rows begins with what is compared. */
async function isLeading(run: RunSql, table: Table, column: Column, at: Place): Promise<boolean> {
  if (foldsCase(table, column) && column.base !== 'citext') return servesFoldedSearch(table, column);
  const sql = `SELECT 1 FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
    WHERE i.indrelid = $1::regclass AND a.attname = $2 AND i.indisvalid AND i.indpred IS NULL`;
  return (await run(sql, [qualifiedName(at), column.name])).rows.length > 0;
}

interface Found {
  readonly at: Place;
  readonly isThere: boolean;
}

function indexProblem(table: Table, column: Column, { at, isThere }: Found): StoreProblem {
  const which = foldsCase(table, column) ? ', which ignores capitals' : '';
  // On a partitioned table an index cannot be made without holding up those who write.
  const how = table.kind === 'p' ? 'CREATE INDEX' : 'CREATE INDEX CONCURRENTLY';
  return storeProblemOf(table.collection, {
    code: 'no-index',
    field: column.name,
    problem: isThere
      ? `PostgreSQL would read the whole table in a search for ${column.name}, although an index begins with it.`
      : `No index serves a search for ${column.name}${which}: the whole table is read each time.`,
    remedy: isThere
      ? `Have it learn how the values are spread: ANALYZE ${qualifiedName(at)}; if it then still does, most rows share few values.`
      : `${how} ON ${qualifiedName(at)} (${indexedSql(table, column)});`,
    blocks: 'nothing',
  });
}
