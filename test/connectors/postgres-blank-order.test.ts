import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { Connector } from '../../functions/connectors/connector';
import { createPostgresConnector } from '../../functions/connectors/postgres/postgres-connector';
import type { Blank } from '../../functions/domain/blank';
import type { CollectionMap } from '../../functions/domain/data-map';
import { type PostgresServer, startPostgres } from '../../local/aws/postgres-server';
import { aCollection, aField, aStore } from './small-map';

jest.setTimeout(30_000);

describe('rows that refer to a blanked value', () => {
  const directory = mkdtempSync(join(tmpdir(), 'order-'));
  const opened: Connector[] = [];
  let server: PostgresServer;
  let client: Client;

  beforeAll(async () => {
    server = await startPostgres({ directory: join(directory, 'data') });
    client = new Client({ connectionString: server.connectionString });
    await client.connect();
  });

  beforeEach(async () => {
    await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  });

  afterEach(async () => {
    for (const connector of opened.splice(0)) await connector.close();
  });

  afterAll(async () => {
    await client.end();
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  const users = aCollection('users', ['id', 'email'], {
    fields: [aField('id'), aField('email', { blankWith: { random: 'email' } })],
    onErasure: { action: 'anonymise' },
  });
  const subs = aCollection('subs', ['id', 'mail']);
  const email: Record<string, Blank> = { email: { random: 'email' } };

  async function world(sql: string, ...collections: CollectionMap[]): Promise<Connector> {
    await client.query(sql);
    const connector = createPostgresConnector({
      store: aStore('postgres', collections),
      url: server.connectionString,
    });
    opened.push(connector);
    return connector;
  }

  const erasing = (collection: string, ...ids: number[]) =>
    ({ collection, action: 'erase', keys: ids.map((id) => ({ id: `${id}` })), atMost: 9 }) as const;
  const blanking = (collection: string, blank: Record<string, Blank>, ...ids: number[]) =>
    ({ ...erasing(collection, ...ids), action: 'anonymise', blank }) as const;
  const count = async (table: string) =>
    Number((await client.query(`SELECT count(*) FROM ${table}`)).rows[0].count);

  it.each([
    [
      'that the database computes from it',
      `CREATE TABLE users (id int PRIMARY KEY, email text, low text GENERATED ALWAYS AS (lower(email)) STORED UNIQUE);
       CREATE TABLE subs (id int PRIMARY KEY, mail text REFERENCES users (low))`,
    ],
    [
      'and would be changed along',
      `CREATE TABLE users (id int PRIMARY KEY, email text UNIQUE);
       CREATE TABLE subs (id int PRIMARY KEY, mail text REFERENCES users (email) ON UPDATE CASCADE)`,
    ],
    [
      'and would hold it back',
      `CREATE TABLE users (id int PRIMARY KEY, email text UNIQUE);
       CREATE TABLE subs (id int PRIMARY KEY, mail text REFERENCES users (email))`,
    ],
  ])('go first if they are erased as well: at a value %s', async (_, tables) => {
    const rows = `INSERT INTO users VALUES (1, 'ida@x.example'), (2, 'bo@x.example');
      INSERT INTO subs VALUES (1, 'ida@x.example'), (2, 'bo@x.example')`;
    const connector = await world(`${tables}; ${rows}`, users, subs);

    const { problems } = await connector.examine();
    const rehearsal = await connector.rehearse([blanking('users', email, 1), erasing('subs', 1)]);
    const receipt = await connector.erase([blanking('users', email, 1), erasing('subs', 1)]);

    expect(problems.filter(({ blocks }) => blocks !== 'nothing')).toEqual([]);
    expect(rehearsal).toEqual({ outcome: 'held' });
    expect(receipt.collections).toMatchObject([{ anonymised: 1 }, { erased: 1 }]);
    expect([await count('users'), await count('subs')]).toEqual([2, 1]);
  });

  it.each([
    ['CASCADE', 'cascade-update', 'beyond-approval'],
    ['SET NULL', 'cascade-update', 'beyond-approval'],
    ['NO ACTION', 'referred-to', 'refused'],
    ['RESTRICT', 'referred-to', 'refused'],
  ])(
    'stop the erasure if they are not approved, before anything changes: ON UPDATE %s',
    async (rule, code, kind) => {
      const connector = await world(
        `CREATE TABLE users (id int PRIMARY KEY, email text UNIQUE);
       CREATE TABLE subs (id int PRIMARY KEY, mail text REFERENCES users (email) ON UPDATE ${rule});
       INSERT INTO users VALUES (1, 'ida@x.example'); INSERT INTO subs VALUES (1, 'ida@x.example'), (2, 'ida@x.example')`,
        users,
        subs,
      );

      const attempt = connector.erase([blanking('users', email, 1), erasing('subs', 1)]);

      const place = { collection: 'users', table: 'subs', constraint: 'subs_mail_fkey', code };
      await expect(attempt).rejects.toMatchObject({ kind, place });
      expect([await count('users'), await count('subs')]).toEqual([1, 2]);
      expect((await client.query('SELECT email FROM users')).rows).toEqual([{ email: 'ida@x.example' }]);
    },
  );

  it('let a blank precede the deletion that depends on it, and that deletion precede another blank', async () => {
    const connector = await world(
      `CREATE TABLE users (id int PRIMARY KEY, email text UNIQUE);
       CREATE TABLE subs (id int PRIMARY KEY, mail text REFERENCES users (email));
       CREATE TABLE notes (id int PRIMARY KEY, sub int REFERENCES subs);
       INSERT INTO users VALUES (1, 'ida@x.example'); INSERT INTO subs VALUES (1, 'ida@x.example'); INSERT INTO notes VALUES (1, 1)`,
      users,
      subs,
      aCollection('notes', ['id', 'sub'], { onErasure: { action: 'anonymise' } }),
    );

    const receipt = await connector.erase([
      blanking('users', email, 1),
      blanking('notes', { sub: null }, 1),
      erasing('subs', 1),
    ]);

    expect(receipt.collections).toMatchObject([{ anonymised: 1 }, { anonymised: 1 }, { erased: 1 }]);
    expect((await client.query('SELECT sub FROM notes')).rows).toEqual([{ sub: null }]);
  });

  it('that stay are named with a remedy', async () => {
    const kept = aCollection('subs', ['id', 'mail'], { onErasure: { action: 'anonymise' } });
    const tables = `CREATE TABLE users (id int PRIMARY KEY, email text UNIQUE);
      CREATE TABLE subs (id int PRIMARY KEY, mail text REFERENCES users (email) ON UPDATE CASCADE);
      CREATE TABLE shares (id int PRIMARY KEY, mail text REFERENCES users (email) ON UPDATE CASCADE)`;
    const connector = await world(tables, users, kept);

    const { problems } = await connector.examine();

    const found = problems.filter(({ code }) => code === 'cascade-update');
    const told = found.map(
      ({ table = '', ...one }) => [table, one.blocks, one.whileKept, one.remedy] as const,
    );
    expect(told.sort(([a], [b]) => a.localeCompare(b))).toEqual([
      ['shares', 'nothing', undefined, expect.stringContaining('Describe shares in the map')],
      ['subs', 'erasure', ['subs'], expect.stringContaining('Set on_erasure of subs to erase')],
    ]);
  });
});
