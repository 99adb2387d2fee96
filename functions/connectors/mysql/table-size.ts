import type { RunSql } from '../relational/run-sql';
import type { Relation } from './relation';

type Place = Pick<Relation, 'schema' | 'table'>;

/** As the server estimates it. */
export async function sizeOf(
  run: RunSql,
  { schema, table }: Place,
): Promise<{ readonly rows: number; readonly bytes: number }> {
  const sql = `SELECT TABLE_ROWS, DATA_LENGTH FROM information_schema.TABLES
    WHERE TABLE_SCHEMA = IFNULL(NULLIF(?, ''), DATABASE()) AND TABLE_NAME = ?`;
  const [[rows, bytes] = []] = (await run(sql, [schema, table])).rows;
  return { rows: Number(rows ?? 0), bytes: Number(bytes ?? 0) };
}

/** Columns with which an index begins. */
export async function leadingIndexes(run: RunSql, { schema, table }: Place): Promise<Set<string>> {
  const sql = `SELECT COLUMN_NAME FROM information_schema.STATISTICS
    WHERE TABLE_SCHEMA = IFNULL(NULLIF(?, ''), DATABASE()) AND TABLE_NAME = ? AND SEQ_IN_INDEX = 1`;
  return new Set((await run(sql, [schema, table])).rows.flatMap(([column]) => column ?? []));
}
