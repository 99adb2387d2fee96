import { createConnection } from 'mysql2/promise';
import { checkMap } from '../../bin/commands/map-check';
import { loadDesk } from '../../functions/config/desk/load-desk';
import type { Connector } from '../../functions/connectors/connector';
import { locateEverything } from '../../functions/connectors/locate-everything';
import { createMysqlConnector } from '../../functions/connectors/mysql/mysql-connector';
import { aCollection, aStore, gather } from '../connectors/small-map';
import { answerQuestions, newDesk, useMap } from '../ready-maps/ready-map-desk';
import { formOf, type Kept, shopKept } from '../ready-maps/woocommerce-shop';
import { insertSql, schemaSql } from '../ready-maps/woocommerce-tables';
import { type ShopServer, walkWooCommerce } from '../ready-maps/woocommerce-walk';
import type { MysqlServer } from './mysql-server';
import { hasRealMysql, serverName, startRealMysql } from './real-mysql';

jest.setTimeout(300_000);

let real: MysqlServer;

beforeAll(async () => {
  if (!hasRealMysql()) throw new Error('this suite needs mariadb-server: apt-get install mariadb-server');
  real = await startRealMysql();
});

afterAll(() => real?.stop());

async function run(sql: string, url = real.url()): Promise<Readonly<Record<string, unknown>>[]> {
  const client = await createConnection({ uri: url, dateStrings: true, supportBigNumbers: true });
  try {
    // As WordPress does, whose dates are 0000-00-00 where there is none.
    await client.query("SET sql_mode = 'STRICT_ALL_TABLES'");
    const [rows] = await client.query(sql);
    return Array.isArray(rows) ? (rows as Record<string, unknown>[]) : [];
  } finally {
    await client.end();
  }
}

async function empty(): Promise<void> {
  const beside = real.url().replace(/shop$/, 'mysql');
  await run('DROP DATABASE IF EXISTS shop', beside);
  await run('CREATE DATABASE shop CHARACTER SET utf8mb4', beside);
}

const server: ShopServer = { dialect: 'mysql', kind: 'mysql', url: () => real.url(), run, empty };

describe(`the ready map of WooCommerce, in ${serverName}`, () => {
  it.each<Kept>(['tables', 'both', 'posts'])(
    'is complete but for the answers of the shop, for orders kept in %s',
    async (kept) => {
      await empty();
      for (const sql of schemaSql(formOf(kept), 'mysql')) await run(sql);
      for (const [table, rows] of Object.entries(shopKept(kept)))
        for (const row of rows) await run(insertSql(table, row, 'mysql'));
      const desk = newDesk('woocommerce', 'mysql', real.url());
      await useMap(desk, { store: 'shop', country: 'DE' });
      answerQuestions(desk);

      const { ok, stores, gaps, notTold } = await checkMap(loadDesk(desk.config), desk.connect);

      const blocking = stores.flatMap(({ findings, problems, faults }) => [
        ...findings,
        ...faults,
        ...problems.filter(({ blocks }) => blocks !== 'nothing'),
      ]);
      expect({ blocking, gaps, notTold }).toEqual({ blocking: [], gaps: [], notTold: [] });
      expect(ok).toBe(true);
    },
  );
});

describe('a table of MariaDB that several collections share', () => {
  const fields = ['id', 'owner', 'type'];
  const part = (name: string, rows: Readonly<Record<string, unknown>>) =>
    aCollection(name, fields, { physical: { table: 'entries', rows } });
  const store = aStore('mysql', [
    part('orders', { type: ['order', 'café'] }),
    part('rest', { type: { not: ['order', 'café'] } }),
  ]);
  let connector: Connector;

  beforeEach(async () => {
    await empty();
    await run(
      'CREATE TABLE entries (id int PRIMARY KEY, owner varchar(20), type varchar(20) COLLATE utf8mb4_general_ci)',
    );
    await run(
      "INSERT INTO entries VALUES (1, 'ida', 'order'), (2, 'ida', 'page'), (3, 'ida', NULL), (4, 'ida', 'Order'), (5, 'ida', 'order '), (6, 'ida', 'cafe'), (7, 'ida', 'café')",
    );
    connector = createMysqlConnector({ store, url: real.url() });
  });

  afterEach(() => connector.close());

  it('gives to each collection its own rows, letter for letter, and to the rest all others', async () => {
    const ids = async (collection: string) =>
      (await locateEverything(connector, [{ collection, field: 'owner', values: ['ida'] }])).rows.map(
        ({ key }) => key.id,
      );

    expect(await ids('orders')).toEqual(['1', '7']);
    expect(await ids('rest')).toEqual(['2', '3', '4', '5', '6']);
  });

  it('gives and loses no row of another collection, even by its key', async () => {
    const rows = ['1', '2'].map((id) => ({ collection: 'orders', key: { id } }));
    expect((await gather(connector.export(rows))).map(({ key }) => key.id)).toEqual(['1']);

    const keys = ['1', '2', '4'].map((id) => ({ id }));
    const { collections } = await connector.erase([{ collection: 'rest', action: 'erase', keys, atMost: 3 }]);

    expect(collections).toEqual([expect.objectContaining({ erased: 2, alreadyAbsent: 1 })]);
    expect((await run('SELECT id FROM entries ORDER BY id')).map(({ id }) => id)).toEqual([1, 3, 5, 6, 7]);
  });
});

walkWooCommerce(server, 'tables');
walkWooCommerce(server, 'posts');
