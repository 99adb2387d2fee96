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
const orders = (more: Partial<CollectionMap> = {}) => aCollection('orders', ['id', 'person'], more);

const erasing = (collection: string, ...ids: string[]): EraseInstruction => ({
  collection,
  keys: ids.map((id) => ({ id })),
  action: 'erase',
  atMost: ids.length,
});

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
