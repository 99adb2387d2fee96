import { setTimeout as sleep } from 'node:timers/promises';
import { type Connection, createConnection } from 'mysql2/promise';
import type { Connector } from '../../functions/connectors/connector';
import { createMysqlConnector } from '../../functions/connectors/mysql/mysql-connector';
import type { CollectionMap } from '../../functions/domain/data-map';
import { aCollection, aStore } from '../connectors/small-map';
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

  const connect = (collections: readonly CollectionMap[]) => {
    connector = createMysqlConnector({ store: aStore('mysql', collections), url: server.url() });
  };
  const make = async (...statements: string[]) => {
    await client.query('DROP DATABASE shop; CREATE DATABASE shop CHARACTER SET utf8mb4; USE shop');
    for (const sql of statements) await client.query(sql);
  };
  const rowsOf = async (sql: string) => (await client.query<never[]>({ sql, rowsAsArray: true }))[0].flat();
  const erasing = (collection: string, id: string) =>
    [{ collection, action: 'erase', keys: [{ id }], atMost: 1 }] as const;

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
    it('asks once how many rows it has changed, where nobody else has just asked', async () => {
      await make('CREATE TABLE people (id int PRIMARY KEY)', 'INSERT INTO people VALUES (1)');
      connect([aCollection('people', ['id'])]);
      await sleep(150);

      const statements = await statementsOf(() => connector.erase(erasing('people', '1')));

      expect(statements.filter((sql) => sql.includes('INNODB_TRX'))).toHaveLength(1);
    });

    it('counts its rows although somebody else has just asked', async () => {
      await make('CREATE TABLE people (id int PRIMARY KEY)', 'INSERT INTO people VALUES (1)');
      connect([aCollection('people', ['id'])]);
      const other = await createConnection({ uri: server.url() });
      await other.query('SELECT 1 FROM information_schema.INNODB_TRX');

      const receipt = await connector.erase(erasing('people', '1'));

      await other.end();
      expect(receipt.collections[0]?.erased).toBe(1);
    });

    it('heeds a reference that was added since the call before', async () => {
      await make(
        'CREATE TABLE people (id int PRIMARY KEY)',
        'INSERT INTO people VALUES (1), (2)',
        'CREATE TABLE pets (id int PRIMARY KEY, owner int)',
        'INSERT INTO pets VALUES (10, 2)',
      );
      connect([aCollection('people', ['id'])]);
      await connector.erase(erasing('people', '1'));
      await client.query(
        'ALTER TABLE pets ADD CONSTRAINT owned FOREIGN KEY (owner) REFERENCES people (id) ON DELETE CASCADE',
      );

      await expect(connector.erase(erasing('people', '2'))).rejects.toMatchObject({
        kind: 'beyond-approval',
        place: { table: 'pets', constraint: 'owned', code: 'cascade' },
      });
      expect(await rowsOf('SELECT id FROM pets')).toEqual([10]);
    });

    it('heeds a reference from a database that was made since the call before', async () => {
      await make('CREATE TABLE people (id int PRIMARY KEY)', 'INSERT INTO people VALUES (1), (2)');
      connect([aCollection('people', ['id'])]);
      await connector.erase(erasing('people', '1'));
      await client.query(
        'CREATE DATABASE zoo; CREATE TABLE zoo.pets (id int PRIMARY KEY, owner int, CONSTRAINT owned FOREIGN KEY (owner) REFERENCES shop.people (id) ON DELETE SET NULL); INSERT INTO zoo.pets VALUES (10, 2)',
      );

      await expect(connector.erase(erasing('people', '2'))).rejects.toMatchObject({
        place: { table: 'zoo.pets', constraint: 'owned', code: 'set-null' },
      });
      await client.query('DROP DATABASE zoo');
    });

    it('heeds a trigger that was added since the call before', async () => {
      await make(
        'CREATE TABLE people (id int PRIMARY KEY)',
        'INSERT INTO people VALUES (1), (2)',
        'CREATE TABLE history (was int)',
      );
      connect([aCollection('people', ['id'])]);
      await connector.erase(erasing('people', '1'));
      await client.query(
        'CREATE TRIGGER keeps BEFORE DELETE ON people FOR EACH ROW INSERT INTO history VALUES (OLD.id)',
      );

      await expect(connector.erase(erasing('people', '2'))).rejects.toMatchObject({
        kind: 'refused',
        place: { table: 'people', constraint: 'keeps', code: 'trigger' },
      });
    });

    it('heeds that the table has lost its transactions since the call before', async () => {
      await make('CREATE TABLE people (id int PRIMARY KEY)', 'INSERT INTO people VALUES (1), (2)');
      connect([aCollection('people', ['id'])]);
      await connector.erase(erasing('people', '1'));
      await client.query('ALTER TABLE people ENGINE = MyISAM');

      await expect(connector.erase(erasing('people', '2'))).rejects.toMatchObject({
        place: { code: 'no-transactions' },
      });
    });
  });
});
