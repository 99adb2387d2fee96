import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PostgresServer, startPostgres } from '../../local/aws/postgres-server';
import { postgresDatabaseRules } from './postgres-database-rules';

jest.setTimeout(30_000);

describe('the rules of a database on PGlite', () => {
  const directory = mkdtempSync(join(tmpdir(), 'rules-'));
  let server: PostgresServer;

  beforeAll(async () => {
    server = await startPostgres({ directory: join(directory, 'data') });
  });

  afterAll(async () => {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  describe('the connector, whatever the database does by itself', () =>
    postgresDatabaseRules(() => server.connectionString));
});
