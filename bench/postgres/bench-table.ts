import { Client } from 'pg';
import type { StoreMap } from '../../functions/domain/data-map';
import type { Search } from '../../functions/domain/finding';
import { aCollection, aStore } from '../../test/connectors/small-map';

/** The person whose rows are looked for. */
export const SOUGHT = 'person-1@example.com';

const FIELDS = ['id', 'email', 'ordered_at', 'note'];

/** A table of about 200 bytes a row. */
export interface BenchTable {
  readonly name: string;
  readonly store: StoreMap;
  readonly search: readonly Search[];
}

/**
 * The table as the map has it. Nothing is created yet.
 *
 * @param name - of the table; letters and digits, as it goes into SQL
 */
export function benchTable(name: string): BenchTable {
  const store = aStore('postgres', [aCollection(name, FIELDS, { facts: ['email'] })]);
  return { name, store, search: [{ collection: name, field: 'email', values: [SOUGHT] }] };
}

/** Opens a connection for what is measured beside the connector. */
export async function openClient(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client;
}

export interface TableContents {
  /** In all. */
  readonly rows: number;
  /** Rows of each person, scattered over the table. */
  readonly each: number;
  /** @default true */
  readonly index?: boolean;
  /** All belong to other people than the sought one. */
  readonly others?: true;
}

/** The ids of other people's rows begin here, above those of the sought person. */
const FIRST_OTHER = 10_000_001;

/** Creates the table, with current statistics. */
export async function fillTable(
  client: Client,
  { name }: BenchTable,
  { rows, each, index = true, others }: TableContents,
): Promise<void> {
  await client.query(`DROP TABLE IF EXISTS ${name}`);
  await client.query(
    `CREATE TABLE ${name} (id bigint PRIMARY KEY, email text NOT NULL, ordered_at timestamptz, note text)`,
  );
  const people = Math.max(1, Math.round(rows / each));
  await addRows(client, name, { rows, people, ...(others ? { from: FIRST_OTHER, called: 'other' } : {}) });
  if (index) await client.query(`CREATE INDEX ON ${name} (email)`);
  await client.query(`VACUUM ANALYZE ${name}`);
}

interface NewRows {
  /** Their first id. */
  readonly from?: number;
  readonly rows: number;
  readonly people: number;
  /** What the addresses begin with. */
  readonly called?: string;
}

/** Adds rows, dealt out to the people in turn. */
async function addRows(
  client: Client,
  name: string,
  { from = 1, rows, people, called = 'person' }: NewRows,
): Promise<void> {
  await client.query(
    `INSERT INTO ${name} SELECT n, '${called}-' || (1 + n % ${people}) || '@example.com',
       timestamptz '2026-01-01' + n * interval '1 minute', repeat(md5(n::text), 4)
     FROM generate_series(${from}, ${from + rows - 1}) n`,
  );
}

/** Puts the sought person's rows back, with ids from 1. */
export async function putBack(client: Client, { name }: BenchTable, rows: number): Promise<void> {
  await client.query(`DELETE FROM ${name} WHERE email = '${SOUGHT}'`);
  await addRows(client, name, { rows, people: 1 });
}

export async function dropTable(client: Client, { name }: BenchTable): Promise<void> {
  await client.query(`DROP TABLE IF EXISTS ${name}`);
}
