import type { Client } from 'pg';
import { literal, placeOf, quoted } from './sql-text';

/** One row as the database writes it. */
export interface Seen {
  readonly place: string;
  readonly text: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * Every row of every table of every schema by its mark; rows that a trigger made have no mark and are
 * identified by their text.
 */
export type Snapshot = ReadonlyMap<string, Seen>;

const tablesSql = `
  SELECT n.nspname AS schema, c.relname AS name, EXISTS (SELECT 1 FROM pg_attribute a
    WHERE a.attrelid = c.oid AND a.attname = 'remark' AND NOT a.attisdropped) AS marked
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind = 'r' AND n.nspname !~ '^(pg_|information_schema)'`;

/** Reads everything. Builds the statement once, so that repeated reads of one database are fast. */
export async function snapshotOf(client: Client): Promise<() => Promise<Snapshot>> {
  const { rows } = await client.query<{ schema: string; name: string; marked: boolean }>(tablesSql);
  const reads = rows.map((table) => {
    const mark = table.marked ? quoted('remark') : 'NULL';
    return `SELECT ${literal(placeOf(table))} AS place, ${mark} AS mark, t::text AS text, to_jsonb(t) AS fields FROM ONLY ${placeOf(table)} t`;
  });
  const sql = reads.join(' UNION ALL ');
  return async () => {
    const read = await client.query<Seen & { mark: string | null }>(sql);
    return new Map(read.rows.map(({ mark, ...row }) => [mark ?? `${row.place} ${row.text}`, row]));
  };
}

export interface Difference {
  readonly gone: readonly string[];
  readonly changed: readonly string[];
  readonly added: readonly string[];
}

export function difference(before: Snapshot, after: Snapshot): Difference {
  const [was, is] = [[...before.keys()], [...after.keys()]];
  return {
    gone: was.filter((mark) => !after.has(mark)),
    changed: was.filter((mark) => after.has(mark) && after.get(mark)?.text !== before.get(mark)?.text),
    added: is.filter((mark) => !before.has(mark)),
  };
}
