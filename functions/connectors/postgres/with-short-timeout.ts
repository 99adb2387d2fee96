import type { RunSql } from './postgres-session';

/** Time limit of a search whose result nobody waits for, so that it does not load the shop's database. */
export const SHORT_TIMEOUT_MS = 5_000;

/** Runs work that may fail, or take too long, without ending the transaction around it. */
export async function withShortTimeout<T>(run: RunSql, work: () => Promise<T>): Promise<T> {
  await run('SAVEPOINT moment');
  try {
    const [before] = (await run("SELECT pg_catalog.current_setting('statement_timeout')")).rows[0] ?? [];
    await run(`SET LOCAL statement_timeout = '${SHORT_TIMEOUT_MS}ms'`);
    const result = await work();
    await run(`SET LOCAL statement_timeout = '${before ?? '30s'}'`);
    await run('RELEASE SAVEPOINT moment');
    return result;
  } catch (error) {
    await run('ROLLBACK TO SAVEPOINT moment');
    throw error;
  }
}
