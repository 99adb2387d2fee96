import { Client } from 'pg';
import { createPostgresConnector } from '../../functions/connectors/postgres/postgres-connector';
import type { CollectionMap, DataMap, Reach } from '../../functions/domain/data-map';
import type { StoreFinding } from '../../functions/domain/found-rows';
import { freezeManifest } from '../../functions/domain/freeze-manifest';
import { planWave } from '../../functions/domain/locate-plan';
import { aCollection, aField, aStore } from './small-map';
import { suiteDatabase } from './suite-database';

jest.setTimeout(30_000);

const down = (field: string, collection: string, of: string): Reach => ({
  field,
  from: { storeId: 'store', collection, field: of },
  leads: 'down',
});
const up = (field: string, collection: string, of: string): Reach => ({
  ...down(field, collection, of),
  leads: 'up',
});

const people = aCollection('people', ['id', 'email'], {
  fields: [aField('id'), aField('email', { identity: 'email' })],
  reachedBy: [{ field: 'email', identity: 'email' }],
  ownRecord: true,
});
const orders = aCollection('orders', ['id', 'person'], { reachedBy: [down('person', 'people', 'id')] });
const lines = aCollection('lines', ['id', 'of_order'], {
  reachedBy: [down('of_order', 'orders', 'id')],
  onErasure: { action: 'as-parent', parent: 'orders', field: 'of_order', parentField: 'id' },
});

const uuid = 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11';

describe('values that PostgreSQL calls equal', () => {
  const databaseUrl = suiteDatabase();

  async function world(schema: string, ...collections: CollectionMap[]) {
    const client = new Client({ connectionString: databaseUrl() });
    await client.connect();
    await client.query(`DROP SCHEMA public CASCADE; CREATE SCHEMA public; ${schema}`);
    await client.end();
    const store = aStore('postgres', collections);
    const connector = createPostgresConnector({ store, url: databaseUrl() });
    const map: DataMap = { stores: [store], systems: [], gaps: [] };
    return { connector, map };
  }

  async function fates(schema: string, ...collections: CollectionMap[]) {
    const { connector, map } = await world(schema, ...collections);
    const identities = { email: ['ida@example.com'] };
    const findings: StoreFinding[] = [];
    for (let wave = planWave(map, identities, findings, []); wave[0]; ) {
      const { searches } = wave[0];
      for (let cursor: string | undefined, first = true; first || cursor; first = false) {
        const page = await connector.locate(searches, cursor);
        findings.push({ storeId: 'store', searches, ...page });
        cursor = page.cursor;
      }
      wave = planWave(map, identities, findings, []);
    }
    await connector.close();
    const input = {
      map,
      right: 'erasure',
      version: 1,
      findings,
      identities,
      unavailable: [],
      today: '2026-11-24',
    };
    const rows = freezeManifest(input).stores.flatMap((s) => s.collections.flatMap((c) => [...c.rows]));
    return rows
      .map(({ collection, key, treatment }) => `${collection} ${key.id}: ${treatment.action}`)
      .sort();
  }

  it.each([
    ['numeric(10,2)', 'bigint', '42', '42', '43'],
    ['bigint', 'numeric(10,2)', '42', '42', '43'],
    ['numeric(10,2)', 'numeric(12,4)', '42.5', '42.5', '42.55'],
    ['char(8)', 'text', "'A-7'", "'A-7'", "'A-8'"],
    ['text', 'char(8)', "'A-7'", "'A-7'", "'A-8'"],
    ['uuid', 'text', `'${uuid}'`, `'${uuid.toUpperCase()}'`, "'x'"],
    ['text', 'uuid', `'${uuid.toUpperCase()}'`, `'${uuid}'`, `'${uuid.replace('a', 'b')}'`],
  ])(
    'let a row be treated like the one it belongs to, with %s and %s',
    async (key, reference, parent, child, other) => {
      const found = await fates(
        `       CREATE TABLE people (id int PRIMARY KEY, email text); INSERT INTO people VALUES (1, 'ida@example.com'), (2, 'bo@example.com');
       CREATE TABLE orders (id ${key} PRIMARY KEY, person int); INSERT INTO orders VALUES (${parent}, 1);
       CREATE TABLE lines (id int PRIMARY KEY, of_order ${reference}); INSERT INTO lines VALUES (1, ${child}), (2, ${other})`,
        people,
        orders,
        lines,
      );

      expect(found.map((fate) => fate.replace(/(?<=orders ).*(?=:)/, '*'))).toEqual([
        'lines 1: erase',
        'orders *: erase',
        'people 1: erase',
      ]);
    },
  );

  it('let several rows each belong to their own, whatever their scale', async () => {
    const kept = {
      ...orders,
      fields: [...orders.fields, aField('kept')],
      facts: [...orders.facts, 'kept'],
      onErasure: {
        action: 'retain' as const,
        ground: 'Tax law',
        article: '1',
        period: 'P10Y',
        countedFrom: 'kept',
        yearEnd: false,
      },
    };
    const found = await fates(
      `CREATE TABLE people (id int PRIMARY KEY, email text); INSERT INTO people VALUES (1, 'ida@example.com');
       CREATE TABLE orders (id numeric(10,2) PRIMARY KEY, person int, kept date); INSERT INTO orders VALUES (42, 1, '2000-01-01'), (43, 1, '2026-01-01');
       CREATE TABLE lines (id int PRIMARY KEY, of_order bigint); INSERT INTO lines VALUES (1, 42), (2, 43)`,
      people,
      kept,
      lines,
    );

    expect(found).toEqual([
      'lines 1: erase',
      'lines 2: retain',
      'orders 42.00: erase',
      'orders 43.00: retain',
      'people 1: erase',
    ]);
  });

  it('do not assign anonymised numbers that mean nobody to anybody', async () => {
    const blanked = {
      ...orders,
      fields: [aField('id'), aField('person', { blankWith: 0 })],
    };
    const found = await fates(
      `CREATE TABLE people (id numeric(6,2) PRIMARY KEY, email text); INSERT INTO people VALUES (0, 'ida@example.com');
       CREATE TABLE orders (id int PRIMARY KEY, person int); INSERT INTO orders VALUES (1, 0)`,
      people,
      blanked,
    );

    expect(found).toEqual(['people 0.00: erase']);
  });

  describe('values of a row that several people may share', () => {
    const shared = (key: readonly string[], ...pointers: readonly [string, string][]) =>
      aCollection('places', ['tenant', 'id'], {
        primaryKey: key,
        owner: 'shared',
        reachedBy: pointers.map(([field, own]) => up(own, 'orders', field)),
        referencedBy: pointers.map(([field, ownField]) => ({ collection: 'orders', field, ownField })),
      });
    const pointing = aCollection('orders', ['id', 'tenant', 'person', 'place', 'bill'], {
      primaryKey: [],
      reachedBy: [down('person', 'people', 'id')],
    });

    async function shares(schema: string, places: CollectionMap, place: string) {
      const { connector } = await world(
        `CREATE TABLE people (id int PRIMARY KEY, email text); ${schema}`,
        people,
        pointing,
        places,
      );
      const values = [place];
      const { rows, unread } = await connector.locate([{ collection: 'places', field: 'id', values }]);
      const receipt = await connector.erase([
        {
          collection: 'places',
          action: 'erase',
          keys: rows.map(({ key }) => key),
          atMost: 9,
          unlessReferencedBy: places.referencedBy,
        },
      ]);
      await connector.close();
      return {
        unread,
        pointed: Object.fromEntries(
          rows.map(({ key, referrers }) => [key.tenant ?? key.id, referrers?.length]),
        ),
        kept: receipt.collections[0]?.keptShared,
      };
    }

    it.each([
      ['numeric(10,2)', 'bigint', '42', '42'],
      ['bigint', 'numeric(10,2)', '42', '42'],
      ['uuid', 'text', `'${uuid}'`, `'${uuid.toUpperCase()}'`],
      ['char(8)', 'text', "'a-7'", "'a-7'"],
    ])('find the rows that refer to it, with %s and %s', async (key, reference, own, theirs) => {
      const found = await shares(
        `         CREATE TABLE places (tenant int, id ${key} PRIMARY KEY); INSERT INTO places VALUES (1, ${own});
         CREATE TABLE orders (id int PRIMARY KEY, tenant int, person int, place ${reference}, bill int); INSERT INTO orders VALUES (1, 1, 2, ${theirs})`,
        shared(['id'], ['place', 'id']),
        own.replaceAll("'", ''),
      );

      expect(found).toEqual({
        unread: undefined,
        pointed: { [Object.keys(found.pointed)[0] ?? '']: 1 },
        kept: 1,
      });
    });

    const ofTenants = `CREATE TABLE places (tenant int, id int, PRIMARY KEY (tenant, id)); INSERT INTO places VALUES (1, 5), (2, 5), (3, 5), (4, 5), (1, 6), (1, 7), (2, 7), (3, 7), (3, 8)`;
    const joined = `CREATE TABLE orders (id int, tenant int, person int, place int, bill int, PRIMARY KEY (tenant, id),
      FOREIGN KEY (tenant, place) REFERENCES places (tenant, id), FOREIGN KEY (tenant, bill) REFERENCES places (tenant, id))`;

    it.each([
      [
        'by references of their own',
        'CREATE TABLE orders (id int PRIMARY KEY, tenant int, person int, place int, bill int)',
        shared(['tenant', 'id'], ['tenant', 'tenant'], ['place', 'id'], ['bill', 'id']),
      ],
      ['by their own key', joined, shared(['tenant', 'id'], ['place', 'id'], ['bill', 'id'])],
      ['by their own key, both left to the database', joined, shared([], ['place', 'id'], ['bill', 'id'])],
    ])('count only rows that name all of its key, %s', async (_, schema, places) => {
      const found = await shares(
        `${ofTenants}; ${schema}; INSERT INTO orders VALUES (1, 1, 2, 5, 6), (2, 1, 2, 7, 5), (3, 2, 2, 7, 5), (4, 3, 2, 7, 8)`,
        places,
        '5',
      );

      expect(found).toEqual({ unread: undefined, pointed: { 1: 2, 2: 1, 3: 0, 4: 0 }, kept: 2 });
    });
  });

  it.each([
    ['bigint', '7', '8'],
    ['numeric(10,2)', '7.00', '8.00'],
    ['char(5)', 'abc', 'abd'],
    ['uuid', uuid, uuid.replace('a0', 'b0')],
    ['timestamptz', '2026-01-01T10:00:00Z', '2026-01-01T10:00:01Z'],
    ['bytea', '\\x00ff', '\\x00fe'],
    ['date', '2026-01-01', '2026-01-02'],
  ])('are exported as they were found, and not once another stands there: %s', async (type, held, other) => {
    const { connector } = await world(
      `CREATE TABLE orders (id int PRIMARY KEY, person ${type}); INSERT INTO orders VALUES (1, '${held}')`,
      aCollection('orders', ['id', 'person'], {
        reachedBy: [down('person', 'people', 'id')],
        facts: ['person'],
      }),
    );
    const [found] = (await connector.locate([{ collection: 'orders', field: 'id', values: ['1'] }])).rows;
    const row = { collection: 'orders', key: { id: '1' }, foundBy: found?.facts ?? {} };
    const exported = async () => {
      const records = [];
      for await (const record of connector.export([row])) records.push(record);
      return records.length;
    };

    expect(Object.keys(row.foundBy)).toEqual(['person']);
    expect(await exported()).toBe(1);
    const client = new Client({ connectionString: databaseUrl() });
    await client.connect();
    await client.query('UPDATE orders SET person = $1', [other]);
    await client.end();
    await expect(exported()).rejects.toMatchObject({
      name: 'StoreUnavailableError',
      place: { collection: 'orders', field: 'person', code: 'changed-since-found' },
    });
    await connector.close();
  });
});
