import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { Connector } from '../../functions/connectors/connector';
import { locateEverything } from '../../functions/connectors/locate-everything';
import { createPostgresConnector } from '../../functions/connectors/postgres/postgres-connector';
import type { CollectionMap, StoreMap } from '../../functions/domain/data-map';
import { type PostgresServer, startPostgres } from '../../local/aws/postgres-server';
import { aCollection, aField, aStore } from './small-map';

jest.setTimeout(30_000);

const directory = mkdtempSync(join(tmpdir(), 'shapes-'));
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

async function world(
  sql: string,
  collections: readonly CollectionMap[],
  more: Partial<StoreMap> = {},
): Promise<Connector> {
  await client.query(sql);
  const store = { ...aStore('postgres', collections), ...more };
  const connector = createPostgresConnector({ store, url: server.connectionString });
  opened.push(connector);
  return connector;
}

describe('an unmapped table with the columns of a mapped one', () => {
  const events = `CREATE TABLE ev (id int, person int, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
    CREATE TABLE ev25 PARTITION OF ev FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
    CREATE TABLE ev26 PARTITION OF ev FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
    INSERT INTO ev VALUES (1, 1, '2025-05-05'), (2, 2, '2025-06-06'), (1, 1, '2026-05-05')`;
  const ev = aCollection('ev', ['id', 'person', 'at'], { primaryKey: ['id', 'at'] });
  const search = [{ collection: 'ev', field: 'person', values: ['1'] }];

  it.each([
    ['a partition that was taken out', 'ALTER TABLE ev DETACH PARTITION ev25', 'ev25', 1],
    [
      'a table that was renamed and made anew',
      'ALTER TABLE ev RENAME TO old; CREATE TABLE ev (LIKE old INCLUDING ALL)',
      'old',
      0,
    ],
    [
      'an archive to which rows were moved',
      "CREATE SCHEMA aside; CREATE TABLE aside.ev AS SELECT *, now() AS archived FROM ev WHERE at < '2026-01-01'; DELETE FROM ev WHERE at < '2026-01-01'",
      'aside.ev',
      1,
    ],
  ])('is named if the same search finds something in it: %s', async (_, change, place, left) => {
    const connector = await world(events, [ev]);
    const before = await locateEverything(connector, search);
    await client.query(change);

    const after = await locateEverything(connector, search);
    await client.query('DROP SCHEMA IF EXISTS aside CASCADE');

    expect(before.unread ?? []).toEqual([]);
    expect(before.rows).toHaveLength(2);
    expect(after.rows).toHaveLength(left);
    expect(after.unread).toEqual([{ collection: 'ev', place, reason: 'unclaimed' }]);
  });

  it.each([
    ['holds nothing on the person', `${events}; ALTER TABLE ev DETACH PARTITION ev25; DELETE FROM ev25`, {}],
    ['is listed as nobody’s', `${events}; ALTER TABLE ev DETACH PARTITION ev25`, { ignored: ['ev25'] }],
    ['lacks a column', `${events}; ALTER TABLE ev DETACH PARTITION ev25; ALTER TABLE ev25 DROP at`, {}],
  ])('is not named if it %s', async (_, sql, more) => {
    const connector = await world(sql, [ev], more);

    expect((await locateEverything(connector, search)).unread ?? []).toEqual([]);
  });

  it.each([
    ['a narrow one of the same columns', 'person int, thing int', ['bin']],
    ['a wider one beside a narrow one', 'person int, thing int, more text', []],
  ])('is taken for %s by its number of columns', async (_, columns, places) => {
    const likes = aCollection('likes', ['person', 'thing'], { primaryKey: ['person', 'thing'] });
    const sql = `CREATE TABLE likes (person int, thing int, PRIMARY KEY (person, thing));
      CREATE TABLE bin (${columns}); INSERT INTO bin (person, thing) VALUES (1, 1)`;
    const connector = await world(sql, [likes]);

    const { unread = [] } = await locateEverything(connector, [
      { collection: 'likes', field: 'person', values: ['1'] },
    ]);

    expect(unread.map(({ place }) => place)).toEqual(places);
  });

  it('is not read to see who else is named', async () => {
    const connector = await world(`${events}; ALTER TABLE ev DETACH PARTITION ev25`, [ev]);

    const found = await locateEverything(
      connector,
      search.map((one) => ({ ...one, check: true as const })),
    );

    expect(found.unread ?? []).toEqual([]);
  });

  it('is named before any search', async () => {
    const connector = await world(`${events}; ALTER TABLE ev DETACH PARTITION ev25`, [ev]);

    const { problems } = await connector.examine();

    expect(problems).toContainEqual(
      expect.objectContaining({ collection: 'ev', table: 'ev25', code: 'same-columns', blocks: 'nothing' }),
    );
  });
});

describe('an address inside a longer text', () => {
  const tickets = aCollection('tickets', ['id', 'cc'], {
    fields: [aField('id'), aField('cc', { identity: 'email' })],
    reachedBy: [{ field: 'cc', identity: 'email' }],
  });
  const search = [{ collection: 'tickets', field: 'cc', values: ['ida@x.example'] }];
  const holding = (...texts: string[]) =>
    world(
      `CREATE TABLE tickets (id int PRIMARY KEY, cc text);
       INSERT INTO tickets VALUES ${texts.map((text, at) => `(${at + 1}, '${text}')`).join(', ')}`,
      [tickets],
    );

  it.each([
    'ida@x.example, zoe@x.example',
    'zoe@x.example;IDA@x.example',
    'Ida Falk <Ida@X.example>',
    '"ida@x.example"',
    'mailto:ida@x.example',
    'Ask ida@x.example.',
    ' ida@x.example ',
  ])('is named with the key of its row: %s', async (text) => {
    const connector = await holding('bo@x.example', text);

    const found = await locateEverything(connector, search);

    expect(found.rows).toEqual([]);
    expect(found.unread).toEqual([
      { collection: 'tickets', place: 'tickets.cc (id 2)', reason: 'mentioned', row: { id: '2' } },
    ]);
  });

  it.each([
    'frida@x.example, zoe@x.example',
    'x ida@x.example.com',
    'x ida@x.example-shop.com',
    'news+ida@x.example, x',
    'ida@xxexample, x',
  ])('is not confused with a longer address or another one: %s', async (text) => {
    const connector = await holding(text);

    const found = await locateEverything(connector, search);

    expect([found.rows, found.unread ?? []]).toEqual([[], []]);
  });

  it('is not named in addition to the row that holds the bare address', async () => {
    const connector = await holding('Ida@x.example');

    const found = await locateEverything(connector, search);

    expect(found.rows.map(({ key }) => key)).toEqual([{ id: '1' }]);
    expect(found.unread ?? []).toEqual([]);
  });
});

describe('a part of a JSON value to be blanked', () => {
  const logs = aCollection('logs', ['id', 'p'], { onErasure: { action: 'anonymise' } });
  const blank = { p: { inside: { 'who.email': null, 'list.0.n': null } } } as const;
  const blanking = (...ids: number[]) =>
    ({
      collection: 'logs',
      action: 'anonymise',
      blank,
      keys: ids.map((id) => ({ id: `${id}` })),
      atMost: 9,
    }) as const;
  const holding = (type: string, ...documents: string[]) =>
    world(
      `CREATE TABLE logs (id int PRIMARY KEY, p ${type});
       INSERT INTO logs VALUES ${documents.map((one, at) => `(${at + 1}, '${one}')`).join(', ')}`,
      [logs],
    );
  const stored = async () => (await client.query('SELECT p FROM logs ORDER BY id')).rows.map(({ p }) => p);

  it.each(['json', 'jsonb'])('is skipped if its key is missing (%s)', async (type) => {
    const documents = ['{"who":{"name":"I"}}', '{"who":null}', 'null', '{"list":[]}', '{"list":null}', '{}'];
    const connector = await holding(type, '{"who":{"email":"i"},"list":[{"n":"I"},{"n":"B"}]}', ...documents);

    const receipt = await connector.erase([blanking(1, 2, 3, 4, 5, 6, 7)]);

    expect(receipt.collections[0]).toMatchObject({ anonymised: 1, alreadyAbsent: 6 });
    expect(await stored()).toEqual([
      { who: { email: null }, list: [{ n: null }, { n: 'B' }] },
      ...documents.map((one) => JSON.parse(one)),
    ]);
  });

  it.each([
    ['{"who":"Ida as a text"}', 'who.email'],
    ['{"who":7}', 'who.email'],
    ['{"who":[{"email":"i"}]}', 'who.email'],
    ['[{"who":{"email":"i"}}]', 'who.email'],
    ['"Ida"', 'who.email'],
    ['{"list":["Ida"]}', 'list.0.n'],
    ['{"list":"Ida"}', 'list.0.n'],
  ])('stops everything if its path has another shape: %s', async (document, path) => {
    const fitting = '{"who":{"email":"i"}}';
    const connector = await holding('jsonb', fitting, document);
    const place = { collection: 'logs', table: 'logs', field: `p.${path}`, code: 'other-shape' };

    const rehearsal = await connector.rehearse([blanking(1, 2)]);
    await expect(connector.erase([blanking(1, 2)])).rejects.toMatchObject({ kind: 'refused', place });

    expect(rehearsal).toEqual({ outcome: 'refused', fault: { kind: 'refused', place } });
    expect(await stored()).toEqual([fitting, document].map((one) => JSON.parse(one)));
  });
});

describe('a field that the map calls unique', () => {
  const users = aCollection('users', ['id', 'handle'], {
    fields: [aField('id'), aField('handle', { unique: true })],
  });

  it.each([
    ['handle text', ['users handle']],
    ['handle text UNIQUE', []],
    ['handle text, nr int, UNIQUE (handle, nr)', ['users handle']],
  ])('is named if the database does not enforce it: %s', async (columns, named) => {
    const connector = await world(`CREATE TABLE users (id int PRIMARY KEY, ${columns})`, [users]);

    const { problems } = await connector.examine();

    const found = problems.filter(({ code }) => code === 'not-unique');
    expect(found.map(({ collection, field }) => `${collection} ${field}`)).toEqual(named);
  });
});
