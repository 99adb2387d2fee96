import type { Connector } from '../../functions/connectors/connector';
import type { CollectionMap } from '../../functions/domain/data-map';
import type { EraseInstruction } from '../../functions/domain/erase-instruction';
import { aCollection, aField } from './small-map';
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

describe('a correction or an opt-out in SQLite', () => {
  const members = (more: Partial<CollectionMap> = {}) =>
    aCollection('members', ['id', 'nick', 'news'], {
      fields: [
        aField('id'),
        aField('nick', { correctable: {} }),
        aField('news', { optOut: [{ right: 'marketing-objection', value: 'no' }] }),
      ],
      ...more,
    });
  const table = `CREATE TABLE members (id INTEGER PRIMARY KEY, nick TEXT UNIQUE, news TEXT, changed TEXT);
    INSERT INTO members VALUES (1, 'ida', 'yes', NULL), (2, 'zoe', 'yes', NULL);`;
  const change = {
    collection: 'members',
    key: { id: '1' },
    changes: [{ field: 'nick', from: 'ida', to: 'Ina' }],
  };
  const optOut = (connector: Connector) =>
    connector.optOut([{ collection: 'members', field: 'id', values: ['1'] }], 'marketing-objection');

  it.each([
    ["UPDATE members SET changed = datetime('now') WHERE id = NEW.id;"],
    ["UPDATE members SET changed = datetime('now') WHERE rowid = OLD.rowid;"],
    ["UPDATE members SET changed = strftime('%s', 'now', 'utc'), news = NEW.news WHERE id = NEW.id;"],
    ['UPDATE members SET changed = CURRENT_TIMESTAMP WHERE id = NEW.id;'],
  ])('is done where a trigger only writes the time into the same row: %s', async (body) => {
    const made = file(`${table} CREATE TRIGGER stamp AFTER UPDATE ON members BEGIN ${body} END`);
    const connector = made.connector(members());

    expect((await connector.correct([change])).rows).toEqual([{ state: 'done' }]);
    expect(await optOut(connector)).toEqual({ found: 1, changed: 1 });
    expect(made.rows('SELECT nick FROM members WHERE changed IS NOT NULL')).toEqual(['Ina']);
  });

  it.each([
    ['AFTER', "changed = datetime('now'), before_it = OLD.nick"],
    ['BEFORE', 'before_it = nick'],
    ['AFTER', "before_it = coalesce(OLD.nick, '')"],
    ['AFTER', 'before_it = (SELECT OLD.nick)'],
  ])('is refused where a trigger keeps the old value in the same row: %s %s', async (when, settings) => {
    const made = file(
      `${table} ALTER TABLE members ADD before_it TEXT;
       CREATE TRIGGER keep ${when} UPDATE ON members BEGIN UPDATE members SET ${settings} WHERE id = NEW.id; END`,
    );
    const connector = made.connector(members({ onErasure: { action: 'anonymise' } }));
    const blanking = { ...erasing('members', '2'), action: 'anonymise', blank: { nick: null } } as const;

    expect((await connector.correct([change])).rows).toMatchObject([{ state: 'refused', code: 'trigger' }]);
    await expect(connector.erase([blanking])).rejects.toMatchObject({ place: { code: 'trigger' } });
    expect(made.rows('SELECT nick FROM members WHERE before_it IS NULL')).toEqual(['ida', 'zoe']);
  });

  it.each([
    ['the column compares without capitals, its index with them', 'NOCASE', 'BINARY', 'refused'],
    ['both compare without capitals', 'NOCASE', 'NOCASE', 'done'],
    ['both compare exactly', 'BINARY', 'BINARY', 'done'],
    ['only the index compares without capitals', '', 'NOCASE', 'done'],
    ['another collation is named in the table', 'RTRIM', 'NOCASE', 'refused'],
  ])(
    'counts a unique column as the same row only as the column compares: %s',
    async (_, own, ofIndex, state) => {
      const made = file(`
      CREATE TABLE members (id INTEGER PRIMARY KEY, nick TEXT, mail TEXT ${own && `COLLATE ${own}`}, changed TEXT);
      CREATE UNIQUE INDEX one_each ON members (mail COLLATE ${ofIndex});
      INSERT INTO members VALUES (1, 'ida', 'ida@x.example', '');
      INSERT INTO members VALUES (2, 'zoe', '${ofIndex === 'BINARY' && own === 'NOCASE' ? 'IDA' : 'zoe'}@x.example', '');
      CREATE TRIGGER stamp AFTER UPDATE ON members BEGIN
        UPDATE members SET changed = 'x' WHERE mail = NEW.mail;
      END`);

      const { rows } = await made.connector(members()).correct([change]);

      expect(rows).toMatchObject([{ state }]);
      expect(made.rows('SELECT changed FROM members WHERE id = 2')).toEqual(['']);
    },
  );

  it.each([
    ["UPDATE members SET changed = 'x' WHERE id >= NEW.id;", 'members'],
    ["UPDATE members SET changed = 'x';", 'members'],
    ["UPDATE members SET changed = 'x' WHERE nick = NEW.news;", 'members'],
    ["UPDATE members SET changed = 'x' WHERE id = NEW.id OR 1;", 'members'],
    ['INSERT INTO log VALUES (OLD.nick);', 'log'],
  ])('is refused where a trigger writes other rows: %s', async (body, written) => {
    const made = file(
      `${table} CREATE TABLE log (was TEXT); CREATE TRIGGER watch AFTER UPDATE ON members BEGIN ${body} END`,
    );
    const connector = made.connector(members());
    const told = made.connector(members({ physical: { triggers_write: [written] } }));

    expect((await connector.correct([change])).rows).toEqual([
      { state: 'refused', code: 'trigger', constraint: 'watch' },
    ]);
    await expect(optOut(connector)).rejects.toMatchObject({ place: { code: 'trigger', table: written } });
    expect(made.rows("SELECT count(*) FROM members WHERE nick = 'ida' AND news = 'yes'")).toEqual(['1']);
    expect((await told.correct([change])).rows).toEqual([{ state: 'done' }]);
  });

  it('is refused where other rows follow the value, and done where none does', async () => {
    const made = file(`${table}
      CREATE TABLE pets (id INTEGER PRIMARY KEY, nick TEXT REFERENCES members (nick) ON UPDATE CASCADE);
      INSERT INTO pets VALUES (10, 'ida')`);
    const connector = made.connector(members());
    const other = { ...change, key: { id: '2' }, changes: [{ field: 'nick', from: 'zoe', to: 'Zoe' }] };

    expect((await connector.correct([change, other])).rows).toEqual([
      { state: 'refused', code: 'cascade-update', constraint: 'pets (nick)' },
      { state: 'done' },
    ]);
    expect(made.rows('SELECT nick FROM pets')).toEqual(['ida']);
  });
});
