import { type Connection, createConnection } from 'mysql2/promise';
import type { Connector } from '../../functions/connectors/connector';
import { StoreRefusedError, StoreShapeError } from '../../functions/connectors/connector';
import { createMysqlConnector } from '../../functions/connectors/mysql/mysql-connector';
import type { CollectionMap } from '../../functions/domain/data-map';
import { aCollection, aField, aStore, gather } from './small-map';

const odd = 'odd `name';
/** MySQL has no types for a UUID and an address of a host: there they are texts. */
const schema = (server: 'MySQL' | 'MariaDB') => [
  `DROP DATABASE IF EXISTS \`odd \`\`name\``,
  'DROP TABLE IF EXISTS exact, children, parents, numbers, twins, letters, parted, guarded_view, plain_texts',
  'CREATE DATABASE `odd ``name`',
  `CREATE TABLE exact (
    id int PRIMARY KEY, whole bigint unsigned, small smallint, price decimal(30,10), ratio double, single float,
    day date, moment timestamp(6) NULL, plain datetime, span time, built year, bytes blob, key16 binary(4),
    bits bit(9), yes bit(1), flag boolean, doc json, long_doc json, state enum('new','it''s'),
    tags set('x','y'), code char(5), place point, ${server === 'MySQL' ? 'uid varchar(36), host varchar(40)' : 'uid uuid, host inet6'}, nothing text
  )`,
  `INSERT INTO exact VALUES (
    1, 18446744073709551615, 7, 12345678901234567890.12345, 0.1, 0.1, '2024-02-29',
    '2024-02-29 10:30:00.123456', '2024-02-29 12:30:00', '-838:59:59', 2024, X'00FF10', X'01', b'101', b'1', true,
    '{"a": [1, 2.5, null], "b": "x"}', '{"n": 12345678901234567890}', 'it''s', 'x,y', 'ab',
    POINT(1.5, 2), 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '2001:db8::7', NULL
  )`,
  `INSERT INTO exact (id, day, moment, plain) VALUES
    (2, '0000-00-00', '0000-00-00 00:00:00', '0000-00-00 00:00:00'), (3, '2024-02-00', NULL, NULL)`,
  'CREATE TABLE parents (id int PRIMARY KEY, name text)',
  `CREATE TABLE children (id int PRIMARY KEY, parent int NOT NULL,
    CONSTRAINT child_of FOREIGN KEY (parent) REFERENCES parents (id))`,
  "INSERT INTO parents VALUES (1, 'one'), (2, 'two')",
  'INSERT INTO children VALUES (10, 1)',
  'CREATE TABLE numbers (id bigint PRIMARY KEY, doubled bigint AS (id * 2) STORED, later text)',
  `INSERT INTO numbers (id) VALUES ${Array.from({ length: 20 }, (_, n) => `(${n + 1})`).join(', ')}`,
  'CREATE TABLE twins (email varchar(80), note text)',
  "INSERT INTO twins VALUES ('a@example.com', 'x'), ('a@example.com', 'y'), ('a@example.com', 'y')",
  'CREATE TABLE `odd ``name`.`select` (`from; drop table ``twins` varchar(40) PRIMARY KEY, `two words` text)',
  "INSERT INTO `odd ``name`.`select` VALUES ('k', 'v')",
  `CREATE TABLE letters (id int PRIMARY KEY, email varchar(80) CHARACTER SET latin1 COLLATE latin1_german1_ci,
    name varchar(80) COLLATE utf8mb4_general_ci, code varchar(80) COLLATE utf8mb4_general_ci UNIQUE)`,
  "INSERT INTO letters VALUES (1, 'ANDRE@example.com', 'Renee', 'abc')",
  "INSERT INTO letters VALUES (2, 'andré@example.com', 'Renée', 'ABD')",
  "INSERT INTO letters VALUES (3, 'ANDRÉ@example.com', 'RENEE', 'Abe ')",
  `CREATE TABLE parted (id int, placed date, email varchar(80), PRIMARY KEY (id, placed))
    PARTITION BY RANGE COLUMNS (placed) (PARTITION early VALUES LESS THAN ('2020-01-01'),
    PARTITION late VALUES LESS THAN (MAXVALUE))`,
  "INSERT INTO parted VALUES (1, '2019-05-05', 'a@example.com'), (2, '2024-05-05', 'a@example.com')",
  'CREATE OR REPLACE VIEW guarded_view AS SELECT id, name FROM parents',
];

const oddTable: CollectionMap = aCollection('odd', ['from; drop table `twins', 'two words'], {
  physical: { schema: odd, table: 'select' },
});

const exactFields =
  'id whole small price ratio single day moment plain span built bytes key16 bits yes flag doc long_doc state tags code place uid host nothing'.split(
    ' ',
  );

const withEmail = (name: string, fields: readonly string[], more: Partial<CollectionMap> = {}) =>
  aCollection(name, fields, {
    fields: fields.map((field) => aField(field, field === 'email' ? { identity: 'email' } : {})),
    ...more,
  });

const store = aStore('mysql', [
  aCollection('exact', exactFields),
  aCollection('parents', ['id', 'name']),
  aCollection('children', ['id', 'parent']),
  aCollection('numbers', ['id', 'doubled', 'later']),
  aCollection('twins', ['email', 'note'], { primaryKey: [] }),
  withEmail('letters', ['id', 'email', 'name', 'code']),
  withEmail('parted', ['id', 'placed', 'email'], { primaryKey: ['id', 'placed'] }),
  aCollection('guarded_view', ['id', 'name']),
  oddTable,
  aCollection('missing', ['id']),
]);

/** What only MySQL and MariaDB have, on any server with their protocol. */
export function mysqlParticulars(url: () => string, server: 'MySQL' | 'MariaDB'): void {
  let connector: Connector;
  let client: Connection;

  beforeAll(async () => {
    client = await createConnection({ uri: url(), charset: 'utf8mb4_bin' });
    await client.query("SET sql_mode = 'STRICT_ALL_TABLES', time_zone = '+00:00'");
    for (const sql of schema(server)) await client.query(sql);
    connector = createMysqlConnector({ store, url: url() });
  });

  afterAll(async () => {
    await connector.close();
    await client.end();
  });

  const find = (collection: string, field: string, ...values: string[]) =>
    connector.locate([{ collection, field, values }]);
  const keysIn = async (collection: string, field: string, ...values: string[]) =>
    (await find(collection, field, ...values)).rows.map(({ key }) => key.id);
  const erasing = (collection: string, ...ids: string[]) =>
    ({ collection, keys: ids.map((id) => ({ id })), action: 'erase', atMost: ids.length }) as const;

  it('exports every type exactly', async () => {
    const [record] = await gather(connector.export([{ collection: 'exact', key: { id: '1' } }]));

    expect(record?.values).toEqual({
      id: 1,
      whole: '18446744073709551615',
      small: 7,
      price: '12345678901234567890.1234500000',
      ratio: 0.1,
      single: 0.1,
      day: '2024-02-29',
      moment: '2024-02-29T10:30:00.123456Z',
      plain: '2024-02-29T12:30:00',
      span: '-838:59:59',
      built: 2024,
      bytes: 'AP8Q',
      key16: 'AQAAAA==',
      bits: '000000101',
      yes: true,
      flag: true,
      doc: { a: [1, 2.5, null], b: 'x' },
      long_doc: { n: '12345678901234567890' },
      state: "it's",
      tags: 'x,y',
      code: 'ab',
      place: 'POINT(1.5 2)',
      uid: 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
      host: '2001:db8::7',
      nothing: null,
    });
  });

  it('exports and finds dates that the calendar does not have', async () => {
    const rows = ['2', '3'].map((id) => ({ collection: 'exact', key: { id } }));
    const records = await gather(connector.export(rows));

    expect(records.map(({ values: { day, moment, plain } }) => [day, moment, plain])).toEqual([
      ['0000-00-00', '0000-00-00T00:00:00', '0000-00-00T00:00:00'],
      ['2024-02-00', null, null],
    ]);
    expect(await keysIn('exact', 'day', '0000-00-00')).toEqual(['2']);
    expect(await keysIn('exact', 'day', '2024-02-00')).toEqual(['3']);
    expect(await keysIn('exact', 'plain', '0000-00-00 00:00:00')).toEqual(['2']);
  });

  it.each([
    ['whole', '18446744073709551615', 1],
    ['whole', '18446744073709551614', 0],
    ['whole', '18446744073709551616', 0],
    ['whole', '-1', 0],
    ['id', '1', 1],
    ['id', '01', 0],
    ['id', '1.0', 1],
    ['id', '1abc', 0],
    ['id', 'ada@example.com', 0],
    ['small', '7', 1],
    ['small', '70000', 0],
    ['price', '12345678901234567890.1234500000', 1],
    ['price', '12345678901234567890.12345', 1],
    ['price', '12345678901234567890.123450000001', 0],
    ['ratio', '0.1', 1],
    ['day', '2024-02-29', 1],
    ['day', '29.02.2024', 0],
    ['day', '2024-02-30', 0],
    ['plain', '2024-02-29T12:30:00', 1],
    ['moment', '2024-02-29T10:30:00.123456Z', 1],
    ['moment', '2024-02-29T10:30:00.123456+00', 1],
    ['moment', '2024-02-29T10:30:00', 0],
    ['span', '-838:59:59', 1],
    ['built', '2024', 1],
    ['built', '24', 0],
    ['bytes', '\\x00ff10', 1],
    ['bytes', '\\x00ff1', 0],
    ['key16', '\\x01000000', 1],
    ['key16', '\\x01', 0],
    ['bits', '000000101', 1],
    ['yes', 'true', 1],
    ['flag', 'true', 1],
    ['flag', 'false', 0],
    ['state', "it's", 1],
    ['state', "IT'S", 0],
    ['state', '2', 0],
    ['code', 'ab', 1],
    ['code', 'AB', 0],
    ['uid', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 1],
    ['uid', 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11', 1],
    ['uid', 'x', 0],
    ['host', '2001:db8::7', 1],
  ])('compares %s with %s by its text, and numbers by their exact value', async (field, value, rows) => {
    expect((await find('exact', field, value)).rows).toHaveLength(rows);
  });

  it('takes an accent or a capital for a letter of its own, whatever the collation says', async () => {
    expect(await keysIn('letters', 'name', 'Renee')).toEqual(['1']);
    expect(await keysIn('letters', 'name', 'Renée')).toEqual(['2']);
    expect(await keysIn('letters', 'name', 'renee')).toEqual([]);
    expect(await keysIn('letters', 'code', 'abd')).toEqual([]);
    expect(await keysIn('letters', 'code', 'Abe')).toEqual([]);
    expect(await keysIn('letters', 'code', 'Abe ')).toEqual(['3']);
  });

  it('finds an e-mail address in other ASCII capitals, and with no other letter', async () => {
    expect(await keysIn('letters', 'email', 'andre@example.com')).toEqual(['1']);
    expect(await keysIn('letters', 'email', 'andré@example.com')).toEqual(['2']);
    expect(await keysIn('letters', 'email', 'andrÉ@EXAMPLE.com')).toEqual(['3']);
    expect(await keysIn('letters', 'email', 'андре@example.com')).toEqual([]);
  });

  it('does not erase a row whose key is the same only by its collation', async () => {
    const byCode = createMysqlConnector({
      store: aStore('mysql', [aCollection('letters', ['code', 'name'])]),
      url: url(),
    });

    const receipt = await byCode.erase([
      { collection: 'letters', keys: [{ code: 'ABC' }], action: 'erase', atMost: 1 },
    ]);
    await byCode.close();

    expect(receipt.collections[0]).toMatchObject({ erased: 0, alreadyAbsent: 1 });
  });

  it('quotes names that look like SQL', async () => {
    const { rows } = await find('odd', 'two words', 'v');
    const [record] = await gather(connector.export(rows));
    const keys = rows.map((row) => row.key);
    const receipt = await connector.erase([{ collection: 'odd', keys, action: 'erase', atMost: 1 }]);

    expect(record?.values).toEqual({ 'from; drop table `twins': 'k', 'two words': 'v' });
    expect(receipt.collections[0]?.erased).toBe(1);
  });

  it('searches and erases in all partitions of a table', async () => {
    const { rows } = await find('parted', 'email', 'A@example.com');
    const keys = rows.map((row) => row.key);
    const receipt = await connector.erase([{ collection: 'parted', keys, action: 'erase', atMost: 2 }]);

    expect(keys).toEqual([
      { id: '1', placed: '2019-05-05' },
      { id: '2', placed: '2024-05-05' },
    ]);
    expect(receipt.collections[0]?.erased).toBe(2);
  });

  it.each([
    ['missing', 'misfit'],
    ['guarded_view', 'view'],
  ])('names %s, which is no table, as unread', async (collection, reason) => {
    const { rows, unread } = await find(collection, 'id', '1');

    expect(rows).toEqual([]);
    expect(unread).toEqual([expect.objectContaining({ collection, reason })]);
  });

  it('tells rows apart by their content if no key is unique, and erases one of those that are the same', async () => {
    const { rows } = await find('twins', 'email', 'a@example.com');
    const one = rows.find(({ facts }) => facts.note === 'y');
    const receipt = await connector.erase([
      { collection: 'twins', keys: one ? [one.key] : [], action: 'erase', atMost: 1 },
    ]);
    const [records] = [await gather(connector.export(rows))];

    expect(rows).toHaveLength(3);
    expect(receipt.collections[0]).toMatchObject({ erased: 1, alreadyAbsent: 0 });
    const left = (await find('twins', 'email', 'a@example.com')).rows.map(({ facts }) => facts.note);
    expect(left.sort()).toEqual(['x', 'y']);
    expect(records.map(({ values }) => values.note).sort()).toEqual(['x', 'y']);
  });

  it('rolls back the whole call if the database refuses a part, and says so without a value', async () => {
    const attempt = connector.erase([erasing('parents', '2'), erasing('parents', '1')]);

    await expect(attempt).rejects.toThrow(StoreRefusedError);
    await expect(attempt).rejects.toThrow(/SQLSTATE 23503: children, child_of/);
    expect(await keysIn('parents', 'id', '1', '2')).toEqual(['1', '2']);
  });

  it('erases dependents first, whatever the order given', async () => {
    const receipt = await connector.erase([erasing('parents', '1'), erasing('children', '10')]);

    expect(receipt.collections.map(({ erased }) => erased)).toEqual([1, 1]);
  });

  it('refuses to overwrite a computed column', async () => {
    const instruction = {
      collection: 'numbers',
      keys: [{ id: '1' }],
      action: 'anonymise',
      blank: { doubled: 0 },
      atMost: 1,
    } as const;

    await expect(connector.erase([instruction])).rejects.toThrow(StoreShapeError);
  });

  it('refuses to blank what may not be empty', async () => {
    await client.query('INSERT INTO parents VALUES (5, NULL)');
    await client.query('INSERT INTO children VALUES (50, 5)');
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
    await client.query("ALTER TABLE numbers ADD COLUMN secret_note text DEFAULT ('hello')");

    const { unmapped } = await find('numbers', 'id', '3');

    expect(unmapped).toEqual([{ collection: 'numbers', field: 'secret_note' }]);
  });

  it('does not call an empty document or an empty text a value to classify', async () => {
    await client.query(`ALTER TABLE children ADD COLUMN d json DEFAULT ('[]'), ADD COLUMN s text DEFAULT (''),
      ADD COLUMN e json DEFAULT ('{}')`);
    await client.query('INSERT INTO parents VALUES (6, NULL)');
    await client.query('INSERT INTO children (id, parent) VALUES (60, 6)');

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
    await expect(connector.erase([erasing('missing', '1')])).rejects.toThrow(StoreShapeError);

    expect((await find('numbers', 'id', '7')).rows).toHaveLength(1);
  });
}
