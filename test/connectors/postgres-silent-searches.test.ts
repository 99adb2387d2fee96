import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import {
  BlastRadiusError,
  StoreRefusedError,
  StoreUnavailableError,
} from '../../functions/connectors/connector';
import { createPostgresConnector } from '../../functions/connectors/postgres/postgres-connector';
import { postgresSession } from '../../functions/connectors/postgres/postgres-session';
import type { CollectionMap } from '../../functions/domain/data-map';
import { aCollection, aField, aStore } from './small-map';
import { suiteDatabase } from './suite-database';

jest.setTimeout(30_000);

describe('what a database does without an error', () => {
  const databaseUrl = suiteDatabase();

  async function sql(text: string) {
    const client = new Client({ connectionString: databaseUrl() });
    await client.connect();
    const result = await client.query(text);
    await client.end();
    return result;
  }

  async function world(schema: string, ...collections: CollectionMap[]) {
    await sql(`DROP SCHEMA public CASCADE; CREATE SCHEMA public; ${schema}`);
    return createPostgresConnector({
      store: aStore('postgres', collections),
      url: databaseUrl(),
    });
  }

  const byEmail = (name: string) =>
    aCollection(name, ['id', 'email'], { fields: [aField('id'), aField('email', { identity: 'email' })] });

  it.each([
    ['text[]', `'{a@example.com}'`],
    ['jsonb', `'["a@example.com"]'`],
    ['json', `'"a@example.com"'`],
    ['bytea', `'a@example.com'`],
    ['int4range', `'[1,2]'`],
    ['pair', `('a@example.com', 'x')`],
    ['addresses', `'{a@example.com}'`],
  ])('reports a table searched by a column of %s as unread, and stops its requests', async (type, value) => {
    const connector = await world(
      `CREATE TYPE pair AS (a text, b text); CREATE DOMAIN addresses AS text[];
       CREATE TABLE mails (id int PRIMARY KEY, email ${type}); INSERT INTO mails VALUES (1, ${value})`,
      byEmail('mails'),
    );

    const page = await connector.locate([{ collection: 'mails', field: 'email', values: ['a@example.com'] }]);

    expect(page).toMatchObject({ rows: [], unread: [{ collection: 'mails', reason: 'misfit' }] });
    expect((await connector.examine()).problems).toContainEqual(
      expect.objectContaining({ code: 'unsearchable', field: 'email', blocks: 'everything' }),
    );
    await connector.close();
  });

  it('never takes a table for empty if its mapped key is not unique', async () => {
    const orders = aCollection('orders', ['id', 'user_id'], {
      reachedBy: [{ field: 'user_id', from: { storeId: 'store', collection: 'users', field: 'id' } }],
    });
    const connector = await world(
      `CREATE TABLE users (tenant int, id int, email text, PRIMARY KEY (tenant, id)); INSERT INTO users VALUES (1, 5, 'a@example.com');
       CREATE TABLE orders (id int PRIMARY KEY, user_id int)`,
      byEmail('users'),
      orders,
    );

    const page = await connector.locate([{ collection: 'users', field: 'email', values: ['a@example.com'] }]);

    expect(page).toMatchObject({ rows: [], unread: [{ collection: 'users', reason: 'misfit' }] });
    expect((await connector.examine()).problems).toContainEqual(
      expect.objectContaining({
        code: 'key-not-unique',
        blocks: 'everything',
        remedy: expect.stringContaining('tenant, id'),
      }),
    );
    await connector.close();
  });

  it('never takes two rows under one key for one, where a table that inherits repeats it', async () => {
    const connector = await world(
      `CREATE TABLE people (id int PRIMARY KEY, email text); CREATE TABLE guests () INHERITS (people);
       INSERT INTO people VALUES (1, 'a@example.com'); INSERT INTO guests VALUES (1, 'a@example.com')`,
      byEmail('people'),
    );

    const page = await connector.locate([
      { collection: 'people', field: 'email', values: ['a@example.com'] },
    ]);

    expect(page).toMatchObject({ rows: [], unread: [{ collection: 'people', reason: 'misfit' }] });
    await connector.close();
  });

  it.each([
    ['bytea', `'\\x00ff01'`, `'\\x00ff02'`],
    ['timestamptz', `'2020-01-01 12:00:00.123456+02'`, `'2020-01-01 12:00:00.123457+02'`],
    ['timestamp', `'2020-01-01 12:00:00.12'`, `'2020-01-01 12:00:00'`],
    ['date', `'2020-01-01'`, `'2020-01-02'`],
    ['uuid', `'9C4CBAAD-2D7A-4F01-8D42-0D7E5C9F0F10'`, `'9C4CBAAD-2D7A-4F01-8D42-0D7E5C9F0F11'`],
    ['float8', '0.1', '0.2'],
    ['inet', `'10.0.0.1'`, `'10.0.0.2'`],
    ['numeric', '16777217.00', '16777218.00'],
  ])(
    'follows a reference between columns of type %s, from a key and from another field',
    async (type, hers, his) => {
      const connector = await world(
        `CREATE TABLE users (id ${type} PRIMARY KEY, other ${type}); INSERT INTO users VALUES (${hers}, ${hers}), (${his}, ${his});
       CREATE TABLE notes (id int PRIMARY KEY, by ${type}); INSERT INTO notes VALUES (1, ${hers}), (2, ${his})`,
        aCollection('users', ['id', 'other']),
        aCollection('notes', ['id', 'by']),
      );
      const all = (await connector.locate([{ collection: 'notes', field: 'id', values: ['1', '2'] }])).rows;
      const values = all.find(({ key }) => key.id === '1')?.facts.by ?? '';
      const [user] = (await connector.locate([{ collection: 'users', field: 'id', values: [values] }])).rows;

      for (const value of [user?.key.id ?? '', user?.facts.other ?? '']) {
        const { rows } = await connector.locate([{ collection: 'notes', field: 'by', values: [value] }]);
        expect(rows.map(({ key }) => key.id)).toEqual(['1']);
      }
      await connector.close();
    },
  );

  it('finds a bigint by a numeric of the same value, and vice versa', async () => {
    const connector = await world(
      `CREATE TABLE paid (id int PRIMARY KEY, amount numeric(10,2)); INSERT INTO paid VALUES (1, 42), (2, 42.5);
       CREATE TABLE bills (id int PRIMARY KEY, amount bigint); INSERT INTO bills VALUES (1, 42)`,
      aCollection('paid', ['id', 'amount']),
      aCollection('bills', ['id', 'amount']),
    );
    const found = async (collection: string, value: string) =>
      (await connector.locate([{ collection, field: 'amount', values: [value] }])).rows.length;

    expect(await Promise.all([found('paid', '42'), found('paid', '42.0'), found('paid', '042')])).toEqual([
      1, 1, 0,
    ]);
    expect(await Promise.all([found('bills', '42.00'), found('bills', '42.50')])).toEqual([1, 0]);
    await connector.close();
  });

  it('blocks an erasure that makes a trigger write to unmapped tables', async () => {
    const physical = { triggers_write: ['history', 'mails'] };
    const connector = await world(
      'CREATE TABLE users (id int PRIMARY KEY); CREATE TABLE history (id int); CREATE TABLE mails (id int PRIMARY KEY, email text)',
      aCollection('users', ['id'], { physical }),
      byEmail('mails'),
    );

    const { problems } = await connector.examine();

    expect(problems.filter(({ code }) => code === 'writes-unmapped')).toEqual([
      expect.objectContaining({ collection: 'users', table: 'history', blocks: 'erasure' }),
    ]);
    await connector.close();
  });

  describe.each([
    ['puts the old value back', 'before', 'new.name := old.name; RETURN new;'],
    ['swallows the change', 'before', 'RETURN NULL;'],
  ])('a trigger that %s', (_, when, body) => {
    it.each([[null], ['gone'], [{ random: 'text' as const }]])('refuses the blank %j', async (name) => {
      const connector = await world(
        `CREATE TABLE users (id int PRIMARY KEY, name text); INSERT INTO users VALUES (1, 'Ada');
         CREATE FUNCTION undo() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN ${body} END';
         CREATE TRIGGER u ${when} UPDATE ON users FOR EACH ROW EXECUTE FUNCTION undo()`,
        aCollection('users', ['id', 'name'], {
          onErasure: { action: 'anonymise' },
          physical: { rollback_safe: true },
        }),
      );
      const blanking = {
        collection: 'users',
        action: 'anonymise',
        keys: [{ id: '1' }],
        atMost: 1,
        blank: { name },
      } as const;
      const fault = { kind: 'refused', place: { collection: 'users', table: 'users', code: 'blank-undone' } };

      expect(await connector.rehearse([blanking])).toEqual({ outcome: 'refused', fault });
      await expect(connector.erase([blanking])).rejects.toThrow(StoreRefusedError);
      await connector.close();
    });
  });

  it.each([
    ['puts the old value back', 'new.news := old.news; RETURN new;'],
    ['swallows the change', 'RETURN NULL;'],
  ])('refuses an opt-out that a trigger undoes: it %s', async (_, body) => {
    const connector = await world(
      `CREATE TABLE users (id int PRIMARY KEY, email text, news text); INSERT INTO users VALUES (1, 'a@example.com', 'yes');
       CREATE FUNCTION undo() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN ${body} END';
       CREATE TRIGGER u BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION undo()`,
      aCollection('users', ['id', 'email', 'news'], {
        fields: [
          aField('id'),
          aField('email', { identity: 'email' }),
          aField('news', { optOut: [{ right: 'marketing-objection', value: 'no' }] }),
        ],
      }),
    );
    const search = [{ collection: 'users', field: 'email', values: ['a@example.com'] }];

    await expect(connector.optOut(search, 'marketing-objection')).rejects.toMatchObject({
      kind: 'refused',
      place: { collection: 'users', code: 'value-undone' },
    });
    expect((await sql('SELECT news FROM users')).rows).toEqual([{ news: 'yes' }]);
    await connector.close();
  });

  it('counts no row without a key as erased that a trigger only marks, and changes nothing', async () => {
    const connector = await world(
      `CREATE TABLE visits (email text, gone bool); INSERT INTO visits VALUES ('a@example.com', false);
       CREATE FUNCTION mark() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN UPDATE visits SET gone = true; RETURN NULL; END';
       CREATE TRIGGER m BEFORE DELETE ON visits FOR EACH ROW EXECUTE FUNCTION mark()`,
      aCollection('visits', ['email', 'gone'], {
        primaryKey: [],
        reachedBy: [{ field: 'email', identity: 'email' }],
      }),
    );
    const search = { collection: 'visits', field: 'email', values: ['a@example.com'] };
    const { rows } = await connector.locate([search]);
    const keys = rows.map(({ key }) => key);

    await expect(
      connector.erase([{ collection: 'visits', action: 'erase', keys, atMost: 1 }]),
    ).rejects.toThrow(BlastRadiusError);
    expect((await sql('SELECT gone FROM visits')).rows).toEqual([{ gone: false }]);
    await connector.close();
  });

  it('treats a number that the column stores with its own scale as written', async () => {
    const connector = await world(
      `CREATE TABLE users (id int PRIMARY KEY, worth numeric(10,2)); INSERT INTO users VALUES (1, 7)`,
      aCollection('users', ['id', 'worth'], { onErasure: { action: 'anonymise' } }),
    );
    const keys = [{ id: '1' }];

    const receipt = await connector.erase([
      { collection: 'users', action: 'anonymise', keys, atMost: 1, blank: { worth: 0 } },
    ]);

    expect(receipt.collections[0]?.anonymised).toBe(1);
    await connector.close();
  });

  describe('a connection that dies between two statements', () => {
    const sockets: Socket[] = [];
    let between: Server;

    beforeAll(async () => {
      const { hostname, port } = new URL(databaseUrl());
      between = createServer((socket) => {
        const onward = connect(Number(port), hostname);
        for (const one of [socket, onward]) one.on('error', () => undefined);
        socket.pipe(onward).pipe(socket);
        sockets.push(socket, onward);
      });
      await new Promise<void>((listening) => between.listen(0, '127.0.0.1', listening));
    });

    afterAll(() => new Promise((closed) => between.close(closed)));

    it('is not a reply, and does not end the process', async () => {
      const url = new URL(databaseUrl());
      const address = between.address();
      url.host = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
      const session = postgresSession({ url: url.href });

      const lost = session.write(async (run) => {
        await run('SELECT 1');
        for (const socket of sockets) socket.destroy();
        await delay(50);
        return run('SELECT 1');
      });

      await expect(lost).rejects.toThrow(StoreUnavailableError);
      await session.close();
    });
  });
});
