import { Client } from 'pg';
import { type Connector, StoreShapeError } from '../../functions/connectors/connector';
import { locatedPages } from '../../functions/connectors/located-pages';
import { createPostgresConnector } from '../../functions/connectors/postgres/postgres-connector';
import type { LocatedRow, Search } from '../../functions/domain/finding';
import { statementsOf } from './counted-statements';
import { aCollection, aField, aStore, gather } from './small-map';

const schema = `
DROP TABLE IF EXISTS orders, loose, mixed, papers, addresses CASCADE;
CREATE TABLE orders (id integer PRIMARY KEY, customer integer, payer integer, note text);
INSERT INTO orders SELECT n, (n + 2) / 3, 100000 - (n + 2) / 3, NULL FROM generate_series(1, 30000) n;
CREATE INDEX ON orders (customer);
CREATE TABLE loose (customer integer, what text);
INSERT INTO loose SELECT n % 6000, 'x' FROM generate_series(1, 12000) n;
CREATE TABLE mixed (code text UNIQUE, customer integer);
INSERT INTO mixed SELECT CASE WHEN n % 2 = 0 THEN 'c' || n END, n / 4 FROM generate_series(1, 24000) n;
CREATE TABLE papers (id integer PRIMARY KEY, customer integer, content text, doc jsonb);
INSERT INTO papers SELECT n, 1, repeat(md5(n::text), 10000), NULL FROM generate_series(1, 12) n;
INSERT INTO papers SELECT n, 1, md5(n::text), NULL FROM generate_series(13, 3000) n;
INSERT INTO papers SELECT n, 2, NULL, to_jsonb(repeat('a', 2000000)) FROM generate_series(3001, 3006) n;
CREATE TABLE addresses (id integer PRIMARY KEY, city text);
INSERT INTO addresses SELECT n, 'Bonn' FROM generate_series(1, 12000) n;
ANALYZE;`;

const store = aStore('postgres', [
  aCollection('orders', ['id', 'customer', 'payer', 'note']),
  aCollection('loose', ['customer', 'what'], { primaryKey: [] }),
  aCollection('mixed', ['code', 'customer']),
  aCollection('papers', ['id', 'customer', 'content', 'doc'], { facts: ['customer'] }),
  aCollection('addresses', ['id', 'city'], {
    owner: 'shared',
    referencedBy: [{ collection: 'orders', field: 'customer', ownField: 'id' }],
  }),
]);

/** Work that grows with the rows and the values, and with nothing else. */
export function postgresScale(url: () => string): void {
  let connector: Connector;
  let client: Client;
  let isFresh = false;

  beforeAll(async () => {
    client = new Client({ connectionString: url() });
    await client.connect();
  });

  beforeEach(async () => {
    if (!isFresh) await client.query(schema);
    isFresh = true;
    connector = createPostgresConnector({ store, url: url() });
  });

  afterEach(() => connector.close());

  afterAll(async () => {
    await client.query('DROP TABLE orders, loose, mixed, papers, addresses CASCADE');
    await client.end();
  });

  const change = async (sql: string) => {
    isFresh = false;
    await client.query(sql);
  };
  const numbers = (count: number, from = 1) => Array.from({ length: count }, (_, n) => String(n + from));
  const search = (collection: string, field: string, values: readonly string[]): Search[] => [
    { collection, field, values },
  ];
  const pagesOf = async (searches: readonly Search[], cursor?: string) => {
    const pages: LocatedRow[][] = [];
    for await (const page of locatedPages((next = cursor) => connector.locate(searches, next)))
      pages.push([...page.rows]);
    return pages;
  };
  const keysOf = (rows: readonly LocatedRow[]) => rows.map(({ key }) => JSON.stringify(key));
  const ids = (rows: readonly LocatedRow[]) => rows.map(({ key }) => Number(key.id));
  const cursorOf = (place: object) => Buffer.from(JSON.stringify(place)).toString('base64url');
  const selecting = (table: string) => (text: string) =>
    text.includes(`FROM "public"."${table}"`) && !text.includes('EXISTS');

  describe('a search for many values', () => {
    it.each([1_000, 10_000])('sends each of %i values once', async (count) => {
      let found: LocatedRow[] = [];
      const sent = await statementsOf(async () => {
        found = (await pagesOf(search('orders', 'customer', numbers(count)))).flat();
      });

      const asked = sent.filter(({ text }) => selecting('orders')(text));
      expect(new Set(ids(found)).size).toBe(3 * count);
      expect(asked.reduce((sum, { values }) => sum + values, 0)).toBe(count);
      expect(asked.length).toBeLessThanOrEqual(2 + (3 * count) / 3_000);
    });

    it('takes few statements for values that nothing holds', async () => {
      const sent = await statementsOf(() => pagesOf(search('orders', 'customer', numbers(50_000, 200_000))));

      expect(sent.filter(({ text }) => selecting('orders')(text)).length).toBeLessThanOrEqual(8);
    });

    it('finds all rows also where one value has more of them than a page', async () => {
      await change("UPDATE orders SET customer = 7 WHERE id > 10000; UPDATE orders SET note = 'x'");

      const pages = await pagesOf(search('orders', 'customer', numbers(3_000)));

      expect(new Set(ids(pages.flat())).size).toBe(20_000 + 9_000);
      expect(pages.flat()).toHaveLength(29_000);
      expect(Math.max(...pages.map((page) => page.length))).toBeLessThan(8_000);
    });

    it('finds all rows that either of two fields names', async () => {
      const searches = [
        ...search('orders', 'customer', numbers(4_000)),
        ...search('orders', 'payer', numbers(4_000, 93_001)),
      ];

      const found = (await pagesOf(searches)).flat();

      const expected = numbers(20_997);
      expect([...new Set(ids(found))].sort((a, b) => a - b).map(String)).toEqual(expected);
    });

    it.each(['loose', 'mixed'])(
      'finds each row of %s, which lacks keys, under a name of its own',
      async (name) => {
        const found = (await pagesOf(search(name, 'customer', numbers(6_001, 0)))).flat();
        const { rows } = await client.query(`SELECT count(*)::int AS count FROM ${name}`);

        expect(new Set(keysOf(found)).size).toBe(rows[0].count);
        expect(found).toHaveLength(rows[0].count);
      },
    );

    it('ends when rows come while it goes on, and the next reading finds them', async () => {
      const searches = search('orders', 'customer', numbers(3_000));
      let cursor: string | undefined;
      let pages = 0;
      do {
        const page = await connector.locate(searches, cursor);
        cursor = page.cursor;
        pages += 1;
        await change(`INSERT INTO orders SELECT max(id) + 1, 1 FROM orders`);
      } while (cursor);

      expect(pages).toBeLessThan(6);
      expect(ids((await pagesOf(searches)).flat())).toContain(30_000 + pages);
    });

    it('of shared rows asks once for those that refer to a page of them', async () => {
      let found: LocatedRow[] = [];
      const sent = await statementsOf(async () => {
        found = (await pagesOf(search('addresses', 'city', ['Bonn']))).flat();
      });

      const asked = sent.filter(({ text }) => text.includes('numbered'));
      expect(found.map(({ referrers = [] }) => referrers.length).reduce((a, b) => a + b)).toBe(30_000);
      expect(asked.length).toBeLessThanOrEqual(5);
    });
  });

  describe('a cursor', () => {
    const searches = search('orders', 'customer', numbers(5_000));

    it('of an earlier version goes on behind its row', async () => {
      const found = (await pagesOf(searches, cursorOf({ collection: 'orders', after: ['400'] }))).flat();

      expect(found).toHaveLength(15_000 - 400);
      expect(Math.min(...ids(found))).toBe(401);
    });

    it('of an earlier version that stands at the beginning of a table leaves nothing out', async () => {
      expect((await pagesOf(searches, cursorOf({ collection: 'orders' }))).flat()).toHaveLength(15_000);
    });

    it.each([
      ['of a search for other values', { values: numbers(4_999), collection: 'orders' }],
      ['of a search of another table', { values: numbers(5_000, 0), collection: 'mixed' }],
    ])('%s is refused', async (_, { values, collection }) => {
      const { cursor } = await connector.locate(searches);

      const going = connector.locate(search(collection, 'customer', values), cursor);

      await expect(going).rejects.toThrow(StoreShapeError);
      await expect(going).rejects.toThrow('search again from the beginning');
    });
  });

  describe('the catalogue', () => {
    const one = search('orders', 'customer', ['1']);
    const readsCatalogue = ({ text }: { readonly text: string }) => text.includes('json_build_object');

    it('is read once while no table changes', async () => {
      const sent = await statementsOf(async () => {
        await connector.probe();
        await connector.locate(one);
        await gather(connector.export([{ collection: 'orders', key: { id: '1' } }]));
        await connector.locate(one);
      });

      expect(sent.filter(readsCatalogue)).toHaveLength(1);
    });

    it('is known before a search, which takes four statements, or five in a database with other tables', async () => {
      await connector.locate(one);

      expect((await statementsOf(() => connector.locate(one))).length).toBeLessThanOrEqual(5);
    });

    it.each([
      [
        'a column',
        "ALTER TABLE orders ADD COLUMN phone text DEFAULT '1'",
        [{ collection: 'orders', field: 'phone' }],
      ],
      [
        'a table that inherits, and its column',
        "CREATE TABLE late (fax text) INHERITS (orders); INSERT INTO late VALUES (90001, 1, 1, '', 'x')",
        [{ collection: 'orders', field: 'fax' }],
      ],
    ])('is read again after %s was added', async (_, sql, unmapped) => {
      await connector.locate(one);
      await change(sql);

      expect((await connector.locate(one)).unmapped).toEqual(unmapped);
    });

    it('is read again after a key was dropped: rows are then told apart by their content', async () => {
      await connector.locate(one);
      await change(
        'ALTER TABLE orders DROP CONSTRAINT orders_pkey; INSERT INTO orders SELECT * FROM orders WHERE id = 1',
      );

      expect((await connector.locate(one)).rows).toHaveLength(4);
    });

    it('is read again after the table was replaced by another of its name', async () => {
      await connector.locate(one);
      await change(`DROP TABLE orders;
        CREATE TABLE orders (id text PRIMARY KEY, customer text, payer text, note text); INSERT INTO orders VALUES ('A', '1')`);

      expect((await connector.locate(one)).rows.map(({ key }) => key)).toEqual([{ id: 'A' }]);
    });
  });

  describe('an export', () => {
    const refs = (count: number) => numbers(count).map((id) => ({ collection: 'orders', key: { id } }));

    it.each([4_000, 20_000])(
      'of %i rows takes a transaction of one statement for each 2,000',
      async (count) => {
        let records = 0;
        const sent = await statementsOf(async () => {
          records = (await gather(connector.export(refs(count)))).length;
        });

        expect(records).toBe(count);
        expect(sent.filter(({ text }) => text.startsWith('BEGIN'))).toHaveLength(count / 2_000);
        expect(sent).toHaveLength(3 * (count / 2_000) + 2);
        expect(sent.reduce((sum, { values }) => sum + values, 0)).toBe(count + 2 * store.collections.length);
      },
    );

    it('keeps the order, and skips what is gone, across batches', async () => {
      const shuffled = refs(5_000).map((_, n) => ({
        collection: 'orders',
        key: { id: String(((n * 7) % 5_000) + 1) },
      }));
      await change('DELETE FROM orders WHERE id % 1000 = 0');

      const records = await gather(connector.export(shuffled));

      expect(records.map(({ key }) => key)).toEqual(
        shuffled.map(({ key }) => key).filter(({ id }) => Number(id) % 1_000 !== 0),
      );
    });

    it('reads wide rows a few at a time, and narrow ones behind them together again', async () => {
      const papers = numbers(3_000).map((id) => ({ collection: 'papers', key: { id } }));
      const read: number[] = [];
      const sent = await statementsOf(async () => {
        for await (const { values } of connector.export(papers)) read.push(String(values.content).length);
      });

      expect(read).toHaveLength(3_000);
      expect(read.slice(0, 12)).toEqual(Array.from({ length: 12 }, () => 320_000));
      const batches = sent.filter(({ text }) => text.startsWith('BEGIN')).length;
      expect([batches >= 4, batches <= 8]).toEqual([true, true]);
    });

    it('reads a row alone that takes little room in the database and much outside', async () => {
      const papers = numbers(6, 3_001).map((id) => ({ collection: 'papers', key: { id } }));

      const sent = await statementsOf(() => gather(connector.export(papers)));

      expect(sent.filter(({ text }) => text.startsWith('BEGIN'))).toHaveLength(6);
    });

    it('reads nothing behind what its caller takes but one batch', async () => {
      const sent = await statementsOf(async () => {
        for await (const _ of connector.export(refs(20_000))) break;
        await connector.close();
        connector = createPostgresConnector({ store, url: url() });
      });

      expect(sent.filter(({ text }) => text.startsWith('BEGIN')).length).toBeLessThanOrEqual(2);
    });
  });

  it('an erasure of many rows takes as many statements as one of a few', async () => {
    const erasing = (from: number, count: number) =>
      connector.erase([
        {
          collection: 'orders',
          action: 'erase',
          keys: numbers(count, from).map((id) => ({ id })),
          atMost: count,
        },
      ]);
    await change('SELECT 1');
    const few = await statementsOf(() => erasing(1, 10));
    const many = await statementsOf(() => erasing(11, 2_000));

    expect(many.map(({ text }) => text)).toEqual(few.map(({ text }) => text));
  });

  describe('the check of the map', () => {
    const byEmail = aStore('postgres', [
      aCollection('orders', ['id', 'customer', 'note'], {
        fields: [aField('id'), aField('customer'), aField('note', { identity: 'email' })],
        reachedBy: [{ field: 'customer', identity: 'customer-number' }],
      }),
    ]);
    const noIndex = async () => {
      const checked = createPostgresConnector({ store: byEmail, url: url() });
      const { problems } = await checked.examine();
      await checked.close();
      return problems.filter(({ code }) => code === 'no-index');
    };

    it('names each search that would read a large table whole, with the statement that ends it', async () => {
      await change('DROP INDEX orders_customer_idx');
      const problems = await noIndex();

      expect(problems).toMatchObject([
        { field: 'note', blocks: 'nothing' },
        { field: 'customer', blocks: 'nothing' },
      ]);
      for (const { remedy } of problems) {
        expect(remedy).toMatch(/^CREATE INDEX CONCURRENTLY ON "public"\."orders" \(.*\);$/);
        await client.query(remedy.replace(' CONCURRENTLY', ''));
      }
      await client.query('ANALYZE orders');
      expect(await noIndex()).toEqual([]);
    });

    it('says nothing of a small table', async () => {
      await change(`DELETE FROM orders WHERE id > 900`);
      await client.query('VACUUM FULL orders');
      await client.query('ANALYZE orders');

      expect(await noIndex()).toEqual([]);
    });
  });
}
