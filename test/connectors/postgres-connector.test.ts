import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PostgresServer, startPostgres } from '../../local/aws/postgres-server';
import { connectorContract } from '../contracts/connector.contract';
import { postgresClub } from './postgres-club';
import { postgresParticulars } from './postgres-particulars';

jest.setTimeout(30_000);

describe('the PostgreSQL connector on PGlite', () => {
  const directory = mkdtempSync(join(tmpdir(), 'club-'));
  let server: PostgresServer;

  beforeAll(async () => {
    server = await startPostgres({ directory: join(directory, 'data') });
  });

  afterAll(async () => {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  connectorContract(postgresClub(() => server.connectionString));

  describe('particulars', () => postgresParticulars(() => server.connectionString));
});
