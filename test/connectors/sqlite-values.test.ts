import { locateEverything } from '../../functions/connectors/locate-everything';
import type { CollectionMap } from '../../functions/domain/data-map';
import { aCollection, aField, gather } from './small-map';
import { SqliteFile } from './sqlite-file';

let open: SqliteFile[] = [];

function file(sql: string): SqliteFile {
  const made = new SqliteFile(sql);
  open.push(made);
  return made;
}

afterEach(() => {
  for (const one of open) one.remove();
  open = [];
});

const people = (more: Partial<CollectionMap> = {}) =>
  aCollection('people', ['id', 'v'], {
    fields: [aField('id'), aField('v', { correctable: {}, blankWith: null })],
    ...more,
  });

async function ids(made: SqliteFile, collection: CollectionMap, ...values: string[]): Promise<string[]> {
  const found = await locateEverything(made.connector(collection), [
    { collection: 'people', field: 'v', values },
  ]);
  return found.rows.map(({ key }) => key.id ?? '').sort();
}

async function storedValue(made: SqliteFile, id = '1') {
  const [record] = await gather(made.connector(people()).export([{ collection: 'people', key: { id } }]));
  return record?.values.v;
}

const one = (column: string, value: string) =>
  file(`CREATE TABLE people (id INTEGER PRIMARY KEY, v ${column}); INSERT INTO people VALUES (1, ${value})`);

describe('a value in SQLite', () => {
  it.each<[string, string, string, unknown]>([
    ['the largest whole number', 'INTEGER', '9223372036854775807', '9223372036854775807'],
    ['the smallest whole number', 'INTEGER', '-9223372036854775808', '-9223372036854775808'],
    ['a number that a double would round', 'INTEGER', '9007199254740993', '9007199254740993'],
    ['a small number', 'INTEGER', '42', 42],
    ['a fraction', 'REAL', '0.1', 0.1],
    ['a whole number in a REAL column', 'REAL', '42', 42],
    ['infinity', 'REAL', '9e999', 'Infinity'],
    ['bytes', 'BLOB', "x'00ff10'", 'AP8Q'],
    ['a text with a NUL in it', 'TEXT', "'a' || char(0) || 'b'", 'a\u0000b'],
    ['a text with a byte order mark', 'TEXT', "char(65279) || 'a'", '\ufeffa'],
    ['a text in a column of numbers', 'INTEGER', "'n/a'", 'n/a'],
    ['a number in a column without a type', '', '7', 7],
    ['a truth', 'BOOLEAN', '1', true],
    ['another number in a column of truths', 'BOOLEAN', '2', 2],
    ['a truth in a column of numbers', 'INTEGER', '1', 1],
    ['a date, which is a text', 'DATE', "'2024-02-29'", '2024-02-29'],
    [
      'a text that is not in UTF-8',
      'TEXT',
      "CAST(x'6dfc6c6c' AS TEXT)",
      { 'not in the encoding of the database': 'bfxsbA==' },
    ],
  ])('is exported exactly: %s', async (_what, column, value, expected) => {
    expect(await storedValue(one(column, value))).toEqual(expected);
  });

  it('is exact in a database whose text is in UTF-16', async () => {
    const made = file(
      `PRAGMA encoding = 'UTF-16le'; CREATE TABLE people (id INTEGER PRIMARY KEY, v TEXT);
       INSERT INTO people VALUES (1, 'Zoë 😀')`,
    );

    expect([await storedValue(made), await ids(made, people(), 'Zoë 😀')]).toEqual(['Zoë 😀', ['1']]);
  });

  it('is found in a column that holds several types, each exactly', async () => {
    const made = file(
      `CREATE TABLE people (id INTEGER PRIMARY KEY, v);
       INSERT INTO people VALUES (1, 42), (2, '42'), (3, 42.0), (4, '042'), (5, ' 42'), (6, x'3432'), (7, '42.0'), (8, 420)`,
    );

    expect(await ids(made, people(), '42')).toEqual(['1', '2', '3']);
    expect(await ids(made, people(), '42.00')).toEqual(['1', '3']);
    expect(await ids(made, people(), '042')).toEqual(['4']);
    expect(await ids(made, people(), ' 42')).toEqual(['5']);
  });

  it.each(['1', '9007199254740993', '-9223372036854775808', '0.1', '1e+300'])(
    'is found by its text in a column of numbers, and by no other: %s',
    async (value) => {
      const made = file(
        `CREATE TABLE people (id INTEGER PRIMARY KEY, v NUMERIC);
         INSERT INTO people VALUES (1, ${value}), (2, 9007199254740992), (3, 0.2), (4, ' ${value}x')`,
      );

      expect(await ids(made, people(), value)).toEqual(['1']);
      expect(await ids(made, people(), ` ${value}`, `0${value}`, `${value}x`)).toEqual([]);
    },
  );

  it('is compared exactly in a column that ignores capitals, and addresses without regard to ASCII capitals', async () => {
    const made = file(
      `CREATE TABLE people (id INTEGER PRIMARY KEY, v TEXT COLLATE NOCASE);
       INSERT INTO people VALUES (1, 'Ida@Example.com'), (2, 'ida@example.com'), (3, 'İda@example.com'), (4, 'ida@example.com ')`,
    );
    const addresses = people({ fields: [aField('id'), aField('v', { identity: 'email' })] });

    expect(await ids(made, people(), 'ida@example.com')).toEqual(['2']);
    expect(await ids(made, addresses, 'IDA@example.com')).toEqual(['1', '2']);
  });

  it('is compared as an address too where the column refers to one', async () => {
    const made = file(
      `CREATE TABLE accounts (id INTEGER PRIMARY KEY, email TEXT);
       CREATE TABLE people (id INTEGER PRIMARY KEY, v TEXT);
       INSERT INTO people VALUES (1, 'IDA@example.com')`,
    );
    const accounts = aCollection('accounts', ['id', 'email'], {
      fields: [aField('id'), aField('email', { identity: 'email' })],
    });
    const from = { storeId: 'store', collection: 'accounts', field: 'email' };
    const search = [{ collection: 'people', field: 'v', values: ['ida@example.com'] }];
    const found = await made
      .connector(accounts, people({ reachedBy: [{ field: 'v', from }] }))
      .locate(search);

    expect(found.rows).toHaveLength(1);
  });

  it('keeps its type when it is corrected, and is refused where the column would keep another', async () => {
    const made = file(
      `CREATE TABLE people (id INTEGER PRIMARY KEY, v); INSERT INTO people VALUES (1, 7), (2, '7');
       CREATE TABLE more (id INTEGER PRIMARY KEY, v INTEGER); INSERT INTO more VALUES (1, 7)`,
    );
    const more = { ...people(), name: 'more' };
    const change = (collection: string, id: string, to: string) => ({
      collection,
      key: { id },
      changes: [{ field: 'v', from: '7', to }],
    });
    const { rows } = await made
      .connector(people(), more)
      .correct([change('people', '1', '8'), change('people', '2', '8'), change('more', '1', '008')]);

    expect(rows).toEqual([{ state: 'done' }, { state: 'done' }, { state: 'refused', code: 'value-undone' }]);
    expect(made.rows('SELECT id, typeof(v), v FROM people')).toEqual(['1|integer|8', '2|text|8']);
    expect(made.rows('SELECT v FROM more')).toEqual(['7']);
  });
});

describe('a key in SQLite', () => {
  it('that is a text in one row and a number in another names neither', async () => {
    const made = file(
      `CREATE TABLE people (id PRIMARY KEY, v TEXT); INSERT INTO people VALUES (1, 'mine'), ('1', 'hers')`,
    );
    const erasing = made
      .connector(people())
      .erase([{ collection: 'people', keys: [{ id: '1' }], action: 'erase', atMost: 5 }]);

    await expect(erasing).rejects.toMatchObject({ name: 'StoreRefusedError', place: { code: 'two-types' } });
    expect(made.rows('SELECT v FROM people')).toHaveLength(2);
  });

  it('that is empty is reported as unread, so that its row never counts as absent', async () => {
    const made = file(
      `CREATE TABLE people (id TEXT PRIMARY KEY, v TEXT); INSERT INTO people VALUES (NULL, 'x'), ('', 'x'), ('a', 'x'), (NULL, 'y')`,
    );
    const search = [{ collection: 'people', field: 'v', values: ['x'] }];
    const found = await made.connector(people()).locate(search);

    expect(found.rows.map(({ key }) => key)).toEqual([{ id: 'a' }]);
    expect(found.unread).toEqual([
      { collection: 'people', place: 'people: a row whose key is empty', reason: 'unclear' },
    ]);
  });

  it('in other capitals names another row where the index tells them apart', async () => {
    const made = file(
      `CREATE TABLE people (id TEXT COLLATE NOCASE NOT NULL, v TEXT);
       CREATE UNIQUE INDEX people_id ON people (id COLLATE BINARY);
       INSERT INTO people VALUES ('ab', 'mine'), ('AB', 'hers')`,
    );
    const receipt = await made
      .connector(people())
      .erase([{ collection: 'people', keys: [{ id: 'ab' }], action: 'erase', atMost: 1 }]);

    expect(receipt.collections[0]).toMatchObject({ erased: 1 });
    expect(made.rows('SELECT v FROM people')).toEqual(['hers']);
  });

  it('of a table WITHOUT ROWID pages and erases like any other', async () => {
    const made = file(
      `CREATE TABLE people (id TEXT, part INTEGER, v TEXT, PRIMARY KEY (id, part)) WITHOUT ROWID;
       WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200)
       INSERT INTO people SELECT 'p' || (i % 7), i, 'x' FROM n`,
    );
    const keyed = people({ primaryKey: [], fields: [aField('id'), aField('part'), aField('v')] });
    const connector = made.connector(keyed);
    const { rows } = await locateEverything(connector, [{ collection: 'people', field: 'v', values: ['x'] }]);
    const keys = rows.map(({ key }) => key);
    const receipt = await connector.erase([{ collection: 'people', keys, action: 'erase', atMost: 1200 }]);

    expect([new Set(keys.map((key) => JSON.stringify(key))).size, receipt.collections[0]?.erased]).toEqual([
      1200, 1200,
    ]);
  });

  it('that a column counts as equal to another comes in one of the pages all the same', async () => {
    const made = file(
      `CREATE TABLE people (id TEXT COLLATE NOCASE NOT NULL, v TEXT);
       CREATE UNIQUE INDEX people_id ON people (id COLLATE BINARY);
       WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 260)
       INSERT INTO people SELECT prefix || i, 'x' FROM n, (SELECT 'k' AS prefix UNION SELECT 'K' UNION SELECT 'L' UNION SELECT 'l');
       INSERT INTO people VALUES ('a', 'x')`,
    );

    expect(new Set(await ids(made, people(), 'x')).size).toBe(1041);
  });

  it('is needed: a table without one is reported as unread with the remedy', async () => {
    const made = file(`CREATE TABLE people (id INTEGER, v TEXT); INSERT INTO people VALUES (1, 'x')`);
    const connector = made.connector(people());

    const page = await connector.locate([{ collection: 'people', field: 'v', values: ['x'] }]);
    const { problems } = await connector.examine();

    expect(page).toEqual({
      rows: [],
      unmapped: [],
      unread: [{ collection: 'people', place: 'people', reason: 'misfit' }],
    });
    expect(problems).toEqual([
      expect.objectContaining({
        code: 'no-key',
        blocks: 'everything',
        remedy: expect.stringContaining('primary key'),
      }),
    ]);
  });
});

describe('an e-mail address in SQLite', () => {
  const club = aCollection('people', ['id', 'v'], {
    fields: [aField('id'), aField('v', { identity: 'email' })],
  });

  it('that is stored as bytes is told as a place that is not read, and no other row is', async () => {
    const made = one(
      'TEXT',
      "CAST('Ida@example.com' AS BLOB)), (2, CAST('zoe@example.com' AS BLOB)), (3, x'FFFE'",
    );
    const { rows, unread } = await locateEverything(made.connector(club), [
      { collection: 'people', field: 'v', values: ['ida@example.com'] },
    ]);

    expect(rows).toEqual([]);
    expect(unread).toEqual([
      { collection: 'people', place: 'people.v (id 1)', reason: 'mentioned', row: { id: '1' } },
    ]);
  });
});
