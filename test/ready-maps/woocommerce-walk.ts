import type { CompletionReport } from '../../functions/documents/completion-facts';
import { lastOf } from '../../functions/domain/log-entries';
import type { DeskWalk } from '../../local/demo/desk-walk';
import { zipEntries } from '../../local/demo/zip-entries';
import { startJourney } from '../journeys/journey-desk';
import { answerQuestions, newDesk, useMap } from './ready-map-desk';
import { bob, formOf, ida, type Kept, orders, shopKept, zoe } from './woocommerce-shop';
import { type Dialect, insertSql, quoted, schemaSql, tablesOf } from './woocommerce-tables';

/** A server that is empty before each walk. */
export interface ShopServer {
  readonly dialect: Dialect;
  /** The kind of the store in the desk file. */
  readonly kind: string;
  url(): string;
  run(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
  empty(): Promise<void>;
}

const staff = 'ada@example.com';

/** Every row of the shop as text, by `table` and its first column. */
type Lines = ReadonlyMap<string, string>;

/** From an empty database to a package and a completed erasure, through the pages and mails of a desk. */
export function walkWooCommerce(server: ShopServer, kept: Kept): void {
  describe(`a WooCommerce shop with orders in ${kept}, in ${server.dialect}`, () => {
    let walk: DeskWalk;

    beforeAll(async () => {
      await server.empty();
      for (const sql of schemaSql(formOf(kept), server.dialect)) await server.run(sql);
      const { contested: _contested, ...clear } = orders;
      for (const [table, rows] of Object.entries(shopKept(kept, Object.values(clear))))
        for (const row of rows) await server.run(insertSql(table, row, server.dialect));
      const desk = newDesk('woocommerce', server.kind, server.url());
      await useMap(desk, { store: 'shop', country: 'DE' });
      answerQuestions(desk);
      process.env.SHOP_URL = server.url();
      walk = await startJourney({ config: desk.config, sample: false });
    });

    afterAll(() => walk?.desk.stop());

    const read = async (): Promise<Lines> => {
      const lines = new Map<string, string>();
      for (const [table, [key]] of Object.entries(tablesOf(formOf(kept)))) {
        const rows = await server.run(`SELECT * FROM ${quoted(`wp_${table}`, server.dialect)}`);
        const name = (row: (typeof rows)[number]) =>
          key
            .split(', ')
            .map((one) => String(row[one]))
            .join('/');
        for (const row of rows)
          lines.set(`${table} ${name(row)}`, JSON.stringify(Object.values(row).map(String)));
      }
      return lines;
    };

    it('gives a customer a package of all that is theirs, and nothing of anybody else', async () => {
      const before = await read();
      const id = await walk.ask({ right: 'access', email: ida.email });
      await walk.prove(ida.email);
      await walk.approve(staff);

      const { bytes } = await walk.download(ida.email);
      const entries = await zipEntries(bytes);
      const all = [...entries.values()].map((content) => content.toString('utf8')).join('\n');

      // Who of the staff wrote a note is withheld (Art. 15(4) GDPR).
      expect((await walk.load(id)).outcome).toBe('partly-fulfilled');
      for (const own of [ida.email, 'ida@office.example', 'Holmgasse 1', 'Bright', 'Parcel 101 sent', '4242'])
        expect(all).toContain(own);
      for (const others of [bob.email, zoe.email, 'alma@example.com', 'Sterngasse', 'Parcel 106', 'Dim'])
        expect(all).not.toContain(others);
      for (const secret of ['$wp$2y', 'pm_12', 'wc_order_101', '0'.repeat(64)])
        expect(all).not.toContain(secret);
      expect(await read()).toEqual(before);
    });

    it('erases what no law keeps, and says what is kept until when', async () => {
      const before = await read();
      const id = await walk.ask({ right: 'erasure', email: ida.email });
      await walk.prove(ida.email);
      await walk.approve(staff);
      await walk.desk.moveClock({ by: 'P1DT1H' });
      await walk.desk.moveClock({ by: 'P2D' });

      const request = await walk.load(id);
      const after = await read();
      const report = (await walk.desk.deps.objects.get(id, 'completion-report.json')) as CompletionReport;

      expect([request.status, request.outcome]).toEqual(['closed', 'partly-fulfilled']);
      expect(lastOf(request.log, 'store-read-again')).toBeDefined();
      expect(changes(before, after)).toEqual(erasedOf(kept));
      const left = [...after]
        .filter(([, line]) => line.includes(ida.email))
        .map(([name]) => name.split(' ')[0]);
      expect(new Set(left)).toEqual(new Set(keptWithAddress(kept)));
      expect(report.totals.erased + report.totals.anonymised).toBe(erasedOf(kept).length);
      expect(JSON.stringify(report)).toContain('§ 147(1) no. 4');
    });

    it('finds the orders of a guest by their address alone', async () => {
      const before = await read();
      const id = await walk.ask({ right: 'erasure', email: zoe.email });
      await walk.prove(zoe.email);
      await walk.approve(staff);
      await walk.desk.moveClock({ by: 'P1DT1H' });
      await walk.desk.moveClock({ by: 'P2D' });

      expect((await walk.load(id)).outcome).toBe('partly-fulfilled');
      expect(changes(before, await read())).toEqual([
        '- comments 4',
        '- woocommerce_downloadable_product_permissions 107',
        '~ wc_customer_lookup 4',
      ]);
    });
  });
}

function changes(before: Lines, after: Lines): string[] {
  const gone = [...before.keys()].filter((name) => !after.has(name)).map((name) => `- ${name}`);
  const changed = [...before].filter(([name, line]) => after.has(name) && after.get(name) !== line);
  const added = [...after.keys()].filter((name) => !before.has(name)).map((name) => `+ ${name}`);
  return [...gone, ...changed.map(([name]) => `~ ${name}`), ...added].sort();
}

function erasedOf(_kept: Kept): string[] {
  const gone = [
    ...[1200, 1201, 1202, 1203, 1204].map((id) => `usermeta ${id}`),
    'woocommerce_sessions 12',
    'woocommerce_payment_tokens 12',
    'woocommerce_payment_tokenmeta 12',
    'posts 5',
    ...[2, 3, 5].map((id) => `postmeta ${id}`),
    'comments 1',
    'commentmeta 1',
    ...[101, 102, 104].map((id) => `woocommerce_downloadable_product_permissions ${id}`),
    'wc_download_log 101',
  ];
  const changed = ['users 12', 'posts 4', 'wc_customer_lookup 1', 'wc_customer_lookup 2'];
  return [...gone.map((name) => `- ${name}`), ...changed.map((name) => `~ ${name}`)].sort();
}

/** Where an address may still stand, since the law keeps the order. */
function keptWithAddress(kept: Kept): string[] {
  return [
    ...(kept === 'posts' ? [] : ['wc_orders', 'wc_order_addresses']),
    ...(kept === 'tables' ? [] : ['postmeta']),
  ];
}
