import { type Connection, createConnection } from 'mysql2/promise';
import type { StoreMap } from '../../functions/domain/data-map';
import type { Search } from '../../functions/domain/finding';
import { aCollection, aStore } from '../../test/connectors/small-map';

/** The person whose rows are looked for. */
export const SOUGHT = 'person-1@example.com';

/** The table as the map has it. @param name - of the table; letters and digits, as it goes into SQL */
export function mysqlTable(name: string): { store: StoreMap; search: readonly Search[] } {
  const fields = ['id', 'email', 'ordered_at', 'note'];
  return {
    store: aStore('mysql', [aCollection(name, fields, { facts: ['email'] })]),
    search: [{ collection: name, field: 'email', values: [SOUGHT] }],
  };
}

/** Opens a connection for what is measured beside the connector, which reads values as it does. */
export function openMysql(url: string): Promise<Connection> {
  return createConnection({ uri: url, dateStrings: true, supportBigNumbers: true, charset: 'utf8mb4_bin' });
}

export interface MysqlContents {
  /** Of each person, scattered over the table. */
  readonly each: number;
  /** In all. */
  readonly rows: number;
  /** All belong to other people than the sought one. */
  readonly others?: true;
}

/** The ids of other people's rows begin here, above those of the sought person. */
const FIRST_OTHER = 10_000_001;

/** Creates a table of about 200 bytes a row, without an index on the address. */
export async function fillMysqlTable(
  client: Connection,
  name: string,
  { rows, each, others }: MysqlContents,
): Promise<void> {
  await client.query(`DROP TABLE IF EXISTS ${name}`);
  await client.query(
    `CREATE TABLE ${name} (id bigint PRIMARY KEY, email varchar(190) NOT NULL, ordered_at datetime, note text)`,
  );
  const people = Math.max(1, Math.round(rows / each));
  await addRows(
    client,
    name,
    others ? { rows, people, from: FIRST_OTHER, called: 'other' } : { rows, people },
  );
}

export async function indexMysqlTable(client: Connection, name: string): Promise<void> {
  await client.query(`CREATE INDEX ${name}_email ON ${name} (email)`);
  await client.query(`ANALYZE TABLE ${name}`);
}

interface NewRows {
  readonly rows: number;
  readonly people: number;
  readonly from?: number;
  readonly called?: string;
}

/** Adds rows, dealt out to the people in turn. The sequence is MariaDB's own. */
async function addRows(
  client: Connection,
  name: string,
  { rows, people, from = 1, called = 'person' }: NewRows,
): Promise<void> {
  await client.query(
    `INSERT INTO ${name} SELECT seq, CONCAT('${called}-', 1 + seq % ${people}, '@example.com'),
       '2026-01-01' + INTERVAL seq MINUTE, REPEAT(MD5(seq), 4)
     FROM seq_${from}_to_${from + rows - 1}`,
  );
}

/** Puts the sought person's rows back, with ids from 1. */
export async function putBackInMysql(client: Connection, name: string, rows: number): Promise<void> {
  await client.query(`DELETE FROM ${name} WHERE email = ?`, [SOUGHT]);
  await addRows(client, name, { rows, people: 1 });
}
