import { Pool, type PoolClient } from 'pg';
import { BlastRadiusError, StoreShapeError, StoreUnavailableError } from '../connector';
import { type PostgresAccess, reachBy } from './postgres-access';

/** A result as the server wrote it: every value in PostgreSQL's own text, with the type of each column beside it. */
export interface RawResult {
  readonly columns: readonly { readonly name: string; readonly type: number }[];
  readonly rows: readonly (readonly (string | null)[])[];
  readonly rowCount: number;
}

export type RunSql = (sql: string, values?: readonly unknown[]) => Promise<RawResult>;

export interface PostgresSession {
  /** One consistent snapshot, in which nothing can be written. */
  read<T>(work: (run: RunSql) => Promise<T>): Promise<T>;
  /** One transaction: all of it happens, or nothing. */
  write<T>(work: (run: RunSql) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/**
 * Settings hold for one transaction only, so that a pooler in between may hand the connection on. Text forms are fixed, whatever the server's defaults.
 * `row_security = off` makes a policy that hides rows an error: rows that we may not see would count as absent.
 */
const settings = [
  "timezone = 'UTC'",
  "datestyle = 'ISO, YMD'",
  "intervalstyle = 'iso_8601'",
  "bytea_output = 'hex'",
  'extra_float_digits = 1',
  'row_security = off',
  "search_path = 'pg_catalog'",
  "statement_timeout = '30s'",
  "lock_timeout = '10s'",
].map((setting) => `SET LOCAL ${setting}`);

const asWritten = { getTypeParser: () => (value: string) => value };

/** Opens no connection yet. Every failure comes out as one of the connector's errors, without address, credentials or values. */
export function postgresSession(access: PostgresAccess): PostgresSession {
  const pool = new Pool({
    ...reachBy(access),
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
  return {
    read: (work) => transact(pool, 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', work),
    write: (work) => transact(pool, 'BEGIN', work),
    close: () => pool.end(),
  };
}

async function transact<T>(pool: Pool, begin: string, work: (run: RunSql) => Promise<T>): Promise<T> {
  const client = await openTransaction(pool, begin);
  try {
    const result = await work((sql, values) => runRaw(client, sql, values));
    await client.query('COMMIT');
    client.release();
    return result;
  } catch (error) {
    const rolledBack = await client.query('ROLLBACK').then(
      () => true,
      () => false,
    );
    client.release(!rolledBack);
    throw asStoreError(error);
  }
}

/** A connection that died while it was idle (a frozen Lambda, a restarted server) is replaced once. */
async function openTransaction(pool: Pool, begin: string): Promise<PoolClient> {
  const start = [begin, ...settings].join('; ');
  const open = async (): Promise<PoolClient> => {
    const client = await pool.connect();
    try {
      await client.query(start);
      return client;
    } catch (error) {
      client.release(true);
      throw error;
    }
  };
  const hadIdle = pool.idleCount > 0;
  try {
    return await open();
  } catch (error) {
    if (!hadIdle) {
      throw asStoreError(error);
    }
  }
  return open().catch((error: unknown) => {
    throw asStoreError(error);
  });
}

async function runRaw(client: PoolClient, sql: string, values: readonly unknown[] = []): Promise<RawResult> {
  const result = await client.query<(string | null)[]>({
    text: sql,
    values: [...values],
    rowMode: 'array',
    types: asWritten,
  });
  return {
    columns: result.fields.map((field) => ({ name: field.name, type: field.dataTypeID })),
    rows: result.rows,
    rowCount: result.rowCount ?? 0,
  };
}

/** SQLSTATE classes in which the map and the database disagree: retrying cannot help. */
const shapeStates = /^(?:22|23|42(?!501)|0A|2F|44)/;

function asStoreError(error: unknown): Error {
  if (
    error instanceof BlastRadiusError ||
    error instanceof StoreShapeError ||
    error instanceof StoreUnavailableError
  ) {
    return error;
  }
  const { code, message, table, constraint } = (error ?? {}) as Record<string, unknown>;
  const state = typeof code === 'string' ? code : 'no answer';
  const place = [table, constraint].filter((part) => typeof part === 'string' && part !== '').join(', ');
  if (/^[0-9A-Z]{5}$/.test(state) && shapeStates.test(state)) {
    return new StoreShapeError(`the database refused (SQLSTATE ${state}${place ? `: ${place}` : ''})`);
  }
  if (message === WITHOUT_TLS) return new StoreUnavailableError('the database does not offer TLS');
  return new StoreUnavailableError(`${reasons[state] ?? 'the database is not available'} (${state})`);
}

/** What `pg` says of it, without a code. */
const WITHOUT_TLS = 'The server does not support SSL connections';

/** What to look into, by SQLSTATE or by the code of Node's TLS. */
const reasons: Readonly<Record<string, string>> = {
  '28000': 'the database refused the log-in',
  '28P01': 'the database refused the log-in',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'no known authority vouches for the certificate of the database',
  SELF_SIGNED_CERT_IN_CHAIN: 'no known authority vouches for the certificate of the database',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'no known authority vouches for the certificate of the database',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'no known authority vouches for the certificate of the database',
  CERT_HAS_EXPIRED: 'the certificate of the database has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate of the database is for another host',
};
