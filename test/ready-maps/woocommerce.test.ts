import { Client } from 'pg';
import { checkMap } from '../../bin/commands/map-check';
import { previewManifest } from '../../bin/commands/preview';
import { loadDesk } from '../../functions/config/desk/load-desk';
import type { Identities } from '../../functions/domain/finding';
import { allRows } from '../../functions/domain/rows';
import { suiteDatabase } from '../connectors/suite-database';
import { answerQuestions, newDesk, type ShopDesk, useMap } from './ready-map-desk';
import { bob, formerColleague, formOf, ida, type Kept, shopKept, zoe } from './woocommerce-shop';
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
  return newDesk('woocommerce', 'postgres', url());
}

async function filled(kept: Kept): Promise<ShopDesk> {
  const desk = await open(kept);
  await useMap(desk, { store: 'shop', country: 'DE' });
  answerQuestions(desk);
  return desk;
}

/** What an erasure would do: the keys of the rows, by collection and treatment. */
type Fates = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

async function erasureOf({ config, connect }: ShopDesk, identities: Identities): Promise<Fates> {
  const { desk, map } = loadDesk(config);
  const [store] = map.stores;
  if (!store) throw new Error('the desk has no store');
  const found = await previewManifest({
    ...{ map, right: 'erasure', identities, today: '2026-03-01' },
    connect: () => connect(desk, store),
  });
  expect([found.unavailable, found.unread]).toEqual([{}, {}]);
  const fates: Record<string, Record<string, string[]>> = {};
  for (const { collection, key, treatment } of found.manifest.stores.flatMap(({ collections }) => [
    ...allRows(collections),
  ])) {
    const here = fates[treatment.action] ?? {};
    fates[treatment.action] = here;
    here[collection] = [...(here[collection] ?? []), Object.values(key).join('/')].sort();
  }
  return fates;
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

  describe.each<Kept>(['tables', 'both', 'posts'])('with orders kept in %s', (kept) => {
    let desk: ShopDesk;
    beforeAll(async () => {
      desk = await filled(kept);
    });

    const ownOrders = kept === 'posts' ? 'order_posts' : 'orders';

    it('keeps the orders of a customer by law: as a guest, with another address, and refunds', async () => {
      const { retain = {} } = await erasureOf(desk, { email: [ida.email] });

      const numbers = ['101', '102', '103', '104'];
      expect(retain[ownOrders]).toEqual(numbers);
      if (kept === 'both') expect(retain.order_posts).toEqual(numbers);
      expect(retain.order_lines).toEqual(numbers);
      expect(retain.order_line_details).toEqual(numbers);
      expect(retain.analytics_orders).toEqual(numbers);
      expect(retain.order_notes).toEqual(numbers.map((number) => `1${number}`));
      expect(retain.comment_details).toEqual(['3']);
    });

    it('blanks the account and what the figures say of the customer, and erases the rest', async () => {
      const { erase, anonymise } = await erasureOf(desk, { email: [ida.email] });

      expect(anonymise).toEqual({ accounts: ['12'], analytics_customers: ['1', '2'], articles: ['4'] });
      expect(erase).toEqual({
        account_details: ['1200', '1201', '1202', '1203'],
        account_sign_ins: ['1204'],
        carts: ['12'],
        comment_details: ['1'],
        coupon_uses: ['2', '3'],
        download_log: ['101'],
        downloads: ['101', '102', '104'],
        post_details: ['5'],
        privacy_requests: ['5'],
        reviews: ['1'],
        saved_payment_details: ['12'],
        saved_payments: ['12'],
      });
    });

    it.each([
      ['the owner of the address', ida.email],
      ['the owner of the account', bob.email],
    ])(
      'leaves an order that names two customers, and all that hangs on it, to staff: %s',
      async (_, email) => {
        const { contested = {}, undecided = {}, retain, erase } = await erasureOf(desk, { email: [email] });

        expect(contested[ownOrders]).toEqual(['105']);
        expect(contested.order_lines).toEqual(['105']);
        expect(contested.order_notes).toEqual(['1105']);
        const keys = [contested, undecided].flatMap((one) => Object.values(one).flat());
        expect(keys.filter((key) => !key.includes('105'))).toEqual([]);
        expect(JSON.stringify([retain, erase])).not.toContain('105');
      },
    );

    it('finds a guest by the address alone, and nothing of anybody else', async () => {
      const { retain = {}, erase, anonymise, ...others } = await erasureOf(desk, { email: [zoe.email] });

      expect(retain[ownOrders]).toEqual(['107']);
      expect(
        Object.values(retain)
          .flat()
          .filter((key) => !key.includes('107')),
      ).toEqual([]);
      expect(erase).toEqual({ downloads: ['107'], reviews: ['4'] });
      expect(anonymise).toEqual({ analytics_customers: ['4'] });
      expect(others).toEqual({});
    });

    it('finds nobody by an address that only staff have written into notes', async () => {
      const fates = await erasureOf(desk, { email: [formerColleague] });

      expect(fates).toEqual({});
    });
  });
});
