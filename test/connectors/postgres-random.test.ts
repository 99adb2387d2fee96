import { Client } from 'pg';
import { eraseAtRandom, type Tally } from './postgres-erasures';
import { suiteDatabase } from './suite-database';

jest.setTimeout(60_000);

describe('an erasure in a random database on PGlite', () => {
  const databaseUrl = suiteDatabase();

  it('erases exactly the rows approved, or none', async () => {
    const client = new Client({ connectionString: databaseUrl() });
    await client.connect();
    const tally: Tally = { carriedOut: 0, refused: 0 };
    for (let seed = 1; seed <= 12; seed += 1) {
      tally[await eraseAtRandom(client, databaseUrl(), seed)] += 1;
    }
    await client.end();

    expect(Math.min(tally.carriedOut, tally.refused)).toBeGreaterThan(1);
  });
});
