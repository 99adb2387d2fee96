import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PostgresServer, startPostgres } from '../../local/aws/postgres-server';
import { postgresScale } from './postgres-scale';

jest.setTimeout(60_000);

describe('many rows on PGlite', () => {
  const directory = mkdtempSync(join(tmpdir(), 'scale-'));
  let server: PostgresServer;

  beforeAll(async () => {
    server = await startPostgres({ directory: join(directory, 'data') });
  });

  afterAll(async () => {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  describe('the connector', () => postgresScale(() => server.connectionString));
});
