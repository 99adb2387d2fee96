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
 * triggers too, which no statement reports. Needs the right PROCESS.
 *
 * @see https://dev.mysql.com/doc/refman/8.0/en/information-schema-innodb-trx-table.html
 */
export async function rowsChanged(run: RunSql): Promise<number> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    if (attempt > 0) await sleep(RENEWED_MS);
    // The copy shows this very statement if it is as new as that.
    const mark = randomUUID();
    const { rows } = await run(
      `SELECT /* ${mark} */ trx_rows_modified, trx_query FROM information_schema.INNODB_TRX
        WHERE trx_mysql_thread_id = CONNECTION_ID()`,
    );
    const [[changed, query] = []] = rows;
    if (query?.includes(mark)) return Number(changed);
  }
  throw new StoreUnavailableError('the database does not tell how many rows were changed', {
    code: 'count-not-told',
  });
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
