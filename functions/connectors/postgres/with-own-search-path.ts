import type { RunSql } from '../relational/run-sql';

/**
 * Runs a statement that changes rows under the search path of the desk's own role, so that the shop's
 * triggers find their tables. It is safe, because such a statement names every table, type, function and
 * operator with its schema: nothing in a schema of that path can take their place. Everything else runs under
 * `pg_catalog` alone.
 */
export async function withOwnSearchPath<T>(run: RunSql, work: () => Promise<T>): Promise<T> {
  await run('SET LOCAL search_path TO DEFAULT');
  const result = await work();
  await run("SET LOCAL search_path = 'pg_catalog'");
  return result;
}
