import { Pool, type PoolClient } from 'pg';
import { type StoreError, StoreUnavailableError } from '../connector';
import type { RawResult, RunSql } from '../relational/run-sql';
import { type PostgresAccess, poolConfig } from './postgres-access';
import { postgresStoreError } from './postgres-errors';

export interface PostgresSession {
  /**
   * One consistent snapshot, in which nothing can be written.
   *
   * @param question - a statement that is sent together with the beginning, so that it costs no round trip
   */
  read<T>(work: (run: RunSql, answer: RawResult) => Promise<T>, question?: string): Promise<T>;
  /** One transaction: all of it happens, or nothing. */
  write<T>(work: (run: RunSql) => Promise<T>): Promise<T>;
  /** One short transaction that is always rolled back; it never waits for a lock. */
  rehearse<T>(work: (run: RunSql) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/**
 * Settings hold for one transaction only, so that a pooler in between may hand the connection on. Text forms
 * are fixed, whatever the server's defaults.
 * `row_security = off` makes a policy that hides rows an error: rows that we may not see would count as
 * absent.
 */
const SESSION_SETTINGS = [
  "timezone = 'UTC'",
  "datestyle = 'ISO, YMD'",
  "intervalstyle = 'iso_8601'",
  "bytea_output = 'hex'",
  'extra_float_digits = 1',
  'row_security = off',
  "search_path = 'pg_catalog'",
  // Compiling a statement that reads the catalogue takes twenty times as long as running it.
  'jit = off',
  "statement_timeout = '30s'",
  "lock_timeout = '10s'",
].map((setting) => `SET LOCAL ${setting}`);

const READ_ONLY = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY';

/** A rehearsal must not stand in the shop's way. */
const REHEARSAL_SETTINGS = ["SET LOCAL statement_timeout = '2s'", "SET LOCAL lock_timeout = '200ms'"];

interface Transaction {
  readonly begin: string;
  /** What is asked with the beginning. */
  readonly question?: string | undefined;
  readonly more?: readonly string[];
  readonly end?: 'COMMIT' | 'ROLLBACK';
}

const UNPARSED_TYPES = { getTypeParser: () => (value: string) => value };

/**
 * Opens no connection yet. Every failure comes out as one of the connector's errors, without address,
 * credentials or values.
 */
export function postgresSession(access: PostgresAccess): PostgresSession {
  const pool = new Pool({
    ...poolConfig(access),
    max: 2,
    connectionTimeoutMillis: 10_000,
    query_timeout: 40_000,
    idleTimeoutMillis: 5_000,
    allowExitOnIdle: true,
    application_name: 'rightsdesk',
  });
  pool.on('error', () => {
    // An idle connection was lost; the next call opens another.
  });
  pool.on('connect', (client) => {
    client.on('error', () => {
      // Lost between two statements: the next one fails, and is told as no answer.
    });
  });
  return {
    read: (work, question) => transact(pool, { begin: READ_ONLY, question }, work),
    write: (work) => transact(pool, { begin: 'BEGIN' }, work),
    rehearse: (work) => transact(pool, { begin: 'BEGIN', more: REHEARSAL_SETTINGS, end: 'ROLLBACK' }, work),
    close: () => pool.end(),
  };
}

async function transact<T>(
  pool: Pool,
  { begin, question = '', more = [], end = 'COMMIT' }: Transaction,
  work: (run: RunSql, answer: RawResult) => Promise<T>,
): Promise<T> {
  const start = [begin, ...SESSION_SETTINGS, ...more, question].join('; ');
  const { client, answer } = await openTransaction(pool, start);
  try {
    const result = await work((sql, values) => runRaw(client, sql, values), answer);
    await client.query(end);
    client.release();
    return result;
  } catch (error) {
    const rolledBack = await client.query('ROLLBACK').then(
      () => true,
      () => false,
    );
    client.release(!rolledBack);
    throw postgresStoreError(error);
  }
}

interface Opened {
  readonly client: PoolClient;
  /** Of the last statement. */
  readonly answer: RawResult;
}

/** A connection that died while it was idle (a frozen Lambda, a restarted server) is replaced once. */
async function openTransaction(pool: Pool, start: string): Promise<Opened> {
  const open = async (): Promise<Opened> => {
    const client = await pool.connect();
    try {
      return { client, answer: await runRaw(client, start) };
    } catch (error) {
      client.release(true);
      throw error;
    }
  };
  const hadIdle = pool.idleCount > 0;
  try {
    return await open();
  } catch (error) {
    if (!hadIdle) throw connectError(error);
  }
  return open().catch((error: unknown) => {
    throw connectError(error);
  });
}

/**
 * A database that takes no connections at the moment says so with a code that means a rule of its own later
 * on.
 */
function connectError(error: unknown): StoreError {
  const told = postgresStoreError(error);
  return told.place.code === '55000' ? new StoreUnavailableError(told.message, told.place) : told;
}

/** Several statements without values go in one round trip; the result is that of the last. */
async function runRaw(client: PoolClient, sql: string, values: readonly unknown[] = []): Promise<RawResult> {
  const answered = await client.query<(string | null)[]>({
    text: sql,
    values: [...values],
    rowMode: 'array',
    types: UNPARSED_TYPES,
  });
  const results: readonly (typeof answered)[] = [answered].flat();
  const result = results.at(-1) ?? answered;
  return {
    columns: result.fields.map((field) => ({ name: field.name, type: field.dataTypeID })),
    rows: result.rows,
    rowCount: result.rowCount ?? 0,
  };
}
