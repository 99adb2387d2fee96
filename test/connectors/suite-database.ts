import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { type PostgresServer, startPostgres } from '../../local/aws/postgres-server';

/**
 * A database of its own for the tests of the block in which this is called. Its connection string is known
 * once they run.
 */
export function suiteDatabase(): () => string {
  const directory = mkdtempSync(join(tmpdir(), 'suite-database-'));
  let server: PostgresServer | undefined;
  beforeAll(async () => {
    server = await startPostgres({ directory: join(directory, 'data') });
  });
  afterAll(async () => {
    await server?.stop();
    rmSync(directory, { recursive: true, force: true });
  });
  return () => {
    if (!server) throw new Error('the database is not started before the tests');
    return server.connectionString;
  };
}

/** One statement, in a connection of its own. */
export async function runIn(url: string, sql: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
