import { setTimeout as sleep } from 'node:timers/promises';
import { type Connection, createConnection } from 'mysql2/promise';
import type { Connector } from '../../functions/connectors/connector';
import { createMysqlConnector } from '../../functions/connectors/mysql/mysql-connector';
import { mysqlSession } from '../../functions/connectors/mysql/mysql-session';
import type { CollectionMap } from '../../functions/domain/data-map';
import { aCollection, aField, aStore } from '../connectors/small-map';
import type { MysqlServer } from './mysql-server';
import { serverName, startRealMysql } from './real-mysql';

jest.setTimeout(60_000);

describe(`the calls of one connector on ${serverName}`, () => {
  let server: MysqlServer;
  let client: Connection;
  let connector: Connector;

  beforeAll(async () => {
    server = await startRealMysql();
    client = await createConnection({ uri: server.url(), multipleStatements: true });
    await client.query("SET GLOBAL log_output = 'TABLE'");
  });

  afterEach(() => connector.close());

  afterAll(async () => {
    await client.end();
    await server.stop();
  });

  const connect = (collections: readonly CollectionMap[], url = server.url()) => {
    connector = createMysqlConnector({ store: aStore('mysql', collections), url });
  };
  const make = async (...statements: string[]) => {
    await client.query('DROP DATABASE shop; CREATE DATABASE shop CHARACTER SET utf8mb4; USE shop');
    for (const sql of statements) await client.query(sql);
  };
  const rowsOf = async (sql: string) => (await client.query<never[]>({ sql, rowsAsArray: true }))[0].flat();
  const erasing = (collection: string, id: string) =>
    [{ collection, action: 'erase', keys: [{ id }], atMost: 1 }] as const;

  /** Another client asks so often that the server never renews its copy of the counts. */
  const whileAskedForCounts = async <T>(work: () => Promise<T>): Promise<T> => {
    const other = await createConnection({ uri: server.url() });
    const ask = () => other.query('SELECT 1 FROM information_schema.INNODB_TRX');
    await ask();
    const timer = setInterval(() => void ask(), 20);
    try {
      return await work();
    } finally {
      clearInterval(timer);
      await other.end();
    }
  };

  /** What the server was asked by others than this test while the work was done. */
  const statementsOf = async (work: () => Promise<unknown>): Promise<string[]> => {
    await client.query('TRUNCATE mysql.general_log; SET GLOBAL general_log = 1');
    await work();
    await client.query('SET GLOBAL general_log = 0');
    return rowsOf(
      "SELECT CONVERT(argument USING utf8mb4) FROM mysql.general_log WHERE command_type IN ('Query', 'Execute') AND thread_id <> CONNECTION_ID()",
    );
  };

  describe('an erasure', () => {
    /** From the third call on, a connector may know the tables. */
    const eraseThrice = async () => {
      for (const id of ['1', '2', '3']) await connector.erase(erasing('people', id));
    };

    it('asks once how many rows it has changed, where nobody else has just asked', async () => {
      await make('CREATE TABLE people (id int PRIMARY KEY)', 'INSERT INTO people VALUES (1)');
      connect([aCollection('people', ['id'])]);
      await sleep(150);

      const statements = await statementsOf(() => connector.erase(erasing('people', '1')));

      expect(statements.filter((sql) => sql.includes('INNODB_TRX'))).toHaveLength(1);
    });

    it('counts its rows without waiting where somebody else asks all the time', async () => {
      await make('CREATE TABLE people (id int PRIMARY KEY)', 'INSERT INTO people VALUES (1)');
      connect([aCollection('people', ['id'])]);

      const statements = await whileAskedForCounts(() =>
        statementsOf(() => connector.erase(erasing('people', '1'))),
      );

      const own = statements.filter((sql) => /trx_rows_modified|INNODB STATUS/.test(sql));
      expect(own).toEqual([
        expect.stringContaining('INNODB_TRX'),
        expect.stringContaining('ENGINE INNODB STATUS'),
      ]);
    });

    it('counts then too what a table that the desk does not see would lose', async () => {
      await make(
        'CREATE TABLE people (id int PRIMARY KEY)',
        'INSERT INTO people VALUES (1)',
        'CREATE DATABASE zoo',
        'CREATE TABLE zoo.pets (id int PRIMARY KEY, owner int, FOREIGN KEY (owner) REFERENCES shop.people (id) ON DELETE CASCADE)',
        'INSERT INTO zoo.pets VALUES (10, 1), (11, 1)',
        "CREATE USER clerk@'127.0.0.1' IDENTIFIED BY 'swordfish'",
        "GRANT SELECT, DELETE ON shop.* TO clerk@'127.0.0.1'",
        "GRANT PROCESS ON *.* TO clerk@'127.0.0.1'",
      );
      connect([aCollection('people', ['id'])], server.url('clerk', 'swordfish'));

      const failure = await whileAskedForCounts(() =>
        connector.erase(erasing('people', '1')).catch((error: unknown) => error),
      );

      expect(failure).toMatchObject({ kind: 'beyond-approval', place: { code: 'counted' } });
      expect((failure as Error).message).toContain('changed 2 rows');
      expect(await rowsOf('SELECT id FROM zoo.pets')).toEqual([10, 11]);
      await client.query("DROP DATABASE zoo; DROP USER clerk@'127.0.0.1'");
    });

    it('heeds a reference that was added since the calls before', async () => {
      await make(
        'CREATE TABLE people (id int PRIMARY KEY)',
        'INSERT INTO people VALUES (1), (2), (3), (4)',
        'CREATE TABLE pets (id int PRIMARY KEY, owner int)',
        'INSERT INTO pets VALUES (10, 4)',
      );
      connect([aCollection('people', ['id'])]);
      await eraseThrice();
      await client.query(
        'ALTER TABLE pets ADD CONSTRAINT owned FOREIGN KEY (owner) REFERENCES people (id) ON DELETE CASCADE',
      );

      await expect(connector.erase(erasing('people', '4'))).rejects.toMatchObject({
        kind: 'beyond-approval',
        place: { table: 'pets', constraint: 'owned', code: 'cascade' },
      });
      expect(await rowsOf('SELECT id FROM pets')).toEqual([10]);
    });

    it('heeds a reference from a database that was made since the calls before', async () => {
      await make('CREATE TABLE people (id int PRIMARY KEY)', 'INSERT INTO people VALUES (1), (2), (3), (4)');
      connect([aCollection('people', ['id'])]);
      await eraseThrice();
      await client.query(
        'CREATE DATABASE zoo; CREATE TABLE zoo.pets (id int PRIMARY KEY, owner int, CONSTRAINT owned FOREIGN KEY (owner) REFERENCES shop.people (id) ON DELETE SET NULL); INSERT INTO zoo.pets VALUES (10, 4)',
      );

      await expect(connector.erase(erasing('people', '4'))).rejects.toMatchObject({
        place: { table: 'zoo.pets', constraint: 'owned', code: 'set-null' },
      });
      await client.query('DROP DATABASE zoo');
    });

    it('heeds a trigger that was added since the calls before', async () => {
      await make(
        'CREATE TABLE people (id int PRIMARY KEY)',
        'INSERT INTO people VALUES (1), (2), (3), (4)',
        'CREATE TABLE history (was int)',
      );
      connect([aCollection('people', ['id'])]);
      await eraseThrice();
      await client.query(
        'CREATE TRIGGER keeps BEFORE DELETE ON people FOR EACH ROW INSERT INTO history VALUES (OLD.id)',
      );

      await expect(connector.erase(erasing('people', '4'))).rejects.toMatchObject({
        kind: 'refused',
        place: { table: 'people', constraint: 'keeps', code: 'trigger' },
      });
    });

    it('heeds a reference from the only table that the desk sees of another database', async () => {
      await make(
        'CREATE TABLE people (id int PRIMARY KEY)',
        'INSERT INTO people VALUES (1), (2), (3), (4)',
        'CREATE DATABASE zoo; CREATE TABLE zoo.cages (id int PRIMARY KEY)',
        'CREATE TABLE zoo.pets (id int PRIMARY KEY, owner int, CONSTRAINT owned FOREIGN KEY (owner) REFERENCES shop.people (id) ON DELETE CASCADE)',
        'INSERT INTO zoo.pets VALUES (10, 4)',
        "CREATE USER clerk@'127.0.0.1' IDENTIFIED BY 'swordfish'",
        "GRANT SELECT, DELETE, TRIGGER ON shop.* TO clerk@'127.0.0.1'",
        "GRANT SELECT ON zoo.pets TO clerk@'127.0.0.1'",
      );
      connect([aCollection('people', ['id'])], server.url('clerk', 'swordfish'));
      await eraseThrice();

      await expect(connector.erase(erasing('people', '4'))).rejects.toMatchObject({
        kind: 'beyond-approval',
        place: { table: 'zoo.pets', constraint: 'owned', code: 'cascade' },
      });
      await client.query("DROP DATABASE zoo; DROP USER clerk@'127.0.0.1'");
    });

    it('heeds that the table has lost its transactions since the calls before', async () => {
      await make('CREATE TABLE people (id int PRIMARY KEY)', 'INSERT INTO people VALUES (1), (2), (3), (4)');
      connect([aCollection('people', ['id'])]);
      await eraseThrice();
      await client.query('ALTER TABLE people ENGINE = MyISAM');

      await expect(connector.erase(erasing('people', '4'))).rejects.toMatchObject({
        place: { code: 'no-transactions' },
      });
    });
  });

  describe('a search, after others of the same tables', () => {
    const people = aCollection('people', ['id', 'email'], {
      fields: [aField('id'), aField('email', { identity: 'email' })],
    });
    const search = [{ collection: 'people', field: 'email', values: ['ida@example.com'] }];
    const table = 'CREATE TABLE people (id int PRIMARY KEY AUTO_INCREMENT, email varchar(190), KEY (email))';
    const row = "INSERT INTO people (email) VALUES ('ida@example.com')";
    const READS_COLUMNS = /information_schema\.COLUMNS/;
    /** From the third on, a connector may know the tables. */
    const searchThrice = async () => {
      for (let n = 0; n < 3; n += 1) await connector.locate(search);
    };

    it('does not read the catalogue again, also where rows were added meanwhile', async () => {
      await make(table, row);
      connect([people]);
      await searchThrice();
      await client.query(row);

      const statements = await statementsOf(() => connector.locate(search));

      expect(statements.filter((sql) => READS_COLUMNS.test(sql))).toEqual([]);
      expect((await connector.locate(search)).rows).toHaveLength(2);
    });

    it.each<[string, string, object]>([
      [
        'a column that the map does not know',
        "ALTER TABLE people ADD COLUMN phone varchar(20) DEFAULT '555'",
        { unmapped: [{ collection: 'people', field: 'phone' }] },
      ],
      [
        'another table with the same columns',
        'CREATE TABLE people_old AS SELECT * FROM people',
        { unread: [{ collection: 'people', place: 'people_old', reason: 'unclaimed' }] },
      ],
      [
        'the loss of its key',
        'ALTER TABLE people MODIFY id int, DROP PRIMARY KEY',
        { rows: [{ key: { id: expect.stringMatching(/^~row:/) } }] },
      ],
      [
        'a column that is searched no more',
        'DELETE FROM people; ALTER TABLE people DROP KEY email, MODIFY email json',
        { rows: [], unread: [{ collection: 'people', place: 'people', reason: 'misfit' }] },
      ],
      [
        'a table that is gone',
        'DROP TABLE people',
        { rows: [], unread: [{ collection: 'people', place: 'people', reason: 'misfit' }] },
      ],
      [
        'a view in its place',
        'RENAME TABLE people TO humans; CREATE VIEW people AS SELECT * FROM humans',
        { rows: [], unread: [{ collection: 'people', place: 'people', reason: 'view' }] },
      ],
    ])('sees %s', async (_, change, found) => {
      await make(table, row);
      connect([people]);
      await searchThrice();
      await client.query(change);

      expect(await connector.locate(search)).toMatchObject(found);
    });

    it('sees a change that came between its first and its second reading', async () => {
      await make(table, row);
      connect([people]);
      await connector.locate(search);
      await client.query('ALTER TABLE people ADD COLUMN phone varchar(20)');
      await connector.locate(search);
      await client.query('ALTER TABLE people DROP COLUMN phone');
      await connector.locate(search);
      await client.query("ALTER TABLE people ADD COLUMN phone varchar(20) DEFAULT '555'");

      expect((await connector.locate(search)).unmapped).toEqual([{ collection: 'people', field: 'phone' }]);
    });

    it('sees that a column may be read no more which it does not name itself', async () => {
      await make(table.replace('KEY (email)', 'city text, KEY (email)'), row);
      await client.query("CREATE USER clerk@'127.0.0.1' IDENTIFIED BY 'swordfish'");
      await client.query("GRANT SELECT ON shop.people TO clerk@'127.0.0.1'");
      const fields = [...people.fields, aField('city')];
      connect([{ ...people, fields }], server.url('clerk', 'swordfish'));
      await searchThrice();
      await client.query("REVOKE SELECT ON shop.people FROM clerk@'127.0.0.1'");
      await client.query("GRANT SELECT (id, email), INSERT, DELETE ON shop.people TO clerk@'127.0.0.1'");

      expect(await connector.locate(search)).toMatchObject({
        rows: [],
        unread: [{ collection: 'people', place: 'people', reason: 'forbidden' }],
      });
      await client.query("DROP USER clerk@'127.0.0.1'");
    });

    it('reads the catalogue each time where there are many tables', async () => {
      const others = Array.from({ length: 12 }, (_, n) => `CREATE TABLE other_${n} (id int PRIMARY KEY)`);
      await make(table, row, ...others);
      connect([people]);
      await searchThrice();

      const statements = await statementsOf(() => connector.locate(search));

      expect(statements.filter((sql) => READS_COLUMNS.test(sql))).toHaveLength(1);
      expect((await connector.locate(search)).rows).toHaveLength(1);
    });
  });

  describe('a transaction', () => {
    it.each([
      ['reads one snapshot', 'read', 'REPEATABLE-READ'],
      ['writes on what is there by then', 'write', 'READ-COMMITTED'],
    ] as const)('%s, whatever the connection was set to before', async (_, kind, isolation) => {
      const session = mysqlSession({ url: server.url() });
      const name = serverName === 'MariaDB' ? 'tx_isolation' : 'transaction_isolation';
      await session.write((run) => run(`SET SESSION ${name} = 'SERIALIZABLE'`));

      const { rows } = await session[kind]((run) => run(`SELECT @@${name}`));

      await session.close();
      expect(rows).toEqual([[isolation]]);
    });
  });
});
