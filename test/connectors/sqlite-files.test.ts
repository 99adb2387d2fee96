import { chmodSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { StoreUnavailableError } from '../../functions/connectors/connector';
import { locateEverything } from '../../functions/connectors/locate-everything';
import { createSqliteConnector } from '../../functions/connectors/sqlite/sqlite-connector';
import { sqliteDriver } from '../../functions/connectors/sqlite/sqlite-driver';
import { sqliteStoreError } from '../../functions/connectors/sqlite/sqlite-errors';
import type { CollectionMap } from '../../functions/domain/data-map';
import type { EraseInstruction } from '../../functions/domain/erase-instruction';
import { aCollection, aStore } from './small-map';
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

const people = (more: Partial<CollectionMap> = {}) => aCollection('people', ['id', 'name'], more);

const erasing = (collection: string, ...ids: string[]): EraseInstruction => ({
  collection,
  keys: ids.map((id) => ({ id })),
  action: 'erase',
  atMost: ids.length,
});

const byName = (name: string) => [{ collection: 'people', field: 'name', values: [name] }];

describe('a SQLite file', () => {
  const simple = () =>
    file(`CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO people VALUES (1, 'Ida')`);

  it('that is no SQLite database, or is encrypted, does not fit, and its error says why', async () => {
    const made = file('');
    writeFileSync(made.file, Buffer.alloc(8_192, 'not sqlite '));

    for (const call of [
      made.connector(people()).probe(),
      made.connector(people()).confirmAbsent(byName('Ida')),
    ])
      await expect(call).rejects.toMatchObject({
        name: 'StoreShapeError',
        message: expect.stringMatching(/encrypted \(SQLCipher\)/),
      });
  });

  it('that is damaged is not available, and never empty', async () => {
    const made = file(
      `CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT);
       WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) INSERT INTO people SELECT i, 'x' || i FROM n`,
    );
    truncateSync(made.file, statSync(made.file).size / 2);

    await expect(locateEverything(made.connector(people()), byName('Ida'))).rejects.toMatchObject({
      name: 'StoreUnavailableError',
      message: expect.stringContaining('damaged'),
    });
  });

  // The administrator may write every file.
  const asUser = process.getuid?.() === 0 ? it.skip : it;

  asUser('that may not be written is refused as forbidden, and read all the same', async () => {
    const made = simple();
    chmodSync(made.file, 0o444);

    await expect(made.connector(people()).erase([erasing('people', '1')])).rejects.toMatchObject({
      name: 'StoreForbiddenError',
    });
    expect((await made.connector(people()).locate(byName('Ida'))).rows).toHaveLength(1);
  });

  it.each([
    [8, 'StoreForbiddenError'],
    [1032, 'StoreForbiddenError'],
    [5, 'StoreUnavailableError'],
    [13, 'StoreUnavailableError'],
    [2067, 'StoreRefusedError'],
    [1, 'StoreShapeError'],
  ])('says what its result code %i means', (errcode, name) => {
    const error = sqliteStoreError(Object.assign(new Error('Ida owes us 7 euros'), { errcode }));

    expect(error.name).toBe(name);
    expect(`${error.message}${JSON.stringify(error.place)}`).not.toContain('Ida');
  });

  it('that another program is writing is waited for, and then counts as not answering', async () => {
    const made = simple();
    const connector = createSqliteConnector({
      store: aStore('sqlite', [people()]),
      file: made.file,
      patienceMs: 200,
    });

    const other = new (sqliteDriver().DatabaseSync)(made.file);
    other.exec('BEGIN IMMEDIATE');
    try {
      await expect(connector.erase([erasing('people', '1')])).rejects.toThrow(StoreUnavailableError);
      expect(await connector.rehearse([erasing('people', '1')])).toEqual({
        outcome: 'not-tried',
        reason: 'busy',
      });
      expect((await connector.locate(byName('Ida'))).rows).toHaveLength(1);
    } finally {
      other.exec('ROLLBACK');
      other.close();
    }
    expect((await connector.erase([erasing('people', '1')])).collections[0]).toMatchObject({ erased: 1 });
  });

  it.each(['DELETE', 'WAL'])('holds no byte of an erased row afterwards (journal %s)', async (journal) => {
    const made = file(
      `PRAGMA journal_mode = ${journal}; CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT);
       CREATE INDEX names ON people (name);
       INSERT INTO people VALUES (1, 'Ida Unmistakable'), (2, 'Omar')`,
    );
    const other = new (sqliteDriver().DatabaseSync)(made.file);
    other.exec("SELECT 1 FROM people; UPDATE people SET name = 'Omar B' WHERE id = 2");
    expect(readFileSync(made.file, 'latin1')).toContain('Unmistakable');
    await made.connector(people()).erase([erasing('people', '1')]);

    const files = [made.file, `${made.file}-wal`, `${made.file}-journal`].filter((path) =>
      statSync(path, { throwIfNoEntry: false }),
    );
    const bytes = files.map((path) => readFileSync(path, 'latin1')).join('');
    other.close();
    expect(bytes).toContain('Omar B');
    expect(bytes).not.toContain('Unmistakable');
  });

  it('tells of unused pages, virtual tables and views, and reads none of them', async () => {
    const made = file(
      `PRAGMA secure_delete = OFF; CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT);
       CREATE VIRTUAL TABLE words USING fts5(name); CREATE VIEW seen AS SELECT * FROM people;
       CREATE TABLE old (x); INSERT INTO old VALUES (zeroblob(20000)); DROP TABLE old`,
    );
    const connector = made.connector(people());
    const { problems } = await connector.examine();
    const { collections, notLookedAt = [] } = await connector.describe();

    expect(problems.map(({ code }) => code)).toEqual(['virtual-table', 'free-pages']);
    expect(collections.map(({ name }) => name)).toEqual(['people']);
    expect(notLookedAt.join()).toMatch(/seen: a view.*words: a virtual table/);
  });

  it('whose mapped table is a view, a full-text index or missing reports it as unread, beside the others', async () => {
    const made = file(
      `CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO people VALUES (1, 'Ida');
       CREATE VIEW seen AS SELECT * FROM people; CREATE VIRTUAL TABLE words USING fts5(id, name)`,
    );
    const all = ['people', 'seen', 'words', 'nothing'].map((name) => ({ ...people(), name }));
    const searches = all.map(({ name }) => ({ collection: name, field: 'name', values: ['Ida'] }));
    const page = await locateEverything(made.connector(...all), searches);

    expect(page.rows).toHaveLength(1);
    expect(page.unread?.map(({ place, reason }) => [place, reason])).toEqual([
      ['seen', 'view'],
      ['words', 'view'],
      ['nothing', 'misfit'],
    ]);
  });

  it('is opened anew for each call, so one that was replaced is the one that is read', async () => {
    const made = simple();
    const connector = made.connector(people());
    await connector.locate(byName('Ida'));
    const other = file(
      `CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO people VALUES (1, 'Omar')`,
    );
    writeFileSync(made.file, readFileSync(other.file));

    expect((await connector.locate(byName('Ida'))).rows).toEqual([]);
  });

  it('is not searched in a file that it names by ATTACH or a schema', async () => {
    const attached = { ...people(), physical: { table: 'main.people' } };

    expect((await simple().connector(attached).locate(byName('Ida'))).unread).toEqual([
      { collection: 'people', place: 'main.people', reason: 'misfit' },
    ]);
  });
});
