import { readFileSync, writeFileSync } from 'node:fs';
import { openSqliteSurveyor } from '../../functions/connectors/sqlite/survey-sqlite';
import { aStore } from './small-map';
import { SqliteFile } from './sqlite-file';

const shop = `
CREATE TABLE people (id INTEGER PRIMARY KEY, mail TEXT NOT NULL UNIQUE, wants BOOLEAN, since DATE, extra JSON, face BLOB, any);
CREATE TABLE "order.lines" (id INTEGER, part TEXT, person INTEGER REFERENCES people ON DELETE CASCADE, PRIMARY KEY (id, part));
CREATE VIEW seen AS SELECT * FROM people;
INSERT INTO people VALUES (1, 'ida@example.com', 1, '2024-01-01', '{}', x'00', 'a b'), (2, 'omar@example.com', 0, NULL, '', NULL, 7);`;

describe('a survey of a SQLite file', () => {
  let made: SqliteFile;

  beforeAll(() => {
    made = new SqliteFile(shop);
  });
  afterAll(() => made.remove());

  const surveyor = () =>
    openSqliteSurveyor({
      store: aStore('sqlite', []),
      connection: { file: made.file },
      credentials: {},
      clock: undefined,
    });

  it('tells tables, keys, references and kinds of columns, and what was not looked at', async () => {
    const { collections, notLookedAt } = await surveyor().survey({ rows: 0 });
    const [lines, people] = collections;

    expect(people?.fields.map(({ name, kind, isFilled }) => [name, kind, isFilled])).toEqual([
      ['id', 'number', true],
      ['mail', 'text', true],
      ['wants', 'yes-or-no', false],
      ['since', 'date', false],
      ['extra', 'nested', false],
      ['face', 'binary', false],
      ['any', 'text', false],
    ]);
    expect(people?.keys).toEqual([
      { fields: ['id'], isPrimary: true },
      { fields: ['mail'], isPrimary: false },
    ]);
    expect(lines).toMatchObject({
      name: 'order_lines',
      place: { table: 'order.lines' },
      references: [{ fields: ['person'], to: 'people', toFields: ['id'], onDelete: 'goes-too' }],
    });
    expect(notLookedAt).toEqual(['seen: a view, which shows what other tables hold']);
  });

  it('knows which columns are computed, and names a table of which no map can say the name', async () => {
    const odd = new SqliteFile(`
      CREATE TABLE lines (id INTEGER PRIMARY KEY, price REAL, twice REAL AS (price * 2), kept TEXT AS (id || 'x') STORED);
      CREATE TABLE " lines" (id INTEGER PRIMARY KEY, line INTEGER REFERENCES lines);
      CREATE TABLE "lines " (id INTEGER PRIMARY KEY);`);
    const { collections, notLookedAt } = await openSqliteSurveyor({
      ...{ store: aStore('sqlite', []), connection: { file: odd.file }, credentials: {}, clock: undefined },
    }).survey({ rows: 5 });
    odd.remove();

    expect(collections.map(({ name }) => name)).toEqual(['lines']);
    const computed = collections[0]?.fields.filter(({ isComputed }) => isComputed);
    expect(computed?.map(({ name }) => name)).toEqual(['twice', 'kept']);
    expect(notLookedAt).toEqual([
      ' lines: its name begins or ends with a space, which no map can say',
      'lines : its name begins or ends with a space, which no map can say',
    ]);
  });

  it('looks at the other tables where one is damaged, and names it', async () => {
    const odd = new SqliteFile(`
      CREATE TABLE broken (id INTEGER PRIMARY KEY, mail TEXT);
      CREATE TABLE whole (id INTEGER PRIMARY KEY, mail TEXT);
      INSERT INTO broken VALUES (1, 'ida@example.com');
      INSERT INTO whole VALUES (1, 'ida@example.com');`);
    const page = Number(odd.rows("SELECT rootpage FROM sqlite_schema WHERE name = 'broken'")[0]);
    const content = readFileSync(odd.file);
    const size = content.readUInt16BE(16);
    writeFileSync(odd.file, content.fill(0xee, (page - 1) * size, page * size));
    const { collections, notLookedAt } = await openSqliteSurveyor({
      ...{ store: aStore('sqlite', []), connection: { file: odd.file }, credentials: {}, clock: undefined },
    }).survey({ rows: 5 });
    odd.remove();

    expect(collections.map(({ name, fields }) => [name, fields[1]?.forms])).toEqual([
      ['broken', {}],
      ['whole', { email: 1 }],
    ]);
    expect(notLookedAt).toEqual([expect.stringMatching(/^values of broken: the database file is damaged/)]);
  });

  it('keeps no value, only how many have each form', async () => {
    const survey = await surveyor().survey({ rows: 10 });

    const forms = survey.collections[1]?.fields.map((field) => [field.name, field.forms]);
    expect(Object.fromEntries(forms ?? [])).toMatchObject({
      mail: { email: 2 },
      any: { words: 1, other: 1 },
    });
    expect(JSON.stringify(survey)).not.toMatch(/ida|omar|2024/);
  });
});
