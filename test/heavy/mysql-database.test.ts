import { setTimeout as sleep } from 'node:timers/promises';
import { type Connection, createConnection } from 'mysql2/promise';
import type { Connector } from '../../functions/connectors/connector';
import { StoreForbiddenError, StoreUnavailableError } from '../../functions/connectors/connector';
import { locateEverything } from '../../functions/connectors/locate-everything';
import { createMysqlConnector } from '../../functions/connectors/mysql/mysql-connector';
import type { Patience } from '../../functions/connectors/mysql/mysql-session';
import type { CollectionMap } from '../../functions/domain/data-map';
import { aCollection, aField, aStore, gather } from '../connectors/small-map';
import type { MysqlServer } from './mysql-server';
import { anAuthority } from './own-authority';
import { serverName, startRealMysql } from './real-mysql';

jest.setTimeout(120_000);

/** The numbers from 1 on as `seq`: MySQL has no tables of them as MariaDB has. */
const numbersTo = (last: number) =>
  `JSON_TABLE(CONCAT('[', REPEAT('0,', ${last - 1}), '0]'), '$[*]' COLUMNS (seq FOR ORDINALITY)) numbers`;
const onMariadb = serverName === 'MariaDB' ? it : it.skip;
const onMysql = serverName === 'MySQL' ? it : it.skip;

describe(`a database on ${serverName}`, () => {
  let server: MysqlServer;
  let client: Connection;
  const opened: Connector[] = [];

  beforeAll(async () => {
    server = await startRealMysql();
    client = await createConnection({ uri: server.url(), multipleStatements: true });
    await client.query("SET sql_mode = 'STRICT_ALL_TABLES'");
    await client.query("CREATE USER clerk@'127.0.0.1' IDENTIFIED BY 'swordfish'");
  });

  afterEach(async () => {
    for (const connector of opened.splice(0)) await connector.close();
  });

  afterAll(async () => {
    await client.end();
    await server.stop();
  });

  const connect = (collections: readonly CollectionMap[], user?: string, patience?: Patience): Connector => {
    const url = user === undefined ? server.url() : server.url(user, 'swordfish');
    const connector = createMysqlConnector({ store: aStore('mysql', collections), url }, patience);
    opened.push(connector);
    return connector;
  };
  const erasing = (collection: string, ...ids: string[]) =>
    ({ collection, action: 'erase', keys: ids.map((id) => ({ id })), atMost: ids.length }) as const;
  const make = async (...statements: string[]) => {
    await client.query('SET foreign_key_checks = 0');
    const [tables] = await client.query<never[]>('SHOW FULL TABLES');
    for (const table of tables) await client.query(`DROP TABLE \`${Object.values(table)[0]}\``);
    await client.query('SET foreign_key_checks = 1');
    for (const sql of statements) await client.query(sql);
  };
  const grant = (rights: string, place: string) =>
    client.query(`GRANT ${rights} ON ${place} TO clerk@'127.0.0.1'`);
  const rowsOf = async (sql: string) => (await client.query<never[]>({ sql, rowsAsArray: true }))[0].flat();
  const codesOf = async (connector: Connector) =>
    (await connector.examine()).problems.map(({ code, blocks }) => `${code} ${blocks}`);

  describe('an erasure', () => {
    it('takes along by a cascade only what was approved', async () => {
      await make(
        'CREATE TABLE owners (id int PRIMARY KEY)',
        'CREATE TABLE pets (id int PRIMARY KEY, owner int, FOREIGN KEY (owner) REFERENCES owners (id) ON DELETE CASCADE)',
        'INSERT INTO owners VALUES (1), (2)',
        'INSERT INTO pets VALUES (10, 1), (11, 1), (20, 2)',
      );
      const connector = connect([aCollection('owners', ['id']), aCollection('pets', ['id', 'owner'])]);

      await expect(connector.erase([erasing('owners', '1'), erasing('pets', '10')])).rejects.toMatchObject({
        kind: 'beyond-approval',
        place: { table: 'pets', constraint: 'pets_ibfk_1', code: 'cascade' },
      });
      expect(await rowsOf('SELECT id FROM pets')).toEqual([10, 11, 20]);
      const both = [erasing('owners', '1'), erasing('pets', '10', '11')];
      expect(await connector.rehearse(both)).toEqual({ outcome: 'held' });
      const receipt = await connector.erase(both);

      expect(receipt.collections.map(({ erased }) => erased)).toEqual([1, 2]);
      expect(await rowsOf('SELECT id FROM pets')).toEqual([20]);
    });

    it('takes no reference out of a row that nobody approved', async () => {
      await make(
        'CREATE TABLE owners (id int PRIMARY KEY)',
        'CREATE TABLE pets (id int PRIMARY KEY, owner int, FOREIGN KEY (owner) REFERENCES owners (id) ON DELETE SET NULL)',
        'INSERT INTO owners VALUES (1)',
        'INSERT INTO pets VALUES (10, 1)',
      );

      await expect(
        connect([aCollection('owners', ['id'])]).erase([erasing('owners', '1')]),
      ).rejects.toMatchObject({ kind: 'beyond-approval', place: { table: 'pets', code: 'set-null' } });
      expect(await rowsOf('SELECT owner FROM pets')).toEqual([1]);
    });

    it('blanks a value that other rows follow only where none does', async () => {
      await make(
        'CREATE TABLE owners (id int PRIMARY KEY, nick varchar(20) UNIQUE)',
        'CREATE TABLE pets (id int PRIMARY KEY, nick varchar(20), FOREIGN KEY (nick) REFERENCES owners (nick) ON UPDATE CASCADE)',
        "INSERT INTO owners VALUES (1, 'ida'), (2, 'zoe')",
        "INSERT INTO pets VALUES (10, 'IDA')",
      );
      const connector = connect([aCollection('owners', ['id', 'nick'])]);
      const blanking = (id: string) =>
        ({
          collection: 'owners',
          action: 'anonymise',
          keys: [{ id }],
          blank: { nick: null },
          atMost: 1,
        }) as const;

      await expect(connector.erase([blanking('1')])).rejects.toMatchObject({
        place: { code: 'cascade-update' },
      });
      await connector.erase([blanking('2')]);

      expect(await rowsOf('SELECT nick FROM owners ORDER BY id')).toEqual(['ida', null]);
    });

    it('removes rows that point at themselves and at each other', async () => {
      await make(
        `CREATE TABLE staff (id int PRIMARY KEY, boss int, best int,
          FOREIGN KEY (boss) REFERENCES staff (id), FOREIGN KEY (best) REFERENCES staff (id))`,
        'INSERT INTO staff VALUES (1, 1, NULL), (2, 1, NULL), (3, 2, NULL), (4, NULL, NULL), (5, NULL, NULL), (6, NULL, NULL)',
        'UPDATE staff SET best = 9 - id WHERE id IN (4, 5)',
      );
      const connector = connect([aCollection('staff', ['id', 'boss', 'best'])]);

      await expect(connector.erase([erasing('staff', '1')])).rejects.toMatchObject({
        kind: 'refused',
        place: { code: '23503' },
      });
      const receipt = await connector.erase([erasing('staff', '1', '2', '3', '4', '5')]);

      expect(receipt.collections[0]?.erased).toBe(5);
      expect(await rowsOf('SELECT id FROM staff')).toEqual([6]);
    });

    it('is refused in a table without transactions, and the check of the map says so', async () => {
      await make(
        'CREATE TABLE old_shop (id int PRIMARY KEY) ENGINE = MyISAM',
        'INSERT INTO old_shop VALUES (1)',
      );
      const connector = connect([aCollection('old_shop', ['id'])]);

      await expect(connector.erase([erasing('old_shop', '1')])).rejects.toMatchObject({
        kind: 'refused',
        place: { table: 'old_shop', code: 'no-transactions' },
      });
      expect(await codesOf(connector)).toContain('no-transactions erasure');
      expect(await rowsOf('SELECT id FROM old_shop')).toEqual([1]);
    });

    onMariadb('is refused where the database keeps what was erased', async () => {
      await make(
        'CREATE TABLE kept (id int PRIMARY KEY) WITH SYSTEM VERSIONING',
        'INSERT INTO kept VALUES (1)',
      );
      const connector = connect([aCollection('kept', ['id'])]);

      await expect(connector.erase([erasing('kept', '1')])).rejects.toMatchObject({
        place: { code: 'versioned' },
      });
      expect(await codesOf(connector)).toContain('versioned erasure');
    });

    it('sets off a trigger only if the map says what it writes', async () => {
      await make(
        'CREATE TABLE members (id int PRIMARY KEY, name text)',
        'CREATE TABLE history (was text)',
        "INSERT INTO members VALUES (1, 'Ida'), (2, 'Zoe')",
        'CREATE TRIGGER remember AFTER DELETE ON members FOR EACH ROW INSERT INTO history VALUES (OLD.name)',
      );
      const untold = connect([aCollection('members', ['id', 'name'])]);
      const told = connect([
        aCollection('members', ['id', 'name'], { physical: { triggers_write: ['history'] } }),
      ]);

      await expect(untold.erase([erasing('members', '1')])).rejects.toMatchObject({
        kind: 'refused',
        place: { constraint: 'remember', code: 'trigger' },
      });
      expect(await codesOf(untold)).toContain('trigger erasure');
      expect(await told.rehearse([erasing('members', '1')])).toEqual({
        outcome: 'not-tried',
        reason: 'triggers',
      });
      await told.erase([erasing('members', '1')]);

      expect(await rowsOf('SELECT was FROM history')).toEqual(['Ida']);
    });

    it('stops when the rows changed are more than those approved, whatever changed them', async () => {
      await make(
        'CREATE TABLE owners (id int PRIMARY KEY)',
        'INSERT INTO owners VALUES (1)',
        'DROP DATABASE IF EXISTS hidden',
        'CREATE DATABASE hidden',
        'CREATE TABLE hidden.pets (id int PRIMARY KEY, owner int, FOREIGN KEY (owner) REFERENCES shop.owners (id) ON DELETE CASCADE)',
        'INSERT INTO hidden.pets VALUES (10, 1)',
        "GRANT SELECT, DELETE ON shop.* TO clerk@'127.0.0.1'",
        "GRANT PROCESS ON *.* TO clerk@'127.0.0.1'",
      );
      const connector = connect([aCollection('owners', ['id'])], 'clerk');

      await expect(connector.erase([erasing('owners', '1')])).rejects.toMatchObject({
        kind: 'beyond-approval',
        place: { code: 'counted' },
      });
      expect(await rowsOf('SELECT id FROM hidden.pets')).toEqual([10]);
      await client.query("DROP DATABASE hidden; REVOKE ALL, GRANT OPTION FROM clerk@'127.0.0.1'");
    });

    it('leaves nothing half done when its connection is killed', async () => {
      await make(
        'CREATE TABLE first_one (id int PRIMARY KEY)',
        'CREATE TABLE second_one (id int PRIMARY KEY)',
        'INSERT INTO first_one VALUES (1)',
        'INSERT INTO second_one VALUES (1)',
      );
      const connector = connect([aCollection('first_one', ['id']), aCollection('second_one', ['id'])]);
      const other = await createConnection({ uri: server.url() });
      await other.query('START TRANSACTION');
      await other.query('SELECT * FROM second_one FOR UPDATE');

      const attempt = connector.erase([erasing('first_one', '1'), erasing('second_one', '1')]);
      attempt.catch(() => undefined);
      const waiting =
        "SELECT id FROM information_schema.PROCESSLIST WHERE info LIKE '%second_one%FOR UPDATE%' AND id <> CONNECTION_ID() AND command = 'Execute'";
      let ids: unknown[] = [];
      while (ids.length === 0) {
        await sleep(50);
        ids = await rowsOf(waiting);
      }
      await client.query(`KILL CONNECTION ${Number(ids[0])}`);

      await expect(attempt).rejects.toThrow(StoreUnavailableError);
      await other.query('ROLLBACK');
      await other.end();
      expect(await rowsOf('SELECT id FROM first_one')).toEqual([1]);
      expect(await connector.erase([erasing('first_one', '1'), erasing('second_one', '1')])).toMatchObject({
        collections: [{ erased: 1 }, { erased: 1 }],
      });
    });

    it('of a row that somebody else holds is busy, never refused', async () => {
      await make('CREATE TABLE held (id int PRIMARY KEY)', 'INSERT INTO held VALUES (1)');
      const connector = connect([aCollection('held', ['id'])]);
      const other = await createConnection({ uri: server.url() });
      await other.query('START TRANSACTION');
      await other.query('SELECT * FROM held FOR UPDATE');

      expect(await connector.rehearse([erasing('held', '1')])).toEqual({
        outcome: 'not-tried',
        reason: 'busy',
      });
      await other.query('ROLLBACK');
      await other.end();
      expect(await connector.rehearse([erasing('held', '1')])).toEqual({ outcome: 'held' });
    });
  });

  describe('blanks', () => {
    it('keep the rest of a document, and are read back', async () => {
      await make(
        `CREATE TABLE profiles (id int PRIMARY KEY, email varchar(80) UNIQUE, doc json, flag boolean, left_on datetime,
          price decimal(6,2), nick char(8))`,
        `INSERT INTO profiles VALUES (1, 'Ida@example.com', '{"name": "Ida", "rows": [1, 2.50], "at": {"street": "x"}}',
          true, '0000-00-00 00:00:00', 9.99, 'ida')`,
      );
      const connector = connect([
        aCollection('profiles', ['id', 'email', 'doc', 'flag', 'left_on', 'price', 'nick']),
      ]);
      const instruction = {
        collection: 'profiles',
        action: 'anonymise',
        keys: [{ id: '1' }],
        blank: {
          email: { random: 'email' },
          doc: { inside: { name: null, 'at.street': 'gone', 'no.such': 1 } },
          flag: false,
          left_on: { now: true },
          price: 0,
          nick: 'gone',
        },
        atMost: 1,
      } as const;

      const first = await connector.erase([instruction]);
      const second = await connector.erase([instruction]);
      const [record] = await gather(connector.export([{ collection: 'profiles', key: { id: '1' } }]));

      expect([first, second].map(({ collections: [one] }) => one?.anonymised)).toEqual([1, 0]);
      expect(record?.values).toMatchObject({
        email: expect.stringMatching(/^erased-[0-9a-f]{16}@rightsdesk[.]invalid$/),
        doc: { name: null, rows: [1, 2.5], at: { street: 'gone' } },
        flag: false,
        left_on: expect.stringMatching(/^20/),
        price: '0.00',
        nick: 'gone',
      });
    });

    it('that a document has no place for are left to a person', async () => {
      await make(
        'CREATE TABLE docs (id int PRIMARY KEY, doc json)',
        `INSERT INTO docs VALUES (1, '{"at": "Mill Lane"}')`,
      );
      const instruction = {
        collection: 'docs',
        action: 'anonymise',
        keys: [{ id: '1' }],
        blank: { doc: { inside: { 'at.street': null } } },
        atMost: 1,
      } as const;

      await expect(connect([aCollection('docs', ['id', 'doc'])]).erase([instruction])).rejects.toMatchObject({
        place: { code: 'other-shape' },
      });
    });
  });

  describe('a correction', () => {
    it.each([
      ['born', '1990-02-30', { state: 'refused' }],
      ['born', '90-02-03', { state: 'refused', code: 'value-unclear' }],
      ['price', '12.345', { state: 'refused', code: 'value-rounded' }],
      ['price', '12.50', { state: 'done' }],
      ['whole', '7 apples', { state: 'refused', code: 'value-unclear' }],
      ['latin', 'Łucja', { state: 'refused', code: 'value-unclear' }],
      ['latin', 'Zoë', { state: 'done' }],
      ['short', 'far too long for it', { state: 'refused', code: '22001' }],
      ['state', 'NEW', { state: 'refused', code: 'value-unclear' }],
      ['flag', 'true', { state: 'done' }],
    ])('of %s to %s is written exactly or refused', async (field, to, state) => {
      const names = ['born', 'price', 'whole', 'latin', 'short', 'state', 'flag'];
      await make(
        `CREATE TABLE facts (id int PRIMARY KEY, born date, price decimal(6,2), whole int,
          latin varchar(20) CHARACTER SET latin1, short varchar(5), state enum('new', 'old'), flag boolean)`,
        'INSERT INTO facts (id) VALUES (1)',
      );
      const connector = connect([
        aCollection('facts', ['id', ...names], {
          fields: ['id', ...names].map((name) => aField(name, name === 'id' ? {} : { correctable: {} })),
        }),
      ]);
      const correction = { collection: 'facts', key: { id: '1' }, changes: [{ field, from: null, to }] };

      expect((await connector.correct([correction])).rows).toEqual([expect.objectContaining(state)]);
    });
  });

  describe('what a correction or an opt-out sets off', () => {
    const members = (more: Partial<CollectionMap> = {}) =>
      aCollection('members', ['id', 'nick', 'news'], {
        fields: [
          aField('id'),
          aField('nick', { correctable: {} }),
          aField('news', { optOut: [{ right: 'marketing-objection', value: 'no' }] }),
        ],
        ...more,
      });
    const table = [
      "CREATE TABLE members (id int PRIMARY KEY, nick varchar(20) UNIQUE, news varchar(9), changed datetime DEFAULT '2000-01-01 00:00:00' ON UPDATE CURRENT_TIMESTAMP)",
      "INSERT INTO members (id, nick, news) VALUES (1, 'ida', 'yes'), (2, 'zoe', 'yes')",
    ];
    const change = {
      collection: 'members',
      key: { id: '1' },
      changes: [{ field: 'nick', from: 'ida', to: 'Ina' }],
    };
    const optOut = (connector: Connector) =>
      connector.optOut([{ collection: 'members', field: 'id', values: ['1'] }], 'marketing-objection');
    const blanking = {
      collection: 'members',
      action: 'anonymise',
      keys: [{ id: '2' }],
      blank: { news: 'gone' },
      atMost: 1,
    } as const;

    it('is done where it is only the time of the change in the same row', async () => {
      await make(
        ...table,
        'CREATE TRIGGER stamp BEFORE UPDATE ON members FOR EACH ROW BEGIN SET NEW.changed = NOW(); END',
      );
      const connector = connect([members()]);

      expect((await connector.correct([change])).rows).toEqual([{ state: 'done' }]);
      expect(await optOut(connector)).toEqual({ found: 1, changed: 1 });
      expect((await connector.erase([blanking])).collections[0]).toMatchObject({ anonymised: 1 });
      expect(await rowsOf("SELECT nick FROM members WHERE changed > '2020-01-01'")).toEqual(['Ina', 'zoe']);
    });

    it('is counted by collection where an opt-out reaches several', async () => {
      await make(...table, 'CREATE TABLE guests LIKE members', 'INSERT INTO guests SELECT * FROM members');
      const guests = { ...members(), name: 'guests' };
      const searches = ['members', 'guests'].map((collection) => ({
        collection,
        field: 'id',
        values: ['1'],
      }));

      expect(await connect([members(), guests]).optOut(searches, 'marketing-objection')).toEqual({
        found: 2,
        changed: 2,
      });
      expect(await rowsOf("SELECT COUNT(*) FROM guests WHERE news = 'no'")).toEqual([1]);
    });

    it.each([
      'SET NEW.before_it = OLD.nick',
      'BEGIN SET NEW.changed = NOW(); SET NEW.before_it = OLD.nick; END',
    ])('is refused where a trigger keeps the old value in the same row: %s', async (body) => {
      await make(
        ...table,
        'ALTER TABLE members ADD before_it varchar(20)',
        `CREATE TRIGGER keep BEFORE UPDATE ON members FOR EACH ROW ${body}`,
      );
      const connector = connect([members()]);

      expect((await connector.correct([change])).rows).toMatchObject([{ state: 'refused', code: 'trigger' }]);
      await expect(connector.erase([{ ...blanking, blank: { nick: null } }])).rejects.toMatchObject({
        place: { code: 'trigger' },
      });
      expect(await rowsOf('SELECT nick FROM members WHERE before_it IS NULL')).toEqual(['ida', 'zoe']);
    });

    it('is refused where other rows follow the value, and done where none does', async () => {
      await make(
        ...table,
        'CREATE TABLE pets (id int PRIMARY KEY, nick varchar(20), FOREIGN KEY (nick) REFERENCES members (nick) ON UPDATE CASCADE)',
        "INSERT INTO pets VALUES (10, 'ida')",
      );
      const connector = connect([members()]);

      expect((await connector.correct([change])).rows).toEqual([
        { state: 'refused', code: 'cascade-update', constraint: 'pets_ibfk_1' },
      ]);
      expect(await rowsOf('SELECT nick FROM pets')).toEqual(['ida']);
      await client.query('DELETE FROM pets');
      expect((await connector.correct([change])).rows).toEqual([{ state: 'done' }]);
    });

    it.each([
      ["SET NEW.slug = 'shadow'", 'CASCADE'],
      ['BEGIN SET NEW.`Slug` := NEW.nick; END', 'SET NULL'],
    ])('is refused where other rows follow what a trigger sets: %s', async (body, follows) => {
      await make(
        ...table,
        'ALTER TABLE members ADD slug varchar(20) UNIQUE',
        'UPDATE members SET slug = nick',
        `CREATE TABLE posts (id int PRIMARY KEY, slug varchar(20), FOREIGN KEY (slug) REFERENCES members (slug) ON UPDATE ${follows})`,
        "INSERT INTO posts VALUES (7, 'ida'), (8, 'zoe')",
        `CREATE TRIGGER follow BEFORE UPDATE ON members FOR EACH ROW ${body}`,
        "GRANT SELECT, UPDATE, DELETE, REFERENCES, TRIGGER ON shop.* TO clerk@'127.0.0.1'",
      );
      const connector = connect([members()], 'clerk');

      expect((await connector.correct([change])).rows).toEqual([
        { state: 'refused', code: 'cascade-update', constraint: 'posts_ibfk_1' },
      ]);
      await expect(optOut(connector)).rejects.toMatchObject({ place: { code: 'cascade-update' } });
      await expect(connector.erase([blanking])).rejects.toMatchObject({ place: { code: 'cascade-update' } });
      expect(await rowsOf('SELECT slug FROM posts ORDER BY id')).toEqual(['ida', 'zoe']);
      await client.query('DELETE FROM posts');
      expect((await connector.correct([change])).rows).toEqual([{ state: 'done' }]);
      await client.query("REVOKE ALL, GRANT OPTION FROM clerk@'127.0.0.1'");
    });

    it('is refused where a trigger writes what the map does not name', async () => {
      await make(
        ...table,
        'CREATE TABLE history (was text)',
        'CREATE TRIGGER remember AFTER UPDATE ON members FOR EACH ROW INSERT INTO history VALUES (OLD.nick)',
      );
      const untold = connect([members()]);
      const told = connect([members({ physical: { triggers_write: ['history'] } })]);

      expect((await untold.correct([change])).rows).toEqual([
        { state: 'refused', code: 'trigger', constraint: 'remember' },
      ]);
      await expect(optOut(untold)).rejects.toMatchObject({ kind: 'refused', place: { code: 'trigger' } });
      expect(await rowsOf('SELECT COUNT(*) FROM history')).toEqual([0]);
      expect((await told.correct([change])).rows).toEqual([{ state: 'done' }]);
      expect(await optOut(told)).toEqual({ found: 1, changed: 1 });
    });

    it('is counted where a table that the desk does not see follows the value', async () => {
      await make(
        ...table,
        'DROP DATABASE IF EXISTS hidden',
        'CREATE DATABASE hidden CHARACTER SET utf8mb4',
        'CREATE TABLE hidden.pets (id int PRIMARY KEY, nick varchar(20), FOREIGN KEY (nick) REFERENCES shop.members (nick) ON UPDATE CASCADE)',
        "INSERT INTO hidden.pets VALUES (10, 'ida')",
        "GRANT SELECT, UPDATE ON shop.* TO clerk@'127.0.0.1'",
        "GRANT PROCESS ON *.* TO clerk@'127.0.0.1'",
      );

      expect((await connect([members()], 'clerk').correct([change])).rows).toEqual([
        { state: 'refused', code: 'counted' },
      ]);
      expect(await rowsOf('SELECT nick FROM hidden.pets')).toEqual(['ida']);
      await client.query("DROP DATABASE hidden; REVOKE ALL, GRANT OPTION FROM clerk@'127.0.0.1'");
    });
  });

  describe('a key', () => {
    it.each([
      ['tinyint(1)', ['0', '1', '2', '-1']],
      ['int(5) ZEROFILL', ['7', '42', '123456']],
      ['double', ['0.1', '1e22', '-3.5', '0.30000000000000004', '1.7976931348623157e308']],
      ['decimal(6,2)', ['7', '7.5', '-0.01']],
      ['bigint unsigned', ['18446744073709551615', '18446744073709551614', '0']],
      ['bit(9)', ["b'101'", "b'1'"]],
      ['year', ['1999', '2024']],
      ['time(3)', ["'10:00:00.125'", "'-00:00:01'"]],
      ['varchar(9) CHARACTER SET latin1', ["'é'", "'e'", "'?'"]],
    ])('of the type %s names each row, and no other', async (type, keys) => {
      await make(
        `CREATE TABLE keyed (k ${type}, email varchar(90), PRIMARY KEY (k)) DEFAULT COLLATE utf8mb4_bin`.replace(
          'latin1',
          'latin1 COLLATE latin1_bin',
        ),
        `INSERT INTO keyed VALUES ${keys.map((key, n) => `(${key}, ${n < 1 ? "'ida@example.com'" : "'zoe@example.com'"})`).join(', ')}`,
      );
      const connector = connect([
        aCollection('keyed', ['k', 'email'], {
          primaryKey: ['k'],
          fields: [aField('k'), aField('email', { identity: 'email' })],
        }),
      ]);
      const everybody = await locateEverything(connector, [
        { collection: 'keyed', field: 'email', values: ['ida@example.com', 'zoe@example.com'] },
      ]);
      const { rows } = await locateEverything(connector, [
        { collection: 'keyed', field: 'email', values: ['ida@example.com'] },
      ]);
      const again = await locateEverything(connector, [
        { collection: 'keyed', field: 'k', values: rows.map(({ key }) => key.k ?? '') },
      ]);
      const copied = await gather(connector.export(rows));
      const receipt = await connector.erase([
        { collection: 'keyed', keys: rows.map(({ key }) => key), action: 'erase', atMost: 1 },
      ]);

      expect(everybody.rows).toHaveLength(keys.length);
      expect(again.rows.map(({ key }) => key)).toEqual(rows.map(({ key }) => key));
      expect(copied.map(({ values }) => values.email)).toEqual(['ida@example.com']);
      expect(receipt.collections[0]).toMatchObject({ erased: 1, alreadyAbsent: 0 });
      expect(await rowsOf("SELECT COUNT(*) FROM keyed WHERE email LIKE 'zoe%'")).toEqual([keys.length - 1]);
    });

    it('that the letters of its column cannot write names no row', async () => {
      await make(
        'CREATE TABLE keyed (k varchar(9) CHARACTER SET latin1 PRIMARY KEY, note text)',
        "INSERT INTO keyed VALUES ('?ucja', 'a'), ('Zoe', 'b')",
      );
      const connector = connect([aCollection('keyed', ['k', 'note'], { primaryKey: ['k'] })]);
      const rows = ['Łucja', 'Zoe'].map((k) => ({ collection: 'keyed', key: { k } }));
      const keys = rows.map(({ key }) => key);

      expect((await gather(connector.export(rows))).map(({ values }) => values.note)).toEqual(['b']);
      const receipt = await connector.erase([{ collection: 'keyed', action: 'erase', keys, atMost: 2 }]);

      expect(receipt.collections[0]).toMatchObject({ erased: 1, alreadyAbsent: 1 });
      expect(await rowsOf('SELECT k FROM keyed')).toEqual(['?ucja']);
    });
  });

  describe('an address in other capitals', () => {
    it('is found in every collation that ignores capitals, also where two letters count as one', async () => {
      const pairs = [
        'aA',
        'cH',
        'cS',
        'dZ',
        'gY',
        'lL',
        'lJ',
        'nJ',
        'sS',
        'sZ',
        'tY',
        'aE',
        'oE',
        'zS',
        'aJ',
        'aT',
        'iI',
      ];
      const [all] = await client.query<never[]>(
        "SELECT COLLATION_NAME AS name FROM information_schema.COLLATIONS WHERE CHARACTER_SET_NAME IN ('utf8mb4', 'latin1', 'latin2', 'latin7', 'cp866') AND COLLATION_NAME LIKE '%\\_ci' ORDER BY 1",
      );
      const missed: string[] = [];
      await make('CREATE TABLE people (id int PRIMARY KEY, email varchar(60))');
      await client.query(
        `INSERT INTO people VALUES ${pairs.map((pair, n) => `(${n}, 'x${pair}x@example.com')`).join(', ')}`,
      );
      for (const { name } of all as { name: string }[]) {
        await client.query(
          `ALTER TABLE people MODIFY email varchar(60) CHARACTER SET ${name.split('_')[0]} COLLATE ${name}`,
        );
        const connector = connect([
          aCollection('people', ['id', 'email'], {
            fields: [aField('id'), aField('email', { identity: 'email' })],
          }),
        ]);
        const values = pairs.map((pair) => `x${pair.toLowerCase()}x@example.com`);
        const { rows } = await connector.locate([{ collection: 'people', field: 'email', values }]);
        if (rows.length !== pairs.length) missed.push(`${name}: ${rows.length} of ${pairs.length}`);
        await connector.close();
      }

      expect(all.length).toBeGreaterThan(20);
      expect(missed).toEqual([]);
    });
  });

  describe('the rights of the desk', () => {
    const collections = [aCollection('guarded', ['id', 'name'])];

    beforeEach(() =>
      make('CREATE TABLE guarded (id int PRIMARY KEY, name text)', "INSERT INTO guarded VALUES (1, 'Ada')"),
    );
    afterEach(() => client.query("REVOKE ALL, GRANT OPTION FROM clerk@'127.0.0.1'"));
    it('are reported with the statement that grants them', async () => {
      await grant('SELECT (id)', 'shop.guarded');
      const [part] = (await connect(collections, 'clerk').examine()).problems;
      await grant('SELECT', 'shop.guarded');
      const { problems } = await connect(collections, 'clerk').examine();

      expect(part).toMatchObject({ code: 'privilege', blocks: 'everything' });
      expect(part?.remedy).toContain('GRANT SELECT ON `guarded`');
      expect(problems.map(({ code }) => code)).toEqual(['privilege', 'hidden-rules']);
      expect(problems[0]?.remedy).toContain('GRANT DELETE ON `guarded`');
    });

    it('to search do not let rows be called absent that may not be read', async () => {
      await grant('SELECT (id)', 'shop.guarded');
      const connector = connect(collections, 'clerk');

      await expect(
        connector.confirmAbsent([{ collection: 'guarded', field: 'id', values: ['1'] }]),
      ).rejects.toThrow(StoreForbiddenError);
    });

    it('must show what else an erasure would change', async () => {
      await grant('SELECT, DELETE', 'shop.guarded');
      const blind = connect(collections, 'clerk');
      await expect(blind.erase([erasing('guarded', '1')])).rejects.toMatchObject({
        place: { code: 'hidden-rules' },
      });
      await grant('TRIGGER', 'shop.*');

      const receipt = await connect(collections, 'clerk').erase([erasing('guarded', '1')]);

      expect(receipt.collections[0]?.erased).toBe(1);
    });

    // Those of a whole database are kept by a connection until its next USE, those of a table are not:
    // https://dev.mysql.com/doc/refman/8.0/en/privilege-changes.html
    it('that are lost are told as such', async () => {
      await grant('SELECT, DELETE', 'shop.guarded');
      await grant('TRIGGER', 'shop.*');
      const connector = connect(collections, 'clerk');
      await connector.probe();
      await client.query("REVOKE DELETE ON shop.guarded FROM clerk@'127.0.0.1'");

      await expect(connector.erase([erasing('guarded', '1')])).rejects.toMatchObject({
        kind: 'forbidden',
        place: { table: 'guarded', code: '42501' },
      });
    });

    it.each([
      ['a wrong password', 'clerk', 'carp'],
      ['an unknown user', 'nobody', 'carp'],
    ])('are none with %s, and neither is repeated', async (_, user, password) => {
      const connector = createMysqlConnector({
        store: aStore('mysql', collections),
        url: server.url(user, password),
      });
      const error = await connector.probe().then(
        () => new Error('succeeded'),
        (thrown: Error) => thrown,
      );
      await connector.close();

      expect(error).toBeInstanceOf(StoreUnavailableError);
      expect(error.message).not.toMatch(/carp|clerk|nobody|127/);
    });
  });

  describe('a large store', () => {
    it('is searched by its indexes, and the check of the map names those that are missing', async () => {
      await make(
        `CREATE TABLE crowd (id int PRIMARY KEY, email varchar(80), code varchar(20), plain varchar(20),
          exact varchar(80) COLLATE utf8mb4_bin, KEY (email), KEY (code), KEY (exact))`,
        `INSERT INTO crowd SELECT seq, CONCAT(seq, '@Example.com'), CONCAT('c', seq), CONCAT('p', seq), CONCAT(seq, '@Example.com') FROM ${numbersTo(20000)}`,
        'ANALYZE TABLE crowd',
      );
      const names = ['email', 'code', 'plain', 'exact'];
      const connector = connect([
        aCollection('crowd', ['id', ...names], {
          fields: ['id', ...names].map((name) =>
            aField(name, ['email', 'exact'].includes(name) ? { identity: 'email' } : {}),
          ),
          reachedBy: names.map((field) => ({ field, identity: 'customer-number' as const })),
        }),
      ]);

      const { rows } = await connector.locate([
        { collection: 'crowd', field: 'email', values: ['777@example.com'] },
      ]);
      const missing = (await connector.examine()).problems.filter(({ code }) => code === 'no-index');

      expect(rows.map(({ key }) => key.id)).toEqual(['777']);
      expect(missing.map(({ field }) => field)).toEqual(['exact', 'plain']);
    });

    it('is not believed when it counts an opt-out that a trigger undid', async () => {
      await make(
        'CREATE TABLE readers (id int PRIMARY KEY, email varchar(100), news varchar(9))',
        "INSERT INTO readers VALUES (1, 'ada@example.com', 'yes')",
        'CREATE TRIGGER as_before BEFORE UPDATE ON readers FOR EACH ROW SET NEW.news = OLD.news',
      );
      const fields = [
        aField('id'),
        aField('email', { identity: 'email' }),
        aField('news', { optOut: [{ right: 'marketing-objection', value: 'no' }] }),
      ];
      const connector = connect([aCollection('readers', ['id', 'email', 'news'], { fields })]);

      await expect(
        connector.optOut(
          [{ collection: 'readers', field: 'email', values: ['ada@example.com'] }],
          'marketing-objection',
        ),
      ).rejects.toMatchObject({ kind: 'refused', place: { code: 'value-undone' } });
    });

    it('is named as unread where no row can be named, since its key is a float', async () => {
      await make(
        'CREATE TABLE weights (w float, email varchar(100), PRIMARY KEY (w))',
        "INSERT INTO weights VALUES (0.1, 'ada@example.com')",
      );
      const connector = connect([aCollection('weights', ['w', 'email'], { primaryKey: ['w'] })]);
      const search = [{ collection: 'weights', field: 'email', values: ['ada@example.com'] }];

      expect(await locateEverything(connector, search)).toMatchObject({
        rows: [],
        unread: [{ collection: 'weights', reason: 'misfit' }],
      });
    });

    it('is paged through in full where a choice from a list is a part of the key', async () => {
      await make(
        "CREATE TABLE visits (kind enum('view', 'buy'), id int, email varchar(100), PRIMARY KEY (kind, id))",
        `INSERT INTO visits SELECT 'view', seq, 'ada@example.com' FROM ${numbersTo(5000)}`,
        "INSERT INTO visits VALUES ('buy', 1, 'ada@example.com')",
      );
      const connector = connect([
        aCollection('visits', ['kind', 'id', 'email'], { primaryKey: ['kind', 'id'] }),
      ]);
      const search = [{ collection: 'visits', field: 'email', values: ['ada@example.com'] }];

      const { rows } = await locateEverything(connector, search, Number.POSITIVE_INFINITY);

      expect(new Set(rows.map(({ key }) => `${key.kind} ${key.id}`)).size).toBe(5_001);
    });

    it('takes no letter for another one, whatever character set the server gives its clients', async () => {
      await make(
        'CREATE TABLE letters (id varchar(9) PRIMARY KEY, email varchar(90)) CHARACTER SET utf8mb4',
        "INSERT INTO letters VALUES ('1', 'łukasz@example.com'), ('2', 'Bukasz@example.com')",
      );
      await grant('SELECT', 'shop.letters');
      await client.query("SET GLOBAL init_connect = 'SET NAMES latin1'");
      const connector = connect([aCollection('letters', ['id', 'email'])], 'clerk');
      const search = [{ collection: 'letters', field: 'email', values: ['łukasz@example.com'] }];

      const { rows } = await locateEverything(connector, search).finally(() =>
        client.query("SET GLOBAL init_connect = ''"),
      );

      expect(rows.map(({ key }) => key.id)).toEqual(['1']);
    });

    it('gives rows of megabytes one after another', async () => {
      await make(
        'CREATE TABLE wide (id int PRIMARY KEY, filler longblob)',
        `INSERT INTO wide SELECT seq, REPEAT(CONCAT(CHAR(255), 'x'), 1500000) FROM ${numbersTo(5)}`,
      );
      const connector = connect([aCollection('wide', ['id', 'filler'])]);
      const rows = [1, 2, 3, 4, 5].map((id) => ({ collection: 'wide', key: { id: String(id) } }));

      const records = await gather(connector.export(rows));

      expect(records.map(({ values }) => Buffer.from(String(values.filler), 'base64').length)).toEqual(
        Array(5).fill(3_000_000),
      );
    });
  });

  describe('what only MySQL has', () => {
    const email = (name: string) => aField(name, name === 'email' ? { identity: 'email' } : {});
    const search = (collection: string) => [{ collection, field: 'email', values: ['ida@example.com'] }];

    onMysql(
      'rows without a key in the map are named by the key that the server made, if it shows it',
      async () => {
        await make(
          'SET SESSION sql_generate_invisible_primary_key = ON',
          'CREATE TABLE notes (email varchar(90), note text)',
          'SET SESSION sql_generate_invisible_primary_key = OFF',
          "INSERT INTO notes VALUES ('ida@example.com', 'a'), ('ida@example.com', 'a'), ('zoe@example.com', 'b')",
        );
        const names = ['email', 'note'];
        const connector = connect([
          aCollection('notes', names, { primaryKey: [], fields: names.map(email) }),
        ]);
        const { rows, unmapped } = await locateEverything(connector, search('notes'));
        const receipt = await connector.erase([
          { collection: 'notes', action: 'erase', keys: rows.map(({ key }) => key), atMost: 2 },
        ]);

        expect(unmapped).toEqual([]);
        expect(receipt.collections[0]).toMatchObject({ erased: 2 });
        expect(await rowsOf('SELECT note FROM notes')).toEqual(['b']);
      },
    );

    onMysql(
      'a hidden column, a key in falling order and an index on an expression are read like others',
      async () => {
        await make(
          `CREATE TABLE orders (shop int, number int, email varchar(90), secret text INVISIBLE, total decimal(8,2),
          PRIMARY KEY (shop DESC, number DESC), UNIQUE KEY ((lower(email)), number), KEY by_mail (email) INVISIBLE,
          CONSTRAINT not_below CHECK (total >= 0))`,
          `INSERT INTO orders (shop, number, email, secret, total)
          SELECT 1, seq, 'Ida@example.com', 'hidden', 5 FROM ${numbersTo(2_500)}`,
        );
        const names = ['shop', 'number', 'email', 'total'];
        const connector = connect([
          aCollection('orders', names, { primaryKey: ['shop', 'number'], fields: names.map(email) }),
        ]);
        const { rows, unmapped } = await locateEverything(
          connector,
          search('orders'),
          Number.POSITIVE_INFINITY,
        );
        const blanking = {
          collection: 'orders',
          action: 'anonymise',
          keys: [{ shop: '1', number: '7' }],
          blank: { total: -1 },
          atMost: 1,
        } as const;

        expect(new Set(rows.map(({ key }) => key.number)).size).toBe(2_500);
        expect(unmapped).toEqual([{ collection: 'orders', field: 'secret' }]);
        await expect(connector.erase([blanking])).rejects.toMatchObject({
          kind: 'refused',
          place: { constraint: 'not_below', code: '23514' },
        });
      },
    );

    onMysql('a document is compared by what it says, however it is written', async () => {
      await make(
        'CREATE TABLE docs (id int PRIMARY KEY, doc json)',
        `INSERT INTO docs VALUES (1, '{"b":1,"aa":[1.50,12345678901234567890],"c":"x"}')`,
      );
      const connector = connect([aCollection('docs', ['id', 'doc'])]);
      const instruction = {
        collection: 'docs',
        action: 'anonymise',
        keys: [{ id: '1' }],
        blank: { doc: '{"n":1,"m":[]}' },
        atMost: 1,
      } as const;
      const [record] = await gather(connector.export([{ collection: 'docs', key: { id: '1' } }]));
      const receipts = [await connector.erase([instruction]), await connector.erase([instruction])];

      expect(record?.values.doc).toEqual({ aa: [1.5, '12345678901234567890'], b: 1, c: 'x' });
      expect(receipts.map(({ collections: [one] }) => one?.anonymised)).toEqual([1, 0]);
    });

    onMysql('the plug-in for passwords of MySQL 8 is spoken, with TLS and without', async () => {
      await make('CREATE TABLE held (id int PRIMARY KEY)');
      await client.query(
        "CREATE USER modern@'127.0.0.1' IDENTIFIED WITH caching_sha2_password BY 'swordfish'",
      );
      await client.query("GRANT SELECT ON shop.* TO modern@'127.0.0.1'");
      const collections = [aCollection('held', ['id'])];

      for (const query of ['', '?ssl-mode=REQUIRED']) {
        const url = `${server.url('modern', 'swordfish')}${query}`;
        const connector = createMysqlConnector({ store: aStore('mysql', collections), url });
        await expect(connector.probe()).resolves.toBeUndefined();
        await connector.close();
        await client.query('FLUSH PRIVILEGES');
      }
    });
  });

  describe('places beside the map', () => {
    it('are named: tables with the same columns, and addresses inside longer texts', async () => {
      await make(
        'CREATE TABLE letters (id int PRIMARY KEY, email varchar(190), note text)',
        'CREATE TABLE letters_2020 LIKE letters',
        "INSERT INTO letters VALUES (1, 'ida@example.com', ''), (2, 'Ida <Ida@Example.com>, zoe@example.com', '')",
        "INSERT INTO letters_2020 VALUES (7, 'IDA@example.com', '')",
      );
      const connector = connect([
        aCollection('letters', ['id', 'email', 'note'], {
          fields: ['id', 'email', 'note'].map((name) =>
            aField(name, name === 'email' ? { identity: 'email' } : {}),
          ),
        }),
      ]);

      const { unread } = await connector.locate([
        { collection: 'letters', field: 'email', values: ['ida@example.com'] },
      ]);

      expect(unread).toEqual([
        { collection: 'letters', place: 'letters.email (id 2)', reason: 'mentioned', row: { id: '2' } },
        { collection: 'letters', place: 'letters_2020', reason: 'unclaimed' },
      ]);
    });
  });

  describe('a server', () => {
    it('that hangs is told as one that does not answer', async () => {
      await make('CREATE TABLE held (id int PRIMARY KEY)');
      const connector = connect([aCollection('held', ['id'])], undefined, { toConnect: 500, toAnswer: 500 });
      await connector.probe();
      server.freeze();

      await expect(connector.probe()).rejects.toThrow(StoreUnavailableError);
      server.thaw();
      await expect(connector.probe()).resolves.toBeUndefined();
    });

    it('that hangs in the middle of a transaction is told as one that does not answer', async () => {
      await make('CREATE TABLE held (id int PRIMARY KEY)', 'INSERT INTO held VALUES (1)');
      const connector = connect([aCollection('held', ['id'])], undefined, {
        toConnect: 1_000,
        toAnswer: 3_000,
      });
      await client.query('START TRANSACTION');
      await client.query('SELECT * FROM held FOR UPDATE');
      const attempt = connector.erase([erasing('held', '1')]);
      attempt.catch(() => undefined);
      await sleep(1_500);
      server.freeze();

      await expect(attempt).rejects.toThrow(StoreUnavailableError);
      server.thaw();
      await client.query('ROLLBACK');
      expect(await rowsOf('SELECT id FROM held')).toEqual([1]);
    }, 20_000);

    it('may be restarted between two calls', async () => {
      await make('CREATE TABLE held (id int PRIMARY KEY)');
      const connector = connect([aCollection('held', ['id'])]);
      await connector.probe();
      await client.end();
      await server.restart();
      client = await createConnection({ uri: server.url(), multipleStatements: true });

      await expect(connector.probe()).resolves.toBeUndefined();
    });
  });
});

describe('a log-in through TLS', () => {
  const authority = anAuthority('Own Authority');
  const store = aStore('mysql', [aCollection('members', ['id'])]);
  let server: MysqlServer;

  beforeAll(async () => {
    server = await startRealMysql(authority.certify('localhost'));
    const client = await createConnection({ uri: server.url(), ssl: { rejectUnauthorized: false } });
    await client.query('CREATE TABLE members (id int PRIMARY KEY)');
    await client.query("CREATE USER desk@'127.0.0.1' IDENTIFIED BY 'token-1'");
    await client.query("GRANT SELECT ON shop.* TO desk@'127.0.0.1'");
    await client.end();
  });

  afterAll(() => server.stop());

  const access = (more: object) => ({
    store,
    host: 'localhost',
    port: server.port,
    user: 'desk',
    database: 'shop',
    authorities: authority.certificate,
    token: async () => 'token-1',
    ...more,
  });

  it('with a token reaches the host that the certificate names', async () => {
    const connector = createMysqlConnector(access({}));

    await expect(connector.probe()).resolves.toBeUndefined();
    await connector.close();
  });

  it.each([
    ['an unknown authority', { authorities: anAuthority('Another').certificate }],
    ['an old token', { token: async () => 'token-0' }],
  ])('with %s fails, and tells neither token nor user', async (_, more) => {
    const connector = createMysqlConnector(access(more));
    const error = await connector.probe().then(
      () => new Error('succeeded'),
      (thrown: Error) => thrown,
    );
    await connector.close();

    expect(error).toBeInstanceOf(StoreUnavailableError);
    expect(error.message).not.toMatch(/token-|desk/);
  });

  it.each([
    ['?ssl-mode=REQUIRED', true],
    ['?ssl-mode=VERIFY_CA', false],
    ['?ssl-mode=VERIFY_IDENTITY', false],
    ['', false],
    ['?ssl-mode=whatever', false],
  ])('by a connection string ends in "%s": %s', async (query, works) => {
    const url = `${server.url()}${query}`;
    const connector = createMysqlConnector({ store, url });
    const answer = await connector.probe().then(
      () => true,
      (error: Error) => error instanceof StoreUnavailableError && false,
    );
    await connector.close();

    expect(answer).toBe(works);
  });
});
