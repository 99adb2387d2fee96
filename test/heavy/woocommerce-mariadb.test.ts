import { createConnection } from 'mysql2/promise';
import { checkMap } from '../../bin/commands/map-check';
import { loadDesk } from '../../functions/config/desk/load-desk';
import { answerQuestions, newDesk, useMap } from '../ready-maps/woocommerce-desk';
import { formOf, type Kept, shopKept } from '../ready-maps/woocommerce-shop';
import { insertSql, schemaSql } from '../ready-maps/woocommerce-tables';
import { type ShopServer, walkWooCommerce } from '../ready-maps/woocommerce-walk';
import { hasMariadb, type RealMariadb, startRealMariadb } from './real-mariadb';

jest.setTimeout(300_000);

let real: RealMariadb;

beforeAll(async () => {
  if (!hasMariadb()) throw new Error('this suite needs mariadb-server: apt-get install mariadb-server');
  real = await startRealMariadb();
});

afterAll(() => real?.stop());

async function run(sql: string, url = real.url()): Promise<Readonly<Record<string, unknown>>[]> {
  const client = await createConnection({ uri: url, dateStrings: true, supportBigNumbers: true });
  try {
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

describe('the ready map of WooCommerce, in MariaDB', () => {
  it.each<Kept>(['tables', 'both', 'posts'])(
    'is complete but for the answers of the shop, for orders kept in %s',
    async (kept) => {
      await empty();
      for (const sql of schemaSql(formOf(kept), 'mysql')) await run(sql);
      for (const [table, rows] of Object.entries(shopKept(kept)))
        for (const row of rows) await run(insertSql(table, row, 'mysql'));
      const desk = newDesk('mysql', real.url());
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

walkWooCommerce(server, 'tables');
walkWooCommerce(server, 'posts');
