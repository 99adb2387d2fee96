import type { StoreMap } from '../../domain/data-map';
import type { UnreadPlace } from '../../domain/finding';
import { StoreError } from '../connector';
import type { CollectionSearch } from '../mapped-collection';
import { qualifiedTableName } from '../relational/fault-place';
import type { RunSql } from '../relational/run-sql';
import { TWINS_SQL, WIDE_TABLES_SQL } from './catalogue-sql';
import type { LocateContext } from './locate-context';
import { qualifiedName } from './postgres-catalogue';
import { BoundValues, searchCondition } from './postgres-condition';
import type { Table } from './relation';
import { withShortTimeout } from './with-short-timeout';

/** A table that no collection of the map describes, and that has every column of a mapped one. */
export interface Twin {
  readonly schema: string;
  readonly table: string;
  readonly readable: boolean;
}

/**
 * Unmapped tables with the columns of a mapped one: a partition that was taken out, an archive, a table
 * that was renamed and made anew. Those that the map lists as holding nothing about people are left out.
 */
export async function twinsOf(
  { run, store, catalogue }: LocateContext,
  { columns }: Pick<Table, 'columns'>,
): Promise<Twin[]> {
  const known = catalogue.relations.map(({ oid }) => oid);
  const wide = (await run(WIDE_TABLES_SQL, [columns.length, known])).rows.map(([oid]) => oid);
  if (wide.length === 0) return [];
  const { rows } = await run(TWINS_SQL, [
    columns.map(({ name }) => name),
    columns.map(({ type }) => type),
    wide,
  ]);
  return rows
    .map(([schema, table, readable]) => ({
      schema: schema ?? '',
      table: table ?? '',
      readable: readable === 't',
    }))
    .filter((twin) => !isIgnored(store, twin));
}

function isIgnored({ ignored = [] }: StoreMap, { schema, table }: Twin): boolean {
  return ignored.includes(qualifiedTableName(schema, table)) || ignored.includes(`${schema}.${table}`);
}

/**
 * The twins in which the same search finds rows, and those that cannot be searched: their rows would count as
 * absent.
 */
export async function unreadTwins(
  context: LocateContext,
  table: Table,
  search: CollectionSearch,
): Promise<UnreadPlace[]> {
  const unread: UnreadPlace[] = [];
  for (const twin of await twinsOf(context, table)) {
    if (twin.readable && !(await mayHold(context.run, { table, twin, search }))) continue;
    const place = qualifiedTableName(twin.schema, twin.table);
    unread.push({ collection: table.collection.name, place, reason: 'unclaimed' });
  }
  return unread;
}

interface Asked {
  readonly table: Table;
  readonly twin: Twin;
  readonly search: CollectionSearch;
}

async function mayHold(run: RunSql, { table, twin, search }: Asked): Promise<boolean> {
  const bound = new BoundValues();
  const found = searchCondition({ ...table, indexExpressions: [] }, search, bound);
  const sql = `SELECT EXISTS (SELECT 1 FROM ${qualifiedName(twin)} t WHERE ${found})`;
  try {
    const { rows } = await withShortTimeout(run, () => run(sql, bound.values));
    return rows[0]?.[0] === 't';
  } catch (error) {
    if (error instanceof StoreError || isSqlError(error)) return true;
    throw error;
  }
}

/** The server answered, and said no: the connection is as good as before. */
function isSqlError(error: unknown): boolean {
  return typeof (error as { severity?: unknown } | null)?.severity === 'string';
}
