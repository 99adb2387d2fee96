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

const people = aCollection('people', ['id', 'v'], {
  fields: [aField('id'), aField('v', { correctable: {} })],
});
const pets = (more: Partial<CollectionMap> = {}) =>
  aCollection('pets', ['id', 'owner', 'name'], {
    reachedBy: [{ field: 'owner', from: { storeId: 'store', collection: 'people', field: 'id' } }],
    ...more,
  });
const twins = (type: string, ownerType: string, rows: string) =>
  file(`CREATE TABLE people (id ${type} PRIMARY KEY, v TEXT);
    CREATE TABLE pets (id INTEGER PRIMARY KEY, owner ${ownerType}, name TEXT);
    INSERT INTO people VALUES ${rows};
    INSERT INTO pets VALUES (10, 1, 'of the number'), (11, '1', 'of the text')`);

describe('a value that is a number in one row and a text in another, in SQLite', () => {
  const petsOf = async (made: SqliteFile) => {
    const found = await locateEverything(made.connector(people, pets()), [
      { collection: 'pets', field: 'owner', values: ['1'] },
    ]);
    return { ids: found.rows.map(({ key }) => key.id), unread: found.unread ?? [] };
  };
  const told = (id: string) => ({
    collection: 'pets',
    place: `pets.owner (id ${id})`,
    reason: 'unclear',
    row: { id },
  });

  it.each([
    ['the number', "(1, 'Ada')", '10', '11'],
    ['the text', "('1', 'Ben')", '11', '10'],
  ])('leads only to rows that the database calls equal: only %s is there', async (_, rows, own, other) => {
    expect(await petsOf(twins('', '', rows))).toEqual({ ids: [own], unread: [told(other)] });
  });

  it('leads nowhere while both are there', async () => {
    expect(await petsOf(twins('', '', "(1, 'Ada'), ('1', 'Ben')"))).toEqual({
      ids: [],
      unread: [told('10'), told('11')],
    });
    expect(await petsOf(twins('', 'INTEGER', "(1, 'Ada'), ('1', 'Ben')"))).toEqual({
      ids: [],
      unread: [told('10'), told('11')],
    });
  });

  it.each([
    ['INTEGER', '', "(1, 'Ada')"],
    ['TEXT', '', "('1', 'Ada')"],
    ['', 'TEXT', "(1, 'Ada')"],
    ['', 'INTEGER', "('1', 'Ada')"],
  ])('leads to both where a type makes them equal: %s, %s', async (type, ownerType, rows) => {
    expect(await petsOf(twins(type, ownerType, rows))).toEqual({ ids: ['10', '11'], unread: [] });
  });

  it('leads to all rows of the text where no row is left to compare with', async () => {
    expect(await petsOf(twins('', '', "(2, 'Zoe')"))).toEqual({ ids: ['10', '11'], unread: [] });
  });

  it('is looked for all the same where what it comes from cannot be read', async () => {
    const made = twins('', '', "(1, 'Ada')");
    made.use((database) => database.exec('ALTER TABLE people RENAME TO persons'));

    expect((await petsOf(made)).ids).toEqual(['10', '11']);
  });

  it('leads upwards only to the row that the database calls equal', async () => {
    const made = twins('', '', "(1, 'Ada'), ('1', 'Ben')");
    made.use((database) => database.exec('DELETE FROM pets WHERE id = 11'));
    const from = { storeId: 'store', collection: 'pets', field: 'owner' };
    const found = await locateEverything(
      made.connector({ ...people, reachedBy: [{ field: 'id', from }] }, pets({ reachedBy: [] })),
      [{ collection: 'people', field: 'id', values: ['1'] }],
    );

    expect(found.rows.map(({ facts }) => facts.v)).toEqual(['Ada']);
    expect(found.unread).toMatchObject([{ reason: 'unclear', place: 'people.id (id 1)' }]);
  });

  it('names no row as a unique value while both are there', async () => {
    const made = file(
      `CREATE TABLE people (id INTEGER PRIMARY KEY, v UNIQUE); INSERT INTO people VALUES (7, 1), (8, '1'), (9, '2')`,
    );
    const found = await locateEverything(made.connector(people), [
      { collection: 'people', field: 'v', values: ['1', '2'] },
    ]);

    expect(found.rows.map(({ key }) => key.id)).toEqual(['9']);
    expect(found.unread).toMatchObject([{ place: 'people.v (id 7)' }, { place: 'people.v (id 8)' }]);
  });
});

describe('a text with a NUL in SQLite', () => {
  const withNul = (encoding: string, key = 'TEXT PRIMARY KEY') =>
    file(`PRAGMA encoding = '${encoding}'; CREATE TABLE people (id ${key}, v TEXT);
      CREATE UNIQUE INDEX people_id ON people (id COLLATE BINARY);
      INSERT INTO people VALUES ('a' || char(0) || 'b', 'x'), ('a', 'x'), ('a' || char(0), 'x'), ('a' || char(0) || 'c', 'y')`);

  it.each([
    ['UTF-8', 'TEXT PRIMARY KEY'],
    ['UTF-16le', 'TEXT PRIMARY KEY'],
    ['UTF-8', 'PRIMARY KEY'],
    ['UTF-8', 'TEXT COLLATE NOCASE NOT NULL'],
  ])(
    'is a key like any other: found, copied, erased, and never its beginning (%s, %s)',
    async (encoding, key) => {
      const made = withNul(encoding, key);
      const connector = made.connector(people);
      const { rows } = await locateEverything(connector, [
        { collection: 'people', field: 'v', values: ['x'] },
      ]);
      const ids = rows.map((row) => row.key.id ?? '').toSorted();

      expect(ids).toEqual(['a', 'a\u0000', 'a\u0000b']);
      const copied = await gather(connector.export(rows));
      expect(copied.map(({ values }) => values.id).toSorted()).toEqual(ids);
      for (const id of ids) {
        const search = [{ collection: 'people', field: 'id', values: [id] }];
        expect((await connector.locate(search)).rows.map((row) => row.key.id)).toEqual([id]);
      }
      const changes = [{ field: 'v', from: 'x', to: 'z' }];
      const corrected = await connector.correct([{ collection: 'people', key: { id: 'a\u0000' }, changes }]);
      expect(corrected.rows).toEqual([{ state: 'done' }]);
      expect(made.rows("SELECT length(hex(id)) > 2 FROM people WHERE v = 'z'")).toEqual(['1']);
      const [last = ''] = ids.slice(-1);
      const receipt = await connector.erase([
        { collection: 'people', keys: [{ id: last }], action: 'erase', atMost: 1 },
      ]);
      expect(receipt.collections[0]).toMatchObject({ erased: 1, alreadyAbsent: 0 });
      expect(made.rows('SELECT hex(id) FROM people ORDER BY id')).toHaveLength(3);
      expect(
        made.rows("SELECT count(*) FROM people WHERE id COLLATE BINARY = 'a' || char(0) || 'b'"),
      ).toEqual(['0']);
    },
  );

  it('comes in one of the pages, and only once', async () => {
    const made = file(
      `CREATE TABLE people (id TEXT PRIMARY KEY, v TEXT);
       WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200)
       INSERT INTO people SELECT 'p' || char(0) || i, 'x' FROM n`,
    );
    const { rows } = await locateEverything(made.connector(people), [
      { collection: 'people', field: 'v', values: ['x'] },
    ]);

    expect([rows.length, new Set(rows.map(({ key }) => key.id)).size]).toEqual([1200, 1200]);
  });
});
