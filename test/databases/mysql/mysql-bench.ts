import { type Connection, createConnection } from 'mysql2/promise';
import { createMysqlConnector } from '../../../functions/connectors/mysql/mysql-connector';
import type { Seen, Snapshot } from '../snapshot';
import { literal, placeOf, quoted } from '../sql-text';
import type { Bench } from '../try-case';
import { makingSql, postgresOnly, schemas } from './mysql-text';

/** Names in double quotes and backslashes as they are, so that the statements of the judge serve here too. */
const MODES = 'ANSI_QUOTES,PIPES_AS_CONCAT,NO_BACKSLASH_ESCAPES,STRICT_ALL_TABLES';

/**
 * MySQL or MariaDB for the cases, one after another. @param url as superuser; @param desk of an ordinary user
 */
export async function openMysqlBench(url: string, desk: string): Promise<Bench> {
  const client = await createConnection({
    uri: url,
    multipleStatements: true,
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
    charset: 'utf8mb4_bin',
  });
  await client.query(`SET sql_mode = '${MODES}', time_zone = '+00:00';
    CREATE USER desk@'127.0.0.1' IDENTIFIED BY 'desk'; GRANT PROCESS ON *.* TO desk@'127.0.0.1';
    ${schemas.map((name) => `GRANT SELECT, INSERT, UPDATE, DELETE, TRIGGER ON ${quoted(name)}.* TO desk@'127.0.0.1'`).join(';')}`);
  const query = (sql: string) => client.query(sql);
  return {
    kind: 'mysql',
    without: postgresOnly,
    query,
    make: async (one) => void (await query(makingSql(one))),
    snapshotOf: () => snapshotOf(client),
    begin: 'START TRANSACTION',
    atEnd: 'SELECT 1',
    connect: (store) => createMysqlConnector({ store, url: desk }),
    close: () => client.end(),
  };
}

const tablesSql = `
  SELECT t.TABLE_SCHEMA AS "schema", t.TABLE_NAME AS name, EXISTS (SELECT 1 FROM information_schema.COLUMNS c
    WHERE c.TABLE_SCHEMA = t.TABLE_SCHEMA AND c.TABLE_NAME = t.TABLE_NAME AND c.COLUMN_NAME = 'remark') AS marked
  FROM information_schema.TABLES t
  WHERE t.TABLE_TYPE = 'BASE TABLE' AND t.TABLE_SCHEMA IN (${schemas.map(literal).join(', ')})`;

type Line = Record<string, unknown>;

/** Every row of every table as the server writes it, by its mark. */
async function snapshotOf(client: Connection): Promise<() => Promise<Snapshot>> {
  const [tables] = await client.query<never[]>(tablesSql);
  return async () => {
    const seen = new Map<string, Seen>();
    for (const table of tables as { schema: string; name: string; marked: number }[]) {
      const place = placeOf(table);
      const [rows] = await client.query<never[]>(`SELECT * FROM ${place}`);
      for (const row of rows as Line[]) {
        const text = JSON.stringify(row);
        const mark = table.marked ? String(row.remark) : `${place} ${text}`;
        seen.set(mark, { place, text, fields: plainFields(row) });
      }
    }
    return seen;
  };
}

/** JSON as what it says, a time with its zone. */
function plainFields(row: Line): Line {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      if (typeof value !== 'string') return [name, value];
      if (/^\d{4}-\d\d-\d\d \d\d:/.test(value)) return [name, `${value.replace(' ', 'T')}Z`];
      return [name, /^[{[]/.test(value) ? parsed(value) : value];
    }),
  );
}

/** An array of PostgreSQL is only a text here. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
