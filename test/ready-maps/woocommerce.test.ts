import { Client } from 'pg';
import { checkMap } from '../../bin/commands/map-check';
import { previewManifest } from '../../bin/commands/preview';
import { loadDesk } from '../../functions/config/desk/load-desk';
import type { Identities } from '../../functions/domain/finding';
import { allRows } from '../../functions/domain/rows';
import { suiteDatabase } from '../connectors/suite-database';
import { answerQuestions, newDesk, type ShopDesk, useMap } from './woocommerce-desk';
import { bob, formOf, ida, type Kept, shopKept, zoe } from './woocommerce-shop';
import { insertSql, schemaSql } from './woocommerce-tables';

jest.setTimeout(60_000);

const url = suiteDatabase();

/** The same tables in PostgreSQL, which is there without a server of its own. */
async function open(kept: Kept): Promise<ShopDesk> {
  const client = new Client({ connectionString: url() });
  await client.connect();
  await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  for (const sql of schemaSql(formOf(kept), 'postgres')) await client.query(sql);
  for (const [table, rows] of Object.entries(shopKept(kept)))
    for (const row of rows) await client.query(insertSql(table, row, 'postgres'));
  await client.end();
  return newDesk('postgres', url());
}

async function filled(kept: Kept): Promise<ShopDesk> {
  const desk = await open(kept);
  await useMap(desk, { store: 'shop', country: 'DE' });
  answerQuestions(desk);
  return desk;
}

/** What an erasure would do, as `collection: action of keys`. */
async function erasureOf({ config, connect }: ShopDesk, identities: Identities): Promise<string[]> {
  const { desk, map } = loadDesk(config);
  const [store] = map.stores;
  if (!store) throw new Error('the desk has no store');
  const found = await previewManifest({
    ...{ map, right: 'erasure', identities, today: '2026-03-01' },
    connect: () => connect(desk, store),
  });
  expect(found.unavailable).toEqual({});
  const rows = found.manifest.stores.flatMap(({ collections }) => [...allRows(collections)]);
  const fates = new Map<string, string[]>();
  for (const { collection, key, treatment } of rows) {
    const name = `${collection} ${treatment.action}`;
    fates.set(name, [...(fates.get(name) ?? []), Object.values(key).join('/')]);
  }
  return [...fates].map(([name, keys]) => `${name} ${keys.sort().join(' ')}`).sort();
}

describe('the ready map of WooCommerce', () => {
  it.each<Kept>(['tables', 'both', 'posts'])(
    'is complete but for the answers of the shop, for orders kept in %s',
    async (kept) => {
      const desk = await open(kept);
      await useMap(desk, { store: 'shop' });

      const unanswered = await checkMap(loadDesk(desk.config), desk.connect);
      expect(unanswered.gaps.map(({ problem }) => problem)).toEqual(
        kept === 'posts'
          ? ['is kept, but ground, article, period is missing']
          : Array(2).fill('is kept, but ground, article, period is missing'),
      );
      expect(unanswered.notTold).toHaveLength(3);

      await useMap(desk, { store: 'shop', country: 'DE', force: true });
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

  it.each<Kept>(['tables', 'both', 'posts'])('finds a customer in %s', async (kept) => {
    const desk = await filled(kept);

    expect(await erasureOf(desk, { email: [ida.email] })).toMatchSnapshot();
    expect(await erasureOf(desk, { email: [zoe.email] })).toMatchSnapshot();
    expect(await erasureOf(desk, { email: [bob.email] })).toMatchSnapshot();
  });
});
