import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { type PostgresServer, startPostgres } from '../../local/aws/postgres-server';
import { eraseAtRandom, type Tally } from './postgres-erasures';

jest.setTimeout(60_000);

describe('an erasure in a random database on PGlite', () => {
  const directory = mkdtempSync(join(tmpdir(), 'random-'));
  let server: PostgresServer;

  beforeAll(async () => {
    server = await startPostgres({ directory: join(directory, 'data') });
  });

  afterAll(async () => {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  it('erases exactly the rows approved, or none', async () => {
    const client = new Client({ connectionString: server.connectionString });
    await client.connect();
    const tally: Tally = { carriedOut: 0, refused: 0 };
    for (let seed = 1; seed <= 12; seed += 1) {
      tally[await eraseAtRandom(client, server.connectionString, seed)] += 1;
    }
    await client.end();

    expect(Math.min(tally.carriedOut, tally.refused)).toBeGreaterThan(1);
  });
});
