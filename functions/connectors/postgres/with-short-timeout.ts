import type { RunSql } from '../relational/run-sql';

/** Time limit of a search whose result nobody waits for, so that it does not load the shop's database. */
export const SHORT_TIMEOUT_MS = 5_000;

/**
 * Runs work that only reads, and that may fail or take too long, without ending the transaction around it.
 * Going back to the savepoint also brings the time limit back.
 */
export async function withShortTimeout<T>(run: RunSql, work: () => Promise<T>): Promise<T> {
  await run(`SAVEPOINT moment; SET LOCAL statement_timeout = '${SHORT_TIMEOUT_MS}ms'`);
  try {
    return await work();
  } finally {
    await run('ROLLBACK TO SAVEPOINT moment; RELEASE SAVEPOINT moment');
  }
}
