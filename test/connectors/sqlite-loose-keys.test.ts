import { locateEverything } from '../../functions/connectors/locate-everything';
import type { CollectionMap } from '../../functions/domain/data-map';
import { aCollection, gather } from './small-map';
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

const to = (field: string): CollectionMap['reachedBy'][number] => ({
  field,
  leads: 'down',
  from: { storeId: 'store', collection: 'members', field: 'id' },
});
const members = aCollection('members', ['id', 'email'], { ownRecord: true });
const posts = aCollection('posts', ['id', 'member'], { reachedBy: [to('member')], facts: ['member'] });
const messages = aCollection('messages', ['id', 'sender', 'reader'], {
  reachedBy: [to('sender'), to('reader')],
  facts: ['sender', 'reader'],
});

describe('a reference that the database compares more loosely than by its letters, in SQLite', () => {
  const club = (key: string, child: string, rows: string) =>
    file(`CREATE TABLE members (id ${key} PRIMARY KEY NOT NULL, email TEXT);
      CREATE TABLE posts (id INTEGER PRIMARY KEY, member ${child} REFERENCES members(id));
      CREATE TABLE messages (id INTEGER PRIMARY KEY, sender ${child} REFERENCES members(id), reader ${child} REFERENCES members(id));
      ${rows}`);
  const people = "INSERT INTO members VALUES ('ada', 'ada@example.com'), ('ben', 'ben@example.com');";

  it('names the row that it refers to in the letters of that row', async () => {
    const made = club(
      'TEXT COLLATE NOCASE',
      'TEXT',
      `${people} INSERT INTO messages VALUES (1, 'ada', 'BEN'), (2, 'ada', 'ben'), (3, 'ada', 'zoe')`,
    );
    const { rows } = await locateEverything(made.connector(members, messages), [
      { collection: 'messages', field: 'sender', values: ['ada'] },
    ]);

    expect(rows.map(({ key, forms }) => [key.id, forms])).toEqual([
      ['1', { reader: 'ben' }],
      ['2', undefined],
      ['3', undefined],
    ]);
  });

  it.each([
    ['TEXT COLLATE NOCASE', 'TEXT', "'ada'", 'ada', "'ADA'"],
    ['TEXT COLLATE NOCASE', 'TEXT COLLATE NOCASE', "'ada'", 'ada', "'ADA'"],
    ['TEXT COLLATE RTRIM', 'TEXT', "'ada'", 'ada', "'ada  '"],
    ['INTEGER', 'TEXT', '42', '42', "'042'"],
    ['INTEGER', 'TEXT', '42', '42', "' 42'"],
    ['INTEGER', 'TEXT', '42', '42', "'42.0'"],
    ['TEXT', 'TEXT COLLATE NOCASE', "'ada'", 'ada', "'ADA'"],
  ])('tells the row as unclear: %s, %s, %s', async (key, child, id, asked, other) => {
    const made = club(
      key,
      child,
      `INSERT INTO members VALUES (${id}, 'x'); INSERT INTO posts VALUES (1, ${id}), (2, ${other}), (3, 'zoe')`,
    );
    const found = await locateEverything(made.connector(members, posts), [
      { collection: 'posts', field: 'member', values: [asked] },
    ]);

    expect(found.rows.map((row) => row.key.id)).toEqual(['1']);
    expect(found.unread).toEqual([
      { collection: 'posts', place: 'posts.member (id 2)', reason: 'unclear', row: { id: '2' } },
    ]);
  });

  it('tells none to a search that only asks who else is named', async () => {
    const made = club('TEXT COLLATE NOCASE', 'TEXT', `${people} INSERT INTO posts VALUES (2, 'ADA')`);
    const found = await made
      .connector(members, posts)
      .locate([{ collection: 'posts', field: 'member', values: ['ada'], check: true }]);

    expect(found.unread ?? []).toEqual([]);
  });

  it('tells at most so many by name, and that there are more', async () => {
    const made = club(
      'TEXT COLLATE NOCASE',
      'TEXT',
      `${people} WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 700)
       INSERT INTO posts SELECT i, 'ADA' FROM n`,
    );
    const { unread = [] } = await made
      .connector(members, posts)
      .locate([{ collection: 'posts', field: 'member', values: ['ada'] }]);

    expect(unread).toHaveLength(101);
    expect(unread.at(-1)).toEqual({
      collection: 'posts',
      place: 'posts.member: further rows',
      reason: 'unclear',
    });
  });
});

describe('a key by which SQLite does not find its row again', () => {
  const users = aCollection('users', ['id', 'email']);

  it.each([
    ['REAL', '1.5e-300'],
    ['REAL', '5e-324'],
    ['REAL', '9e999'],
    ['INTEGER', '-9223372036854775808'],
  ])('names no row, which is told as unclear: %s %s', async (type, value) => {
    const made = file(`CREATE TABLE users (id ${type} PRIMARY KEY NOT NULL, email TEXT);
      INSERT INTO users VALUES (${value}, 'ada@example.com'), (2, 'ada@example.com')`);
    const found = await locateEverything(made.connector(users), [
      { collection: 'users', field: 'email', values: ['ada@example.com'] },
    ]);

    expect(found.rows.map(({ key }) => key.id)).toEqual(['2']);
    expect(found.unread).toEqual([
      { collection: 'users', place: 'users: a row that its key does not find again', reason: 'unclear' },
    ]);
  });

  it('is not counted as erased while its row is there', async () => {
    const made = file(`CREATE TABLE users (id REAL PRIMARY KEY NOT NULL, email TEXT);
      INSERT INTO users VALUES (1.5e-300, 'ada@example.com')`);
    const { collections } = await made
      .connector(users)
      .erase([{ collection: 'users', keys: [{ id: '1.5e-300' }], action: 'erase', atMost: 1 }]);

    expect(collections[0]).toMatchObject({ erased: 0 });
    expect(made.rows('SELECT count(*) FROM users')).toEqual(['1']);
  });

  it.each(['1e23', '0.1', '1733012345.678', '-0.0', '9223372036854775808.0'])(
    'is none of the usual ones: %s',
    async (value) => {
      const made = file(`CREATE TABLE users (id REAL PRIMARY KEY NOT NULL, email TEXT);
        INSERT INTO users VALUES (${value}, 'ada@example.com')`);
      const connector = made.connector(users);
      const { rows, unread = [] } = await connector.locate([
        { collection: 'users', field: 'email', values: ['ada@example.com'] },
      ]);

      expect(unread).toEqual([]);
      expect(await gather(connector.export(rows))).toHaveLength(1);
    },
  );
});
