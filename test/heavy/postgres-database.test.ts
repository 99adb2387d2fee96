import { Client } from 'pg';
import type { Connector } from '../../functions/connectors/connector';
import { createPostgresConnector } from '../../functions/connectors/postgres/postgres-connector';
import type { CollectionMap, FieldMap } from '../../functions/domain/data-map';
import { postgresDatabaseRules } from '../connectors/postgres-database-rules';
import { eraseAtRandom, type Tally } from '../connectors/postgres-erasures';
import { postgresOwnChangeRules } from '../connectors/postgres-own-changes';
import { aCollection, aField, aStore } from '../connectors/small-map';
import { type RealPostgres, startRealPostgres } from './real-postgres';

jest.setTimeout(300_000);

describe('a database on PostgreSQL', () => {
  let server: RealPostgres;
  let client: Client;
  const opened: Connector[] = [];

  beforeAll(async () => {
    server = await startRealPostgres();
    client = new Client({ connectionString: server.url() });
    await client.connect();
    await client.query("CREATE EXTENSION citext; CREATE ROLE clerk LOGIN PASSWORD 'swordfish'");
  });

  afterAll(async () => {
    for (const connector of opened) await connector.close();
    await client.end();
    await server.stop();
  });

  const connect = (collections: readonly CollectionMap[], user?: string): Connector => {
    const url = user === undefined ? server.url() : server.url(user, 'swordfish');
    const connector = createPostgresConnector({ store: aStore('postgres', collections), url });
    opened.push(connector);
    return connector;
  };
  const withEmail = (name: string, fields: readonly string[], more: Partial<CollectionMap> = {}) =>
    aCollection(name, fields, {
      ...more,
      fields: fields.map((field): FieldMap => aField(field, field === 'email' ? { identity: 'email' } : {})),
    });
  const erasing = (collection: string, id: string) =>
    ({ collection, action: 'erase', keys: [{ id }], atMost: 1 }) as const;

  describe('the connector, whatever the database does by itself', () =>
    postgresDatabaseRules(() => server.url()));

  describe('a correction or an opt-out', () => postgresOwnChangeRules(() => server.url()));

  it('is no correction where the server does not count what changes', async () => {
    await client.query(
      "DROP TABLE IF EXISTS uncounted; CREATE TABLE uncounted (id int PRIMARY KEY, nick text); INSERT INTO uncounted VALUES (1, 'ida')",
    );
    await client.query('ALTER ROLE postgres SET track_counts = off');
    const connector = connect([
      aCollection('uncounted', ['id', 'nick'], {
        fields: [aField('id'), aField('nick', { correctable: {} })],
      }),
    ]);
    const changes = [{ field: 'nick', from: 'ida', to: 'Ina' }];

    const { rows } = await connector.correct([{ collection: 'uncounted', key: { id: '1' }, changes }]);
    await client.query('ALTER ROLE postgres RESET track_counts');

    expect(rows).toEqual([{ state: 'refused', code: 'no-counters' }]);
    expect((await client.query('SELECT nick FROM uncounted')).rows).toEqual([{ nick: 'ida' }]);
  });

  it('loses exactly the rows approved, or none, in 150 random databases', async () => {
    const tally: Tally = { carriedOut: 0, refused: 0 };
    for (let seed = 1_000; seed < 1_150; seed += 1) {
      tally[await eraseAtRandom(client, server.url(), seed)] += 1;
    }

    expect(Math.min(tally.carriedOut, tally.refused)).toBeGreaterThan(30);
  });

  it('compares citext as its foreign keys do, and an address in it by ASCII capitals', async () => {
    await client.query(`CREATE TABLE accounts (id int PRIMARY KEY, email citext UNIQUE, login citext UNIQUE);
      CREATE TABLE logins (login citext PRIMARY KEY REFERENCES accounts (login) ON DELETE CASCADE);
      INSERT INTO accounts VALUES (1, 'Mia.Holm@Example.com', 'Mia'), (2, 'MÄX@example.com', 'Bo');
      INSERT INTO logins VALUES ('MIA')`);
    const connector = connect([
      withEmail('accounts', ['id', 'email', 'login']),
      aCollection('logins', ['login']),
    ]);
    const find = async (collection: string, field: string, value: string) =>
      (await connector.locate([{ collection, field, values: [value] }])).rows.length;

    expect(await find('accounts', 'email', 'mia.holm@example.com')).toBe(1);
    expect(await find('accounts', 'email', 'mäx@example.com')).toBe(0);
    expect(await find('logins', 'login', 'Mia')).toBe(1);
    await expect(connector.erase([erasing('accounts', '1')])).rejects.toMatchObject({
      place: { table: 'logins', code: 'cascade' },
    });
    const both = [
      erasing('accounts', '1'),
      { collection: 'logins', action: 'erase', keys: [{ login: 'MIA' }], atMost: 1 } as const,
    ];
    expect((await connector.erase(both)).collections.map(({ erased }) => erased)).toEqual([1, 1]);
  });

  it.each([
    ['email', 'lower(email COLLATE "C")'],
    ['email', 'lower(email)'],
    ['price', 'price'],
    ['day', 'day'],
    ['code', 'code'],
    ['state', 'state'],
  ])('finds %s by an index on %s in 20,000 rows', async (field, index) => {
    await client.query(`DROP TABLE IF EXISTS crowd; DROP TYPE IF EXISTS crowd_state;
      CREATE TYPE crowd_state AS ENUM ('common', 'rare');
      CREATE TABLE crowd (id int PRIMARY KEY, email text, price numeric(12,2), day date, code char(12), state crowd_state);
      INSERT INTO crowd SELECT n, n || '@Example.com', n, DATE '1950-01-01' + n, 'c' || n, (CASE n WHEN 777 THEN 'rare' ELSE 'common' END)::crowd_state
        FROM generate_series(1, 20000) n;
      CREATE INDEX ON crowd (${index}); ANALYZE crowd`);
    const connector = connect([withEmail('crowd', ['id', 'email', 'price', 'day', 'code', 'state'])]);
    const values = {
      email: '777@EXAMPLE.com',
      price: '777.00',
      day: '1952-02-17',
      code: 'c777',
      state: 'rare',
    };

    await client.query('SELECT pg_stat_force_next_flush()');
    await client.query('SELECT pg_stat_reset()');
    const { rows } = await connector.locate([
      { collection: 'crowd', field, values: [values[field as keyof typeof values]] },
    ]);

    expect(rows.map(({ key }) => key.id)).toEqual(['777']);
    // The table is read a second time only for an address inside a longer text.
    const scans = field === 'email' ? 1 : 0;
    const looked = await rowsLookedAt();
    expect(looked.byIndex).toBeLessThan(5);
    expect([looked.indexScans > 0, looked.scans]).toEqual([true, scans]);
  });

  describe('a search by a key of any type', () => {
    const columns = {
      email: 'text',
      login: 'citext',
      small: 'smallint',
      whole: 'bigint',
      price: 'numeric(12,2)',
      uid: 'uuid',
      day: 'date',
      moment: 'timestamp',
      instant: 'timestamptz',
      short: 'varchar(80)',
      padded: 'char(40)',
      plain: 'text COLLATE "C"',
      loose: 'text COLLATE any_case',
      own: 'key_text',
      state: 'crowd_key',
      host: 'inet',
      bytes: 'bytea',
    };
    const names = Object.keys(columns);
    const keyed = aCollection('keyed', ['id', ...names], {
      fields: ['id', ...names].map((name) => aField(name, name === 'email' ? { identity: 'email' } : {})),
      reachedBy: names.map((field) => ({ field, identity: 'customer-number' as const })),
    });
    const unserved = async () => {
      const { problems } = await connect([keyed]).examine();
      return problems.filter(({ code }) => code === 'no-index');
    };

    beforeEach(async () => {
      const labels = Array.from({ length: 300 }, (_, n) => `'l${n}'`).join(', ');
      await client.query(`DROP TABLE IF EXISTS keyed; DROP TYPE IF EXISTS crowd_key; DROP DOMAIN IF EXISTS key_text;
        DROP COLLATION IF EXISTS any_case;
        CREATE TYPE crowd_key AS ENUM (${labels}); CREATE DOMAIN key_text AS varchar(60);
        CREATE COLLATION any_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
        CREATE TABLE keyed (id int PRIMARY KEY, ${Object.entries(columns)
          .map((one) => one.join(' '))
          .join(', ')});
        INSERT INTO keyed SELECT n, n || '@example.com', 'l' || n, n % 30000, n, n, md5(n::text)::uuid, DATE '1950-01-01' + n,
          TIMESTAMP '2000-01-01' + n * INTERVAL '1 min', TIMESTAMPTZ '2000-01-01' + n * INTERVAL '1 min', 's' || n, 'p' || n,
          'c' || n, 'o' || n, 'd' || n, ('l' || n % 300)::crowd_key, '10.0.0.0'::inet + n, decode(md5(n::text), 'hex')
          FROM generate_series(1, 20000) n`);
    });

    it('reads the whole table without an index, and the check of the map says so of each', async () => {
      await client.query('ANALYZE keyed');

      expect((await unserved()).map(({ field }) => field)).toEqual(names);
    });

    it('uses the index that the check of the map asks for, which is a plain one but for an address', async () => {
      const remedies = (await unserved()).map(({ remedy }) => remedy);
      for (const remedy of remedies) await client.query(remedy);
      await client.query('ANALYZE keyed');

      expect(remedies.filter((remedy) => !/ \("\w+"\);$/.test(remedy))).toEqual([
        'CREATE INDEX CONCURRENTLY ON "public"."keyed" ((lower("email" COLLATE "C")));',
      ]);
      expect(await unserved()).toEqual([]);
    });

    it('finds exactly its row by that index', async () => {
      const { rows } = await client.query(
        `SELECT ${names.map((name) => `${name}::text`).join(', ')} FROM keyed WHERE id = 777`,
      );
      const connector = connect([keyed]);

      for (const name of names) {
        const { rows: found } = await connector.locate([
          { collection: 'keyed', field: name, values: [rows[0][name]] },
        ]);
        const ids = found.map(({ key }) => key.id);
        expect([name, ids.includes('777'), name === 'state' || ids.length === 1]).toEqual([name, true, true]);
      }
    });

    it('that most rows share is told apart from one without an index', async () => {
      await client.query(
        "UPDATE keyed SET short = 'x' || id % 2; CREATE INDEX ON keyed (short); ANALYZE keyed",
      );

      const problem = (await unserved()).find(({ field }) => field === 'short');

      expect(problem === undefined || problem.remedy.includes('ANALYZE')).toBe(true);
    });
  });

  interface Looked {
    readonly byIndex: number;
    readonly indexScans: number;
    readonly scans: number;
  }

  /** Waits until the server has counted an index scan: it counts them with a delay. */
  async function rowsLookedAt(): Promise<Looked> {
    const sql = `SELECT coalesce(seq_scan, 0) AS scans, coalesce(idx_scan, 0) AS indexed, coalesce(idx_tup_fetch, 0) AS fetched
      FROM pg_stat_user_tables WHERE relname = 'crowd'`;
    const { rows } = await client.query<{ scans: string; indexed: string; fetched: string }>(sql);
    const [{ scans = '0', indexed = '0', fetched = '0' } = {}] = rows;
    if (Number(indexed) > 0)
      return { byIndex: Number(fetched), indexScans: Number(indexed), scans: Number(scans) };
    await new Promise((resolve) => setTimeout(resolve, 50));
    return rowsLookedAt();
  }

  describe('the database permissions of the desk', () => {
    const collections = [aCollection('guarded', ['id', 'name'])];

    beforeEach(async () => {
      await client.query(`DROP TABLE IF EXISTS guarded; CREATE TABLE guarded (id int PRIMARY KEY, name text);
        INSERT INTO guarded VALUES (1, 'Ada')`);
    });

    it('are reported with the statement that grants them', async () => {
      const connector = connect(collections, 'clerk');
      await client.query('REVOKE ALL ON guarded FROM clerk');
      const [nothing] = (await connector.examine()).problems;
      await client.query('GRANT SELECT (id) ON guarded TO clerk');
      const [part] = (await connector.examine()).problems;
      await client.query('GRANT SELECT ON guarded TO clerk');
      const [noDelete] = (await connector.examine()).problems;

      expect(nothing).toMatchObject({ code: 'privilege', blocks: 'everything' });
      expect(part).toMatchObject({ code: 'privilege', blocks: 'everything' });
      expect(nothing?.remedy).toContain('GRANT SELECT ON "public"."guarded"');
      expect(noDelete).toMatchObject({ code: 'privilege', blocks: 'erasure' });
      expect(noDelete?.remedy).toContain('GRANT DELETE ON "public"."guarded"');
    });

    it('to delete suffice to erase, and their loss is reported as such', async () => {
      const connector = connect(collections, 'clerk');
      await client.query('GRANT SELECT, DELETE ON guarded TO clerk');

      expect((await connector.examine()).problems).toEqual([]);
      expect(await connector.rehearse([erasing('guarded', '1')])).toEqual({ outcome: 'held' });
      await client.query('REVOKE DELETE ON guarded FROM clerk');
      await expect(connector.erase([erasing('guarded', '1')])).rejects.toMatchObject({
        kind: 'forbidden',
        place: { collection: 'guarded', table: 'guarded', code: '42501' },
      });
    });

    it('that a schema lacks are reported where its tables are listed', async () => {
      await client.query('CREATE SCHEMA closed; CREATE TABLE closed.books (id int PRIMARY KEY)');
      const { collections: shapes, notLookedAt } = await connect(collections, 'clerk').describe();
      await client.query('DROP SCHEMA closed CASCADE');

      expect(shapes.map(({ name }) => name)).not.toContain('closed.books');
      expect(notLookedAt).toContainEqual(expect.stringMatching(/^closed[.]books: .*grant USAGE/));
    });

    it('are distinguished from row security', async () => {
      const connector = connect(collections, 'clerk');
      await client.query(`GRANT SELECT ON guarded TO clerk; ALTER TABLE guarded ENABLE ROW LEVEL SECURITY;
        CREATE POLICY own ON guarded USING (name = current_user)`);

      expect((await connector.examine()).problems).toMatchObject([
        { code: 'row-security', blocks: 'everything' },
      ]);
      await expect(connector.probe()).rejects.toMatchObject({
        kind: 'forbidden',
        place: { table: 'guarded', code: 'row-security' },
      });
    });

    it('are missed safely: a row is guarded even if the desk may not see what refers to it', async () => {
      await client.query(`DROP TABLE IF EXISTS hidden; GRANT SELECT, DELETE ON guarded TO clerk;
        CREATE TABLE hidden (id int PRIMARY KEY, guarded int REFERENCES guarded ON DELETE CASCADE);
        INSERT INTO hidden VALUES (1, 1)`);
      const connector = connect(collections, 'clerk');

      await expect(connector.erase([erasing('guarded', '1')])).rejects.toMatchObject({
        kind: 'beyond-approval',
        place: { table: 'hidden', code: 'counted' },
      });
      await client.query('DROP TABLE hidden');
    });
  });

  it('are not confused with a lock: a row that somebody else holds is busy, never refused', async () => {
    await client.query('CREATE TABLE held (id int PRIMARY KEY); INSERT INTO held VALUES (1)');
    const other = new Client({ connectionString: server.url() });
    await other.connect();
    await other.query('BEGIN; UPDATE held SET id = 1');
    const connector = connect([aCollection('held', ['id'])]);

    expect(await connector.rehearse([erasing('held', '1')])).toEqual({
      outcome: 'not-tried',
      reason: 'busy',
    });
    await other.query('ROLLBACK');
    await other.end();
    expect(await connector.rehearse([erasing('held', '1')])).toEqual({ outcome: 'held' });
  });

  it('are tried on at most 2,000 rows', async () => {
    const connector = connect([aCollection('held', ['id'])]);
    const keys = Array.from({ length: 2_001 }, (_, n) => ({ id: String(n) }));

    expect(await connector.rehearse([{ ...erasing('held', '1'), keys, atMost: 2_001 }])).toEqual({
      outcome: 'not-tried',
      reason: 'too-many-rows',
    });
  });
});
