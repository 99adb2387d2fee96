import { Client } from 'pg';
import type { Connector } from '../../functions/connectors/connector';
import {
  StoreRefusedError,
  StoreShapeError,
  StoreUnavailableError,
} from '../../functions/connectors/connector';
import { createPostgresConnector } from '../../functions/connectors/postgres/postgres-connector';
import type { CollectionMap } from '../../functions/domain/data-map';
import { aCollection, aStore, gather } from './small-map';

const schema = `
DROP SCHEMA IF EXISTS "odd ""schema" CASCADE;
DROP TABLE IF EXISTS exact, parents, children, numbers, twins, links CASCADE;
CREATE SCHEMA "odd ""schema";
CREATE TABLE exact (
  id integer PRIMARY KEY, whole bigint, small smallint, price numeric(30,10), ratio double precision, day date,
  moment timestamptz, plain timestamp, bytes bytea, doc jsonb, long_doc json, tags text[], counts integer[], span interval,
  flag boolean, uid uuid, code char(5), nothing text
);
INSERT INTO exact VALUES (
  1, 9007199254740993, 7, 12345678901234567890.1234500000, 0.1, '2024-02-29', '2024-02-29 12:30:00.123456+02',
  '2024-02-29 12:30:00', '\\x00ff10', '{"a": [1, 2.5, null], "b": "x"}', '{"n": 12345678901234567890}', '{"a,b",NULL,""}', '{1,2}',
  '1 year 2 days', true, 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 'ab', NULL
);
CREATE TABLE parents (id integer PRIMARY KEY, name text);
CREATE TABLE children (id integer PRIMARY KEY, parent integer NOT NULL REFERENCES parents (id));
INSERT INTO parents VALUES (1, 'one'), (2, 'two');
INSERT INTO children VALUES (10, 1);
CREATE TABLE numbers (id bigint PRIMARY KEY, doubled bigint GENERATED ALWAYS AS (id * 2) STORED, later text);
INSERT INTO numbers SELECT n FROM generate_series(1, 20) n;
CREATE TABLE twins (email text, note text);
INSERT INTO twins VALUES ('a@example.com', 'x'), ('a@example.com', 'y');
CREATE TABLE "odd ""schema"."select" ("from; drop table twins" text PRIMARY KEY, "two words" text);
INSERT INTO "odd ""schema"."select" VALUES ('k', 'v');`;

const oddTable: CollectionMap = aCollection('odd', ['from; drop table twins', 'two words'], {
  physical: { schema: 'odd "schema', table: 'select' },
});

const exactFields =
  'id whole small price ratio day moment plain bytes doc long_doc tags counts span flag uid code nothing'.split(
    ' ',
  );

const store = aStore('postgres', [
  aCollection('exact', exactFields),
  aCollection('parents', ['id', 'name']),
  aCollection('children', ['id', 'parent']),
  aCollection('numbers', ['id', 'doubled', 'later']),
  aCollection('twins', ['email', 'note']),
  oddTable,
  aCollection('missing', ['id']),
]);

/** What only PostgreSQL has, on any server with its protocol. */
export function postgresParticulars(url: () => string): void {
  let connector: Connector;
  let client: Client;

  beforeAll(async () => {
    client = new Client({ connectionString: url() });
    await client.connect();
    await client.query(schema);
    connector = createPostgresConnector({ store, url: url() });
  });

  afterAll(async () => {
    await connector.close();
    await client.end();
  });

  const find = (collection: string, field: string, ...values: string[]) =>
    connector.locate([{ collection, field, values }]);

  it('exports every type exactly', async () => {
    const [record] = await gather(connector.export([{ collection: 'exact', key: { id: '1' } }]));

    expect(record?.values).toEqual({
      id: 1,
      whole: '9007199254740993',
      small: 7,
      price: '12345678901234567890.1234500000',
      ratio: 0.1,
      day: '2024-02-29',
      moment: '2024-02-29T10:30:00.123456Z',
      plain: '2024-02-29T12:30:00',
      bytes: 'AP8Q',
      doc: { a: [1, 2.5, null], b: 'x' },
      long_doc: { n: '12345678901234567890' },
      tags: ['a,b', null, ''],
      counts: [1, 2],
      span: 'P1Y2D',
      flag: true,
      uid: 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
      code: 'ab',
      nothing: null,
    });
  });

  it.each([
    ['whole', '9007199254740993', 1],
    ['whole', '9007199254740992', 0],
    ['whole', '99999999999999999999', 0],
    ['id', '1', 1],
    ['id', '01', 0],
    ['id', '1.0', 1],
    ['id', 'ada@example.com', 0],
    ['small', '7', 1],
    ['small', '70000', 0],
    ['price', '12345678901234567890.1234500000', 1],
    ['price', '12345678901234567890.12345', 1],
    ['day', '2024-02-29', 1],
    ['day', '29.02.2024', 0],
    ['uid', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 1],
    ['uid', 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11', 1],
    ['uid', 'x', 0],
    ['flag', 'true', 1],
    ['code', 'ab', 1],
  ])(
    'compares %s with %s by its text, numbers by their exact value and UUIDs in either case',
    async (field, value, rows) => {
      expect((await find('exact', field, value)).rows).toHaveLength(rows);
    },
  );

  it('quotes names that look like SQL', async () => {
    const { rows } = await find('odd', 'two words', 'v');
    const [record] = await gather(connector.export(rows));
    const keys = rows.map((row) => row.key);
    const receipt = await connector.erase([{ collection: 'odd', keys, action: 'erase', atMost: 1 }]);

    expect(record?.values).toEqual({ 'from; drop table twins': 'k', 'two words': 'v' });
    expect(receipt.collections[0]?.erased).toBe(1);
  });

  it('names a table that the database does not have as unread', async () => {
    const { rows, unread } = await find('missing', 'id', '1');

    expect(rows).toEqual([]);
    expect(unread).toEqual([expect.objectContaining({ collection: 'missing', reason: 'misfit' })]);
  });

  it('tells rows apart by their content if no key is unique', async () => {
    const { rows } = await find('twins', 'email', 'a@example.com');
    const [first] = rows.filter(({ facts }) => facts.note === 'x');
    const receipt = await connector.erase([
      { collection: 'twins', keys: first ? [first.key] : [], action: 'erase', atMost: 1 },
    ]);

    expect(rows).toHaveLength(2);
    expect(receipt.collections[0]).toMatchObject({ erased: 1, alreadyAbsent: 0 });
    expect((await find('twins', 'email', 'a@example.com')).rows.map(({ facts }) => facts.note)).toEqual([
      'y',
    ]);
  });

  it('rolls back the whole call if the database refuses a part, and says so without a value', async () => {
    const erase = (collection: string, id: string) =>
      ({ collection, keys: [{ id }], action: 'erase', atMost: 1 }) as const;

    const attempt = connector.erase([erase('parents', '2'), erase('parents', '1')]);

    await expect(attempt).rejects.toThrow(StoreRefusedError);
    await expect(attempt).rejects.toThrow(/SQLSTATE 23503: children, children_parent_fkey/);
    const { rows } = await client.query('SELECT id FROM parents ORDER BY id');
    expect(rows).toEqual([{ id: 1 }, { id: 2 }]);
  });

  it('erases dependents first, in the order given', async () => {
    const receipt = await connector.erase([
      { collection: 'children', keys: [{ id: '10' }], action: 'erase', atMost: 1 },
      { collection: 'parents', keys: [{ id: '1' }], action: 'erase', atMost: 1 },
    ]);

    expect(receipt.collections.map(({ erased }) => erased)).toEqual([1, 1]);
  });

  it('refuses to overwrite a computed column', async () => {
    const blank = { doubled: 0 };
    const instruction = {
      collection: 'numbers',
      keys: [{ id: '1' }],
      action: 'anonymise',
      blank,
      atMost: 1,
    } as const;

    await expect(connector.erase([instruction])).rejects.toThrow(StoreShapeError);
  });

  it('refuses to blank what may not be empty', async () => {
    await client.query('INSERT INTO parents VALUES (5) ON CONFLICT DO NOTHING');
    await client.query('INSERT INTO children VALUES (50, 5) ON CONFLICT DO NOTHING');
    const instruction = {
      collection: 'children',
      keys: [{ id: '50' }],
      action: 'anonymise',
      blank: { parent: null },
      atMost: 1,
    } as const;

    await expect(connector.erase([instruction])).rejects.toThrow(/SQLSTATE 23502/);
  });

  it('sees a column that was just added', async () => {
    await client.query("ALTER TABLE numbers ADD COLUMN secret_note text DEFAULT 'hello'");

    const { unmapped } = await find('numbers', 'id', '3');

    expect(unmapped).toEqual([{ collection: 'numbers', field: 'secret_note' }]);
  });

  it('does not call an empty array or an empty document a value to classify', async () => {
    await client.query(`ALTER TABLE children ADD COLUMN a text[] DEFAULT '{}', ADD COLUMN d jsonb DEFAULT '[]',
      ADD COLUMN s text DEFAULT ''`);
    await client.query('INSERT INTO parents VALUES (6) ON CONFLICT DO NOTHING');
    await client.query('INSERT INTO children VALUES (60, 6) ON CONFLICT DO NOTHING');

    expect((await find('children', 'id', '60')).unmapped).toEqual([]);
  });

  it('works if the caller is slow to read an export', async () => {
    const rows = Array.from({ length: 15 }, (_, n) => ({
      collection: 'numbers',
      key: { id: String(n + 3) },
    }));
    let read = 0;
    for await (const _record of connector.export(rows)) {
      read += 1;
      await find('numbers', 'id', String(read));
    }

    expect(read).toBe(15);
  });

  it('goes on after a failed call', async () => {
    const wanted = { collection: 'missing', keys: [{ id: '1' }], action: 'erase', atMost: 1 } as const;
    await expect(connector.erase([wanted])).rejects.toThrow(StoreShapeError);

    expect((await find('numbers', 'id', '7')).rows).toHaveLength(1);
  });

  it('is not available at an address where nobody listens', async () => {
    const lost = createPostgresConnector({ store, url: 'postgres://u:swordfish@127.0.0.1:1/db' });

    await expect(lost.probe()).rejects.toThrow(StoreUnavailableError);
    await lost.close();
  });
}
