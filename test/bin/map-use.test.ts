import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { namesOfReadyMaps, templateOf, useReadyMap } from '../../bin/commands/map-use';
import { runCommandLine } from '../../bin/program';
import { loadDataMap } from '../../functions/config/map/load-data-map';
import { readyMapHead } from '../../functions/config/map/ready-map';
import type { StoreShape } from '../../functions/connectors/connector';
import { deskWith, postgresStore } from '../config/desk/desk-text';
import { RowsConnector } from './rows-connector';
import { watchedConsole } from './watched-console';

let folder: string;
let config: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'map-use-'));
  config = join(folder, 'rightsdesk.yaml');
  writeFileSync(config, deskWith(['stores', 1], { ...postgresStore, datasets: ['maps/shop.yaml'] }));
});

async function run(...args: string[]) {
  const { console, out, errors } = watchedConsole();
  const code = await runCommandLine(['map', 'use', ...args], console);
  return { code, out: out(), err: errors() };
}

function shapeOf(tables: Readonly<Record<string, readonly string[]>>): StoreShape {
  return {
    collections: Object.entries(tables).map(([name, fields]) => ({
      name,
      table: name,
      fields: fields.map((field) => ({ name: field, type: 'text' })),
    })),
  };
}

async function fromStore(
  tables: Readonly<Record<string, readonly string[]>>,
  more: { prefix?: string } = {},
) {
  const connector = new RowsConnector({ shape: shapeOf(tables) });
  const used = await useReadyMap('woocommerce', { config, store: 'shop', ...more }, async () => connector);
  return { used, connector, text: readFileSync(join(folder, 'maps', 'shop.yaml'), 'utf8') };
}

const basic = {
  users: ['ID'],
  posts: ['ID'],
  postmeta: ['meta_id'],
  woocommerce_order_items: ['order_item_id'],
  wc_order_stats: ['order_id'],
};
const withPrefix = (prefix: string) =>
  Object.fromEntries(Object.entries(basic).map(([name, fields]) => [prefix + name, fields]));

describe('map use', () => {
  it('lists the ready maps if no name is given, with what they fit', async () => {
    const { code, out } = await run();

    expect(code).toBe(0);
    expect(out).toContain('woocommerce: WooCommerce on WordPress, in a store of kind mysql');
    expect(out).toContain('laws on keeping orders: DE, AT');
  });

  it('writes a map that can be loaded, with the prefix of the shop, and says what only the shop can answer', async () => {
    const { code, out } = await run('woocommerce', '--config', config, '--prefix', 'shop7_');

    const file = join(folder, 'datasets', 'woocommerce.yaml');
    const map = loadDataMap([file], [{ id: 's', title: 'S', kind: 'postgres', datasets: [file] }]);
    const tables = map.stores[0]?.collections.map(({ physical }) => physical.table) ?? [];
    expect(code).toBe(0);
    expect(tables.every((table) => String(table).startsWith('shop7_'))).toBe(true);
    expect(map.stores[0]?.ignored).toContain('shop7_options');
    expect(out).toContain('By which law do you keep orders');
  });

  it('never overwrites a file unless told so', async () => {
    const file = join(folder, 'mine.yaml');
    writeFileSync(file, 'mine');

    const refused = await run('woocommerce', '--config', config, '--out', file);

    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('--force') });
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect((await run('woocommerce', '--config', config, '--out', file, '--force')).code).toBe(0);
    expect(await run('woocommerce', '--config', config, '--out', config, '--force')).toMatchObject({
      ...{ code: 2, err: expect.stringContaining('is the desk file') },
    });
    expect(readFileSync(file, 'utf8')).toContain('dataset:');
  });

  it.each(['/proc/nowhere/map.yaml', '/proc/map.yaml', '/dev/null/map.yaml'])(
    'says that %s cannot be written, and returns',
    async (file) => {
      const { code, err } = await run('woocommerce', '--config', config, '--out', file);

      expect([code, err]).toEqual([2, expect.stringContaining(`${file} cannot be written (`)]);
    },
  );

  it.each([
    [
      'a name that is not there',
      ['magento'],
      'there is no ready map "magento": use one of supabase-auth, woocommerce',
    ],
    ['a prefix that is none', ['woocommerce', '--prefix', 'wp-; --'], '--prefix "wp-; --" is none'],
    [
      'a prefix where there is none',
      ['supabase-auth', '--prefix', 'x_'],
      'have no prefix: leave --prefix out',
    ],
    [
      'a country where no law keeps anything',
      ['supabase-auth', '--country', 'DE'],
      'holds nothing that a law keeps',
    ],
    ['a country whose law is not here', ['woocommerce', '--country', 'FR'], 'known: DE, AT'],
    [
      'a store that is not there',
      ['woocommerce', '--store', 'till'],
      'has no store "till": it has mailbox, shop',
    ],
    ['a store that is no database', ['woocommerce', '--store', 'mailbox'], 'is of kind manual'],
  ])('refuses %s, and writes nothing', async (_, args, words) => {
    const { code, err } = await run(...args, '--config', config);

    expect(code).toBe(2);
    expect(err).toContain(words);
    expect(existsSync(join(folder, 'datasets'))).toBe(false);
  });

  it('writes the law of the country with its source, and without a country leaves the answer open', async () => {
    await run('woocommerce', '--config', config, '--country', 'at');
    const file = join(folder, 'datasets', 'woocommerce.yaml');
    const text = readFileSync(file, 'utf8');

    expect(text).toContain('article: § 132(1) BAO');
    expect(text).toContain('period: P7Y');
    expect(text).toMatch(/# Law: https:\/\/www\.ris\.bka\.gv\.at\S+, read elsewhere/);
  });
});

describe('map use with a store', () => {
  it('writes into the file that the desk file lists, what the store has and nothing else', async () => {
    const { used, text, connector } = await fromStore(withPrefix('wp_'));

    const file = join(folder, 'maps', 'shop.yaml');
    const map = loadDataMap([file], [{ id: 's', title: 'S', kind: 'postgres', datasets: [file] }]);
    expect(map.stores[0]?.collections.map(({ name }) => name)).toEqual([
      'accounts',
      'order_post_emails',
      'order_post_customers',
      'order_posts',
      'coupon_uses',
      'post_details',
      'privacy_requests',
      'articles',
      'order_lines',
      'analytics_orders',
    ]);
    expect(used.leftOut).toContain('wp_wc_orders');
    expect(used.leftOut).toContain('wp_wc_order_stats.date_paid');
    expect(text).not.toContain('fulfillment_status');
    expect(connector.calls).toEqual(['describe', 'close']);
  });

  it('takes in what only some versions have if the store has it', async () => {
    const stats = ['order_id', 'date_paid', 'date_completed', 'fulfillment_status'];
    const { text } = await fromStore({ ...withPrefix('wp_'), wp_wc_order_stats: stats });

    expect(text).toContain('fulfillment_status');
  });

  it('reads the prefix from the store, and asks if there are several shops', async () => {
    expect((await fromStore(withPrefix('s_'))).text).toContain('s_users');

    const several = { ...withPrefix('a_'), ...withPrefix('b_') };
    await expect(
      useReadyMap(
        'woocommerce',
        { config, store: 'shop', force: true },
        async () => new RowsConnector({ shape: shapeOf(several) }),
      ),
    ).rejects.toThrow('choose one with --prefix (a_, b_)');
  });

  it.each([
    ['the software is not in it', { orders: ['id'] }, {}, 'no table that ends in woocommerce_order_items'],
    ['it has another prefix', withPrefix('wp_'), { prefix: 'x_' }, 'its prefix is wp_'],
  ])('is refused if %s', async (_, tables, more, words) => {
    await expect(fromStore(tables, more)).rejects.toThrow(words);
    expect(existsSync(join(folder, 'maps'))).toBe(false);
  });
});

describe('every ready map', () => {
  it.each(namesOfReadyMaps())(
    'says what it fits, where its facts are from, and what only the shop knows: %s',
    (name) => {
      const { fits, sources, questions } = readyMapHead(templateOf(name));

      for (const list of [fits, sources, questions]) expect(list.length).toBeGreaterThan(0);
    },
  );
});
