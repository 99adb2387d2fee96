import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { StoreForbiddenError, StoreUnavailableError } from '../../functions/connectors/connector';
import { createPostgresConnector } from '../../functions/connectors/postgres/postgres-connector';
import { postgresOwnChanges } from '../connectors/own-changes';
import { postgresClub } from '../connectors/postgres-club';
import { postgresParticulars } from '../connectors/postgres-particulars';
import { postgresScale } from '../connectors/postgres-scale';
import { aCollection, aStore } from '../connectors/small-map';
import { connectorContract } from '../contracts/connector.contract';
import { ownChangesContract } from '../contracts/own-changes.contract';
import { heldMemory } from './held-memory';
import { type RealPostgres, startRealPostgres } from './real-postgres';

jest.setTimeout(60_000);

/**
 * How many rows of a table were read, once the server has counted this many scans: it counts them with a
 * delay.
 */
async function rowsLookedAt(client: Client, table: string, scans: number): Promise<number> {
  const sql = `SELECT seq_scan + idx_scan AS scans, seq_tup_read + idx_tup_fetch AS looked
    FROM pg_stat_user_tables WHERE relname = $1`;
  const { rows } = await client.query<{ scans: string; looked: string }>(sql, [table]);
  if (Number(rows[0]?.scans) >= scans) {
    return Number(rows[0]?.looked);
  }
  await sleep(50);
  return rowsLookedAt(client, table, scans);
}

describe('the PostgreSQL connector on PostgreSQL', () => {
  let server: RealPostgres;

  beforeAll(async () => {
    server = await startRealPostgres();
  });

  afterAll(() => server.stop());

  connectorContract(postgresClub(() => server.url()));

  ownChangesContract(postgresOwnChanges(() => server.url()));

  describe('particulars', () => postgresParticulars(() => server.url()));

  describe('with many rows', () => postgresScale(() => server.url()));

  describe('what only a real server shows', () => {
    const store = aStore('postgres', [aCollection('guarded', ['id', 'email'])]);
    const search = [{ collection: 'guarded', field: 'email', values: ['a@example.com'] }];

    beforeAll(async () => {
      const client = new Client({ connectionString: server.url() });
      await client.connect();
      await client.query(`
        CREATE TABLE guarded (id integer PRIMARY KEY, email text);
        INSERT INTO guarded VALUES (1, 'a@example.com');
        CREATE ROLE desk LOGIN PASSWORD 'swordfish';
        CREATE ROLE stranger LOGIN PASSWORD 'swordfish';
        GRANT SELECT ON guarded TO desk;
        ALTER TABLE guarded ENABLE ROW LEVEL SECURITY;
        CREATE POLICY nobody ON guarded USING (false);`);
      await client.end();
    });

    it.each([
      ['a wrong password', 'desk', 'carp'],
      ['an unknown user', 'nobody', 'carp'],
    ])('is not available with %s, and repeats neither', async (_, user, password) => {
      const connector = createPostgresConnector({ store, url: server.url(user, password) });

      const error = await connector.probe().then(
        () => new Error('succeeded'),
        (thrown: Error) => thrown,
      );
      await connector.close();

      expect(error).toBeInstanceOf(StoreUnavailableError);
      expect(error.message).not.toMatch(/carp|desk|nobody|127/);
    });

    it('refuses to call rows absent that a policy hides', async () => {
      const connector = createPostgresConnector({ store, url: server.url('desk', 'swordfish') });

      await expect(connector.confirmAbsent(search)).rejects.toThrow(StoreForbiddenError);
      expect(await connector.locate(search)).toMatchObject({
        rows: [],
        unread: [{ collection: 'guarded', reason: 'forbidden' }],
      });
      await connector.close();
    });

    it('refuses to call rows absent that it may not read', async () => {
      const connector = createPostgresConnector({ store, url: server.url('stranger', 'swordfish') });

      await expect(connector.confirmAbsent(search)).rejects.toThrow(StoreForbiddenError);
      await connector.close();
    });

    it('finds rows by their index, in 200,000 rows, for any column type', async () => {
      const client = new Client({ connectionString: server.url() });
      await client.connect();
      await client.query(`
        CREATE TABLE crowd (id bigint PRIMARY KEY, email varchar(80), uid uuid UNIQUE DEFAULT gen_random_uuid());
        INSERT INTO crowd SELECT n, n || '@example.com' FROM generate_series(1, 200000) n;
        CREATE INDEX ON crowd (email);
        ANALYZE crowd;`);
      await client.query('SELECT pg_stat_reset()');
      const big = aStore('postgres', [aCollection('crowd', ['id', 'email', 'uid'])]);
      const connector = createPostgresConnector({ store: big, url: server.url() });

      for (const [field, value] of [
        ['id', '777'],
        ['email', '777@example.com'],
        ['uid', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'],
      ] as const) {
        await connector.locate([{ collection: 'crowd', field, values: [value] }]);
      }
      await connector.close();
      const looked = await rowsLookedAt(client, 'crowd', 3);
      await client.end();

      expect(looked).toBe(2);
    });

    it('exports 240 MB without holding it in memory', async () => {
      const client = new Client({ connectionString: server.url() });
      await client.connect();
      await client.query(`
        CREATE TABLE wide (id integer PRIMARY KEY, email text, filler text);
        INSERT INTO wide SELECT n, 'a@example.com', repeat(md5(n::text), 128) FROM generate_series(1, 60000) n;`);
      await client.end();
      const wide = aStore('postgres', [aCollection('wide', ['id', 'email', 'filler'], { facts: ['email'] })]);
      const connector = createPostgresConnector({ store: wide, url: server.url() });
      const rows = Array.from({ length: 60_000 }, (_, n) => ({
        collection: 'wide',
        key: { id: String(n + 1) },
      }));
      const before = heldMemory();
      let bytes = 0;
      let records = 0;
      let most = 0;

      for await (const record of connector.export(rows)) {
        bytes += String(record.values.filler).length;
        records += 1;
        if (records % 2_000 === 0) most = Math.max(most, heldMemory());
      }
      await connector.close();

      expect(bytes).toBe(60_000 * 4_096);
      expect(most).toBeGreaterThan(0);
      expect(most - before).toBeLessThan(30_000_000);
    });

    it('survives a restart of the server between two calls', async () => {
      const lone = aStore('postgres', [aCollection('parents', ['id', 'name'])]);
      const connector = createPostgresConnector({ store: lone, url: server.url() });
      await connector.probe();

      await server.restart();

      await expect(connector.probe()).resolves.toBeUndefined();
      await connector.close();
    });

    it('reports a map that names a column the table lacks', async () => {
      const wrong = aStore('postgres', [aCollection('guarded', ['id', 'mail'])]);
      const connector = createPostgresConnector({ store: wrong, url: server.url() });

      const page = await connector.locate([{ collection: 'guarded', field: 'mail', values: ['x'] }]);

      expect(page).toMatchObject({ rows: [], unread: [{ collection: 'guarded', reason: 'misfit' }] });
      await connector.close();
    });
  });
});
