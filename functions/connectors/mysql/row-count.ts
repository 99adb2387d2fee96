import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { StoreUnavailableError } from '../connector';
import type { RunSql } from '../relational/run-sql';
import { isSqlError } from './mysql-errors';

/** What the server tells of its transactions is a copy, renewed only if nobody has read it for 100 ms. */
const RENEWED_MS = 120;
const MOST_ATTEMPTS = 20;

/**
 * Rows that this transaction has changed so far, whatever changed them: InnoDB counts those of cascades and
 * triggers too, which no statement reports. Needs the right PROCESS. Where somebody else has just read the
 * server's copy, its report of the moment is read, which has no such copy.
 *
 * @see https://dev.mysql.com/doc/refman/8.0/en/information-schema-innodb-trx-table.html
 */
export async function rowsChanged(run: RunSql): Promise<number> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    if (attempt > 0) await sleep(RENEWED_MS);
    const changed = (await inCopy(run)) ?? (await inReport(run));
    if (changed !== undefined) return changed;
  }
  throw new StoreUnavailableError('the database does not tell how many rows were changed', {
    code: 'count-not-told',
  });
}

/** Undefined where the copy is older than this very statement, which it would show. */
async function inCopy(run: RunSql): Promise<number | undefined> {
  const mark = randomUUID();
  const { rows } = await run(
    `SELECT /* ${mark} */ trx_rows_modified, trx_query FROM information_schema.INNODB_TRX
      WHERE trx_mysql_thread_id = CONNECTION_ID()`,
  );
  const [[changed, query] = []] = rows;
  return query?.includes(mark) ? Number(changed) : undefined;
}

/**
 * The report is a text, in which each transaction ends with its statement: what is between the one before and
 * this very statement is the server's own. It leaves out transactions where it would be too long, and the
 * number where nothing was changed; neither counts as told.
 *
 * @see https://dev.mysql.com/doc/refman/8.0/en/innodb-standard-monitor.html
 */
async function inReport(run: RunSql): Promise<number | undefined> {
  const mark = randomUUID();
  const [[, , report] = []] = (await run(`SHOW /* ${mark} */ ENGINE INNODB STATUS`)).rows;
  const [before = '', ...after] = (report ?? '').split(mark);
  if (after.length === 0) return undefined;
  const own = before.slice(before.lastIndexOf('\n---TRANSACTION '));
  const told = /, undo log entries (\d+)\n/.exec(own)?.[1];
  return told === undefined ? undefined : Number(told);
}

/**
 * Whether the user may ask. Another table that needs the right PROCESS is asked: the copy, once read, would
 * not be renewed for the count.
 *
 * @see https://dev.mysql.com/doc/refman/8.4/en/information-schema-innodb-cmp-table.html
 */
export async function canCount(run: RunSql): Promise<boolean> {
  try {
    await run('SELECT 1 FROM information_schema.INNODB_CMP LIMIT 1');
    return true;
  } catch (error) {
    if (isSqlError(error)) return false;
    throw error;
  }
}
