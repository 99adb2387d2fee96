import type { RawResult, RunSql } from '../relational/run-sql';
import { isSqlError } from './mysql-errors';

/** Time limit of a search whose result nobody waits for, so that it does not load the shop's database. */
const SHORT_SECONDS = 5;

/** Runs a SELECT that may take too long, without ending the transaction; undefined if it is refused. */
export async function runLimited(
  run: RunSql,
  select: string,
  values: readonly unknown[],
): Promise<RawResult | undefined> {
  const [[version] = []] = (await run('SELECT VERSION()')).rows;
  const limited = /mariadb/i.test(version ?? '')
    ? `SET STATEMENT max_statement_time = ${SHORT_SECONDS} FOR SELECT ${select}`
    : `SELECT /*+ MAX_EXECUTION_TIME(${SHORT_SECONDS * 1000}) */ ${select}`;
  try {
    return await run(limited, values);
  } catch (error) {
    if (isSqlError(error)) return undefined;
    throw error;
  }
}
