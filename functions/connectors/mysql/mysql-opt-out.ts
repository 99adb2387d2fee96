import type { CollectionSearch } from '../mapped-collection';
import { faultPlace } from '../relational/fault-place';
import type { OptOutWays } from '../relational/opt-out-rows';
import type { RunSql } from '../relational/run-sql';
import type { RowBlanking } from './anonymise-rows';
import { optingOutOnly } from './assert-changes-no-more';
import { fieldWrites } from './mysql-blank';
import { searchCondition } from './mysql-condition';
import { withFaultPlace } from './mysql-errors';
import type { Relation } from './relation';
import { BoundValues, columnSql } from './sql-text';

/** An opt-out in the transaction of the caller. */
export function optOutWays(run: RunSql): OptOutWays<Relation> {
  return {
    at: ({ collection }, work) => withFaultPlace(faultPlace(collection), work),
    lock: async (table, search) => {
      const bound = new BoundValues();
      const sql = `SELECT 1 FROM ${table.name} t WHERE ${searchCondition(table, search, bound)} FOR UPDATE`;
      return (await run(sql, bound.values)).rows.length;
    },
    set: (table, blank, search) =>
      optingOutOnly(run, { table, blank }, () => setFound(run, { table, blank }, search)),
    differs: async (table, blank, search) => {
      const bound = new BoundValues();
      const where = differing({ table, blank }, search, bound);
      return (
        (await run(`SELECT 1 FROM ${table.name} t WHERE ${where} LIMIT 1`, bound.values)).rows.length > 0
      );
    },
  };
}

async function setFound(run: RunSql, task: RowBlanking, search: CollectionSearch): Promise<number> {
  const { table, blank } = task;
  const bound = new BoundValues();
  const set = fieldWrites(table, blank).map(
    ({ column, value }) => `${columnSql(column)} = ${value(bound, 'NULL')}`,
  );
  const where = differing(task, search, bound);
  const sql = `UPDATE ${table.name} t SET ${set.join(', ')} WHERE ${where}`;
  return (await run(sql, bound.values)).rowCount;
}

/** Rows that the search finds and that hold something else than would be written. */
function differing({ table, blank }: RowBlanking, search: CollectionSearch, bound: BoundValues): string {
  const found = searchCondition(table, search, bound);
  const differs = fieldWrites(table, blank).map((write) => write.differs(bound));
  return `${found} AND (${differs.join(' OR ')})`;
}
