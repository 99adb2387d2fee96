import { chmodSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { StoreUnavailableError } from '../../functions/connectors/connector';
import { locateEverything } from '../../functions/connectors/locate-everything';
import { createSqliteConnector } from '../../functions/connectors/sqlite/sqlite-connector';
import { sqliteDriver } from '../../functions/connectors/sqlite/sqlite-driver';
import { sqliteStoreError } from '../../functions/connectors/sqlite/sqlite-errors';
import type { CollectionMap } from '../../functions/domain/data-map';
import type { EraseInstruction } from '../../functions/domain/erase-instruction';
import { aCollection, aField, aStore } from './small-map';
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
const orders = (more: Partial<CollectionMap> = {}) => aCollection('orders', ['id', 'person'], more);

const erasing = (collection: string, ...ids: string[]): EraseInstruction => ({
  collection,
  keys: ids.map((id) => ({ id })),
  action: 'erase',
  atMost: ids.length,
});

const byName = (name: string) => [{ collection: 'people', field: 'name', values: [name] }];

describe('a foreign key in SQLite', () => {
  const shop = (clause: string) =>
    file(
      `CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT);
       CREATE TABLE orders (id INTEGER PRIMARY KEY, person INTEGER REFERENCES people ${clause});
       INSERT INTO people VALUES (1, 'Ida'), (2, 'Omar'); INSERT INTO orders VALUES (10, 1), (20, 2)`,
    );

  it.each([
    ['ON DELETE CASCADE', 'BlastRadiusError', 'cascade'],
    ['ON DELETE SET NULL', 'BlastRadiusError', 'set-null'],
    ['ON DELETE RESTRICT', 'StoreRefusedError', 'referred-to'],
    ['', 'StoreRefusedError', 'referred-to'],
  ])('that reaches rows which nobody approved stops the erasure: %s', async (clause, name, code) => {
    const made = shop(clause);
    const connector = made.connector(people());

    await expect(connector.erase([erasing('people', '1')])).rejects.toMatchObject({
      name,
      place: { code, table: 'orders', constraint: 'orders (person)' },
    });
    expect((await connector.rehearse([erasing('people', '1')])).outcome).toBe('refused');
    expect(made.rows('SELECT count(*), count(person) FROM people, orders')).toEqual(['4|4']);
  });

  it.each(['ON DELETE CASCADE', 'ON DELETE SET NULL', 'ON DELETE RESTRICT', ''])(
    'lets rows go together that were approved together, in any order: %s',
    async (clause) => {
      const made = shop(clause);
      const instructions = [erasing('people', '1'), erasing('orders', '10')];
      const receipt = await made.connector(people(), orders()).erase(instructions);

      expect(receipt.collections.map(({ erased }) => erased)).toEqual([1, 1]);
      expect([made.rows('SELECT id FROM people'), made.rows('SELECT id FROM orders')]).toEqual([
        ['2'],
        ['20'],
      ]);
    },
  );

  it('is told before an approval, with what it would do and whose rows it concerns', async () => {
    const kept = {
      onErasure: {
        action: 'retain',
        ground: 'g',
        article: 'a',
        period: 'P1Y',
        countedFrom: 'id',
        yearEnd: false,
      },
    } as const;
    const problems = async (clause: string, ...all: readonly CollectionMap[]) =>
      (
        await shop(clause)
          .connector(...all)
          .examine()
      ).problems.filter(({ constraint }) => constraint);

    expect(await problems('ON DELETE CASCADE', people(), orders(kept))).toEqual([
      expect.objectContaining({
        code: 'cascade',
        blocks: 'erasure',
        whileKept: ['orders'],
        constraint: 'orders (person)',
      }),
    ]);
    expect(await problems('', people())).toEqual([
      expect.objectContaining({ code: 'restrict', blocks: 'nothing' }),
    ]);
    expect(await problems('ON DELETE CASCADE', people(), orders())).toEqual([]);
  });

  it('gives the order in which tables are erased, and those in a circle as one group', async () => {
    const made = file(
      `CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT, best INTEGER REFERENCES orders);
       CREATE TABLE orders (id INTEGER PRIMARY KEY, person INTEGER REFERENCES people);
       CREATE TABLE lines (id INTEGER PRIMARY KEY, person INTEGER REFERENCES orders (id))`,
    );
    const { eraseGroups } = await made
      .connector(people(), orders(), { ...orders(), name: 'lines' })
      .examine();

    expect(eraseGroups?.map((group) => [...group].sort())).toEqual([['lines'], ['orders', 'people']]);
  });

  it('to columns that are not unique, with which SQLite refuses every erasure, is told', async () => {
    const made = file(
      `CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO people VALUES (1, 'Ida');
       CREATE TABLE orders (id INTEGER PRIMARY KEY, person TEXT REFERENCES people (name))`,
    );
    const connector = made.connector(people());

    expect((await connector.examine()).problems.map(({ code }) => code)).toContain('foreign-key-mismatch');
    await expect(connector.erase([erasing('people', '1')])).rejects.toMatchObject({
      name: 'StoreShapeError',
    });
  });
});

describe('a part of a key in SQLite', () => {
  const club = (index = '') =>
    file(
      `CREATE TABLE people (tenant TEXT NOT NULL, id INT NOT NULL, name TEXT, PRIMARY KEY (tenant, id));
       CREATE TABLE orders (id INTEGER PRIMARY KEY, tenant TEXT, person INTEGER); ${index}
       INSERT INTO people VALUES ('a', 5, 'Ida'), ('b', 6, 'Omar'); INSERT INTO orders VALUES (1, 'a', 5), (2, 'b', 5)`,
    );
  const tenants = aCollection('people', ['tenant', 'id', 'name'], {
    primaryKey: ['tenant', 'id'],
    ownRecord: true,
  });
  const to = (field: string, of: string) =>
    ({ field, from: { storeId: 'store', collection: 'people', field: of }, leads: 'down' }) as const;
  const theirs = (...reachedBy: CollectionMap['reachedBy'][number][]) =>
    aCollection('orders', ['id', 'tenant', 'person'], { reachedBy });
  const search = [{ collection: 'orders', field: 'person', values: ['5'] }];

  it('is not followed alone, since it may lead to the rows of somebody else', async () => {
    const connector = club().connector(tenants, theirs(to('person', 'id')));

    expect(await connector.locate(search)).toMatchObject({ rows: [], unread: [{ reason: 'misfit' }] });
    expect((await connector.examine()).problems).toEqual([
      expect.objectContaining({ code: 'part-of-key', collection: 'orders', blocks: 'everything' }),
    ]);
  });

  it('is followed together with the rest, or where an index keeps it unique by itself', async () => {
    const whole = club().connector(tenants, theirs(to('tenant', 'tenant'), to('person', 'id')));
    const alone = club('CREATE UNIQUE INDEX by_id ON people (id);').connector(
      tenants,
      theirs(to('person', 'id')),
    );

    for (const connector of [whole, alone]) expect((await connector.locate(search)).rows).toHaveLength(2);
  });

  it('is no identity', async () => {
    const numbered = {
      ...tenants,
      fields: [aField('id', { identity: 'customer-number' }), aField('tenant'), aField('name')],
    };

    expect((await club().connector(numbered).examine()).problems).toEqual([
      expect.objectContaining({ code: 'part-of-key', field: 'id' }),
    ]);
  });
});

describe('a trigger in SQLite', () => {
  const audited = (body: string) =>
    file(
      `CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT); CREATE TABLE "audit log" (what TEXT);
       INSERT INTO people VALUES (1, 'Ida'), (2, 'Omar');
       CREATE TRIGGER watch AFTER DELETE ON people BEGIN ${body} END`,
    );
  const write = `INSERT OR IGNORE INTO "audit log" /* ; */ VALUES (OLD.name || '; DELETE FROM people');`;

  it('that writes a table which the map does not allow stops the erasure, and is told before', async () => {
    const made = audited(write);
    const connector = made.connector(people());

    await expect(connector.erase([erasing('people', '1')])).rejects.toMatchObject({
      name: 'StoreRefusedError',
      place: { code: 'trigger', table: 'audit log', constraint: 'watch' },
    });
    expect((await connector.examine()).problems).toEqual([
      expect.objectContaining({
        code: 'trigger',
        blocks: 'erasure',
        problem: expect.stringContaining('audit log'),
      }),
    ]);
    expect(made.rows('SELECT count(*) FROM people')).toEqual(['2']);
  });

  it('may write the tables that the map names', async () => {
    const made = audited(write);
    const allowed = people({ physical: { triggers_write: ['audit log'] } });
    const connector = made.connector(allowed);
    const receipt = await connector.erase([erasing('people', '1')]);

    expect([receipt.collections[0]?.erased, (await connector.examine()).problems]).toEqual([1, []]);
  });

  it('may take the row out of a full-text index', async () => {
    const made = file(
      `CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT);
       CREATE VIRTUAL TABLE words USING fts5(name, content=people, content_rowid=id);
       CREATE TRIGGER gone AFTER DELETE ON people BEGIN
         INSERT INTO words (words, rowid, name) VALUES ('delete', OLD.id, OLD.name);
       END;
       CREATE TRIGGER come AFTER INSERT ON people BEGIN INSERT INTO words (rowid, name) VALUES (NEW.id, NEW.name); END;
       INSERT INTO people VALUES (1, 'Ida'), (2, 'Omar')`,
    );
    const indexed = people({ physical: { triggers_write: ['words'] } });
    const receipt = await made.connector(indexed).erase([erasing('people', '1')]);

    expect(receipt.collections[0]?.erased).toBe(1);
    expect(made.rows("SELECT rowid FROM words WHERE words MATCH 'ida OR omar'")).toEqual(['2']);
  });

  it('that sets off another one is followed to what that writes', async () => {
    const made = audited(write);
    made.use((database) =>
      database.exec(
        `CREATE TABLE far (x); CREATE TRIGGER next AFTER INSERT ON [audit log] BEGIN DELETE FROM "far"; END`,
      ),
    );
    const { problems } = await made
      .connector(people({ physical: { triggers_write: ['audit log'] } }))
      .examine();

    expect(problems).toEqual([expect.objectContaining({ code: 'trigger', constraint: 'next' })]);
  });

  it('that prevents a deletion makes the row count neither as erased nor as gone, and the rehearsal fails', async () => {
    const made = file(
      `CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO people VALUES (1, 'Ida');
       CREATE TRIGGER keep BEFORE DELETE ON people BEGIN SELECT RAISE(IGNORE); END`,
    );
    const connector = made.connector(people());
    const rehearsal = await connector.rehearse([erasing('people', '1')]);
    const { collections } = await connector.erase([erasing('people', '1')]);

    expect(rehearsal).toMatchObject({ outcome: 'refused', fault: { place: { code: 'held-back' } } });
    expect(collections[0]).toMatchObject({ erased: 0, alreadyAbsent: 0 });
    expect((await connector.confirmAbsent(byName('Ida'))).rows).toHaveLength(1);
  });

  it('that refuses with words of its own is not quoted', async () => {
    const made = file(
      `CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO people VALUES (1, 'Ida');
       CREATE TRIGGER keep BEFORE DELETE ON people BEGIN SELECT RAISE(ABORT, 'Ida owes us 7 euros'); END`,
    );
    const error = await made
      .connector(people())
      .erase([erasing('people', '1')])
      .catch((thrown: Error) => thrown);

    expect(error).toMatchObject({ name: 'StoreRefusedError', place: { code: 'SQLITE_CONSTRAINT' } });
    expect(JSON.stringify(error) + String(error)).not.toMatch(/Ida|euros/);
  });

  it('that undoes a blank stops the erasure', async () => {
    const made = file(
      `CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO people VALUES (1, 'Ida');
       CREATE TRIGGER undo AFTER UPDATE ON people WHEN NEW.name IS NULL BEGIN UPDATE people SET name = OLD.name WHERE id = OLD.id; END`,
    );
    const blanked = people({ physical: { triggers_write: ['people'] }, onErasure: { action: 'anonymise' } });
    const instruction = { ...erasing('people', '1'), action: 'anonymise', blank: { name: null } } as const;

    await expect(made.connector(blanked).erase([instruction])).rejects.toMatchObject({
      place: { code: 'blank-undone' },
    });
    expect(made.rows('SELECT name FROM people')).toEqual(['Ida']);
  });
});

describe('a blank in SQLite', () => {
  it('may be another text for each row, or the time, and stays as it is when it is written again', async () => {
    const made = file(
      `CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT UNIQUE, gone DATETIME);
       INSERT INTO people VALUES (1, 'Ida', NULL), (2, 'Omar', NULL), (3, NULL, NULL)`,
    );
    const collection = aCollection('people', ['id', 'name', 'gone'], { onErasure: { action: 'anonymise' } });
    const instruction: EraseInstruction = {
      ...erasing('people', '1', '2', '3'),
      action: 'anonymise',
      blank: { name: { random: 'text' }, gone: { now: true } },
    };
    const first = await made.connector(collection).erase([instruction]);
    const written = made.rows('SELECT * FROM people');
    const second = await made.connector(collection).erase([instruction]);

    expect([first, second].map(({ collections }) => collections[0]?.anonymised)).toEqual([3, 0]);
    expect(written.slice(0, 2)).toEqual(
      [1, 2].map((id) =>
        expect.stringMatching(
          new RegExp(`^${id}\\|erased-[0-9a-f]{16}\\|\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d$`),
        ),
      ),
    );
    expect(made.rows('SELECT * FROM people')).toEqual(written);
  });

  it('never deletes another row, whatever the table is declared to do where two become equal', async () => {
    const made = file(
      `CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT UNIQUE ON CONFLICT REPLACE);
       INSERT INTO people VALUES (1, 'Ida'), (2, 'gone')`,
    );
    const instruction = { ...erasing('people', '1'), action: 'anonymise', blank: { name: 'gone' } } as const;

    await expect(made.connector(people()).erase([instruction])).rejects.toMatchObject({
      name: 'StoreRefusedError',
    });
    expect(made.rows('SELECT name FROM people')).toEqual(['Ida', 'gone']);
  });

  it('that a column cannot take is told with the remedy', async () => {
    const made = file(
      `CREATE TABLE people (id INTEGER PRIMARY KEY, a TEXT NOT NULL, b TEXT UNIQUE, c AS (a || b), d INTEGER, e TEXT)`,
    );
    const blanks = {
      a: null,
      b: 'x',
      c: null,
      d: { random: 'text' },
      e: { inside: { x: null } },
      id: null,
    } as const;
    const fields = Object.entries(blanks).map(([name, blankWith]) => aField(name, { blankWith }));
    const { problems } = await made
      .connector(aCollection('people', ['id'], { fields, onErasure: { action: 'anonymise' } }))
      .examine();

    expect(problems.map(({ field, code }) => [field, code])).toEqual([
      ['a', 'not-null'],
      ['b', 'unique'],
      ['c', 'blank-type'],
      ['d', 'blank-type'],
      ['e', 'blank-type'],
      ['id', 'blank-type'],
    ]);
    expect(problems[0]?.remedy).toContain('{ random: text }');
  });

  it('does not change what rows that stay refer to, in whatever capitals the foreign key is written', async () => {
    const made = file(
      `CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT UNIQUE);
       CREATE TABLE orders (id INTEGER PRIMARY KEY, person TEXT REFERENCES People (NAME) ON UPDATE CASCADE);
       INSERT INTO people VALUES (1, 'Ida'); INSERT INTO orders VALUES (10, 'Ida')`,
    );
    const blanked = people({ onErasure: { action: 'anonymise' } });
    const instruction = { ...erasing('people', '1'), action: 'anonymise', blank: { name: null } } as const;
    const connector = made.connector(blanked, orders());

    await expect(connector.erase([instruction])).rejects.toMatchObject({ place: { code: 'cascade-update' } });
    expect((await connector.erase([instruction, erasing('orders', '10')])).collections).toEqual([
      expect.objectContaining({ anonymised: 1 }),
      expect.objectContaining({ erased: 1 }),
    ]);
  });
});

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
