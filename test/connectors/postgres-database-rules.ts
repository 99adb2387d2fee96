import { Client } from 'pg';
import {
  BlastRadiusError,
  type Connector,
  StoreRefusedError,
  StoreShapeError,
} from '../../functions/connectors/connector';
import { locateEverything } from '../../functions/connectors/locate-everything';
import { createPostgresConnector } from '../../functions/connectors/postgres/postgres-connector';
import type { CollectionMap } from '../../functions/domain/data-map';
import type { StoreProblem } from '../../functions/domain/store-examination';
import { aCollection, aField, aStore, gather } from './small-map';

const retained = {
  action: 'retain',
  ground: 'tax',
  article: 'x',
  period: 'P6Y',
  countedFrom: 'on',
  yearEnd: false,
} as const;

interface World {
  readonly client: Client;
  readonly connector: Connector;
  readonly column: (sql: string) => Promise<unknown[]>;
}

/**
 * What a database does by itself, and what the connector says and does about it, on any server with
 * PostgreSQL's protocol.
 */
export function postgresDatabaseRules(url: () => string): void {
  let client: Client;
  const opened: Connector[] = [];

  beforeAll(async () => {
    client = new Client({ connectionString: url() });
    await client.connect();
  });

  beforeEach(async () => {
    await client.query(
      'DROP SCHEMA IF EXISTS rules CASCADE; DROP SCHEMA IF EXISTS aside CASCADE; CREATE SCHEMA rules; CREATE SCHEMA aside',
    );
  });

  afterEach(async () => {
    for (const connector of opened.splice(0)) await connector.close();
  });

  afterAll(() => client.end());

  /** Tables in the schema `rules`, named by the map for each collection. */
  async function world(sql: string, collections: readonly CollectionMap[]): Promise<World> {
    await client.query(`SET search_path = rules; ${sql}; RESET search_path`);
    const placed = collections.map((one) => ({ ...one, physical: { schema: 'rules', ...one.physical } }));
    const connector = createPostgresConnector({ store: aStore('postgres', placed), url: url() });
    opened.push(connector);
    const column = async (query: string) =>
      (await client.query<unknown[]>({ text: query, rowMode: 'array' })).rows.map(([value]) => value);
    return { client, connector, column };
  }

  const erasing = (collection: string, ...ids: (string | number)[]) =>
    ({
      collection,
      action: 'erase',
      keys: ids.map((id) => ({ id: String(id) })),
      atMost: ids.length,
    }) as const;

  const blanking = (collection: string, blank: object, ...ids: number[]) =>
    ({ ...erasing(collection, ...ids), action: 'anonymise', blank: blank as Record<string, never> }) as const;

  const codes = (problems: readonly StoreProblem[], blocks: StoreProblem['blocks']) =>
    problems.filter((one) => one.blocks === blocks).map((one) => `${one.collection} ${one.code}`);

  describe('rows that refer to an erased row', () => {
    const threads = `CREATE TABLE threads (id int PRIMARY KEY);
      CREATE TABLE posts (id int PRIMARY KEY, thread int REFERENCES threads ON DELETE CASCADE);
      INSERT INTO threads VALUES (1); INSERT INTO posts SELECT n, 1 FROM generate_series(1, 40) n`;

    it.each([
      ['mapped', [aCollection('threads', ['id']), aCollection('posts', ['id', 'thread'])]],
      ['not mapped', [aCollection('threads', ['id'])]],
    ])('are never taken by a cascade that nobody approved (%s)', async (_, collections) => {
      const { connector, column } = await world(threads, collections);

      const attempt = connector.erase([erasing('threads', 1)]);

      await expect(attempt).rejects.toThrow(BlastRadiusError);
      await expect(attempt).rejects.toMatchObject({
        place: { table: 'rules.posts', constraint: 'posts_thread_fkey' },
      });
      expect(await column('SELECT count(*)::int FROM rules.posts')).toEqual([40]);
    });

    it('are erased along with it if they are approved too, in any order', async () => {
      const { connector, column } = await world(threads, [
        aCollection('threads', ['id']),
        aCollection('posts', ['id', 'thread']),
      ]);
      const posts = Array.from({ length: 40 }, (_unused, n) => n + 1);

      const receipt = await connector.erase([erasing('threads', 1), erasing('posts', ...posts)]);

      expect(receipt.collections.map(({ erased }) => erased)).toEqual([1, 40]);
      expect(await column('SELECT count(*)::int FROM rules.posts')).toEqual([0]);
    });

    it.each(['SET NULL', 'SET DEFAULT'])('keep their reference if it would be %s', async (action) => {
      const { connector, column } = await world(
        `CREATE TABLE people (id int PRIMARY KEY); INSERT INTO people VALUES (0), (1);
         CREATE TABLE acts (id int PRIMARY KEY, person int DEFAULT 0 REFERENCES people ON DELETE ${action});
         INSERT INTO acts VALUES (1, 1)`,
        [aCollection('people', ['id'])],
      );

      const examination = await connector.examine();
      await expect(connector.erase([erasing('people', 1)])).rejects.toThrow(BlastRadiusError);

      expect(codes(examination.problems, 'nothing')).toEqual([
        `people ${action.toLowerCase().replace(' ', '-')}`,
      ]);
      expect(await connector.rehearse([erasing('people', 1)])).toMatchObject({
        outcome: 'refused',
        fault: { kind: 'beyond-approval', place: { collection: 'people', table: 'rules.acts' } },
      });
      expect(await column('SELECT person FROM rules.acts')).toEqual([1]);
    });

    it('block a row, with the name of table and constraint, before anything is changed', async () => {
      const { connector } = await world(
        `CREATE TABLE customers (id int PRIMARY KEY); INSERT INTO customers VALUES (1), (2);
         CREATE TABLE aside.push_tokens (id int PRIMARY KEY, customer int REFERENCES customers);
         INSERT INTO aside.push_tokens VALUES (1, 1)`,
        [aCollection('customers', ['id'])],
      );

      const { problems } = await connector.examine();
      const attempt = connector.erase([erasing('customers', 2, 1)]);

      await expect(attempt).rejects.toThrow(StoreRefusedError);
      await expect(attempt).rejects.toMatchObject({
        place: { table: 'aside.push_tokens', constraint: 'push_tokens_customer_fkey', code: '23503' },
      });
      expect(await connector.rehearse([erasing('customers', 2)])).toEqual({ outcome: 'held' });
      expect(await connector.rehearse([erasing('customers', 1)])).toMatchObject({
        outcome: 'refused',
        fault: { kind: 'refused', place: { table: 'aside.push_tokens' } },
      });
      expect(problems).toMatchObject([{ code: 'restrict', table: 'aside.push_tokens', blocks: 'nothing' }]);
    });

    it('block the erasure beforehand if rows that are to stay would be erased along with it', async () => {
      const { connector } = await world(
        `CREATE TABLE customers (id int PRIMARY KEY, number text UNIQUE);
         CREATE TABLE orders (id int PRIMARY KEY, customer text REFERENCES customers (number) ON DELETE CASCADE, "on" date);
         CREATE TABLE aside.flags (id int PRIMARY KEY, customer int REFERENCES customers ON DELETE CASCADE)`,
        [
          aCollection('customers', ['id', 'number']),
          aCollection('orders', ['id', 'customer', 'on'], { onErasure: retained }),
        ],
      );

      const { problems, eraseGroups } = await connector.examine();

      const kept = { table: 'rules.orders', blocks: 'erasure', whileKept: ['orders'] };
      const byTable = problems.toSorted((a, b) => (a.table ?? '').localeCompare(b.table ?? ''));
      expect(byTable).toMatchObject([
        { code: 'cascade', table: 'aside.flags', blocks: 'nothing' },
        { code: 'cascade', ...kept },
      ]);
      expect(eraseGroups).toEqual([['orders'], ['customers']]);
    });
  });

  it('block a row for a row that is to stay, and not for a table that only the map calls a child', async () => {
    const { connector } = await world(
      `CREATE TABLE people (id int PRIMARY KEY);
       CREATE TABLE invoices (id int PRIMARY KEY, person int REFERENCES people, "on" date);
       CREATE TABLE receipts (id int PRIMARY KEY, person int, "on" date)`,
      [
        aCollection('people', ['id']),
        aCollection('invoices', ['id', 'person', 'on'], { onErasure: retained }),
        aCollection('receipts', ['id', 'person', 'on'], { onErasure: retained }),
      ],
    );

    expect((await connector.examine()).problems).toMatchObject([
      { collection: 'people', code: 'restrict', blocks: 'erasure', whileKept: ['invoices'] },
    ]);
  });

  it('do not block it if their reference is blanked anyway', async () => {
    const { connector, column } = await world(
      `CREATE TABLE people (id int PRIMARY KEY); INSERT INTO people VALUES (1);
       CREATE TABLE posts (id int PRIMARY KEY, author int REFERENCES people ON DELETE SET NULL, body text);
       INSERT INTO posts VALUES (1, 1, 'hello')`,
      [
        aCollection('people', ['id']),
        aCollection('posts', ['id', 'author', 'body'], {
          fields: [aField('id'), aField('author', { blankWith: null }), aField('body')],
          onErasure: { action: 'anonymise' },
        }),
      ],
    );

    expect((await connector.examine()).problems).toEqual([]);
    await connector.erase([erasing('people', 1), blanking('posts', { author: null }, 1)]);
    expect(await column('SELECT body FROM rules.posts WHERE author IS NULL')).toEqual(['hello']);
  });

  it('that form a ring with NOT NULL references are erased and reported as one group', async () => {
    const { connector, column } = await world(
      `CREATE TABLE people (id int PRIMARY KEY, home int NOT NULL);
       CREATE TABLE homes (id int PRIMARY KEY, person int NOT NULL REFERENCES people ON DELETE RESTRICT);
       CREATE TABLE visits (id int PRIMARY KEY, home int REFERENCES homes);
       ALTER TABLE people ADD FOREIGN KEY (home) REFERENCES homes DEFERRABLE INITIALLY DEFERRED;
       BEGIN; INSERT INTO people VALUES (1, 1), (2, 2); INSERT INTO homes VALUES (1, 1), (2, 2); COMMIT;
       INSERT INTO visits VALUES (1, 1)`,
      [
        aCollection('people', ['id', 'home']),
        aCollection('homes', ['id', 'person']),
        aCollection('visits', ['id', 'home']),
      ],
    );

    const { eraseGroups } = await connector.examine();
    const receipt = await connector.erase([erasing('people', 1), erasing('homes', 1), erasing('visits', 1)]);

    expect(eraseGroups).toEqual([['visits'], ['people', 'homes']]);
    expect(receipt.collections.map(({ erased }) => erased)).toEqual([1, 1, 1]);
    expect(await column('SELECT id FROM rules.people')).toEqual([2]);
  });

  it('are erased in the order of the map if the database has no constraint', async () => {
    const { connector } = await world(
      `CREATE TABLE people (id int PRIMARY KEY); CREATE TABLE teams (id int PRIMARY KEY);
       CREATE TABLE memberships (id int PRIMARY KEY, person int REFERENCES people, team int)`,
      [
        aCollection('people', ['id']),
        aCollection('teams', ['id'], { owner: 'shared', eraseAfter: ['memberships'] }),
        aCollection('memberships', ['id', 'person', 'team']),
      ],
    );

    expect((await connector.examine()).eraseGroups).toEqual([['memberships'], ['people'], ['teams']]);
  });

  describe('triggers', () => {
    const history = `CREATE TABLE users (id int PRIMARY KEY, name text);
      CREATE TABLE history (name text); INSERT INTO users VALUES (1, 'Ada');
      CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN INSERT INTO rules.history VALUES (old.name); RETURN old; END';
      CREATE TRIGGER h BEFORE DELETE ON users FOR EACH ROW EXECUTE FUNCTION keep()`;

    it('that write elsewhere are reported, not tried, and stop the erasure', async () => {
      const { connector, column } = await world(history, [aCollection('users', ['id', 'name'])]);

      expect((await connector.examine()).problems).toMatchObject([
        { code: 'trigger', constraint: 'h', blocks: 'nothing' },
      ]);
      expect(await connector.rehearse([erasing('users', 1)])).toEqual({
        outcome: 'not-tried',
        reason: 'triggers',
      });
      await expect(connector.erase([erasing('users', 1)])).rejects.toMatchObject({
        kind: 'beyond-approval',
        place: { table: 'rules.history' },
      });
      expect(await column('SELECT name FROM rules.users UNION ALL SELECT name FROM rules.history')).toEqual([
        'Ada',
      ]);
    });

    it('may write if the map says so, and are tried if it calls that safe', async () => {
      const physical = { rollback_safe: true, triggers_write: ['rules.history'] };
      const { connector, column } = await world(history, [
        aCollection('users', ['id', 'name'], { physical }),
      ]);

      expect(await connector.rehearse([erasing('users', 1)])).toEqual({ outcome: 'held' });
      expect(await column('SELECT name FROM rules.history')).toEqual([]);
      expect((await connector.erase([erasing('users', 1)])).collections[0]?.erased).toBe(1);
      expect(await column('SELECT name FROM rules.history')).toEqual(['Ada']);
    });

    it.each(['BEFORE', 'AFTER'])(
      'that delete %s it what nobody approved stop the erasure, although the map lets them write there',
      async (when) => {
        const physical = { rollback_safe: true, triggers_write: ['rules.comments'] };
        const { connector, column } = await world(
          `CREATE TABLE posts (id int PRIMARY KEY); CREATE TABLE comments (id int PRIMARY KEY, post int, by text);
         INSERT INTO posts VALUES (1); INSERT INTO comments VALUES (1, 1, 'Ada'), (2, 1, 'Ben');
         CREATE FUNCTION clean() RETURNS trigger LANGUAGE plpgsql AS
           'BEGIN DELETE FROM rules.comments WHERE post = old.id; RETURN old; END';
         CREATE TRIGGER c ${when} DELETE ON posts FOR EACH ROW EXECUTE FUNCTION clean()`,
          [aCollection('posts', ['id'], { physical }), aCollection('comments', ['id', 'post', 'by'])],
        );
        const instructions = [erasing('posts', 1), erasing('comments', 1)];

        expect(await connector.rehearse(instructions)).toMatchObject({ outcome: 'refused' });
        await expect(connector.erase(instructions)).rejects.toMatchObject({
          place: { table: 'rules.comments' },
        });
        expect(await column('SELECT by FROM rules.comments ORDER BY id')).toEqual(['Ada', 'Ben']);
      },
    );

    it('that block a deletion do not make the row absent', async () => {
      const { connector } = await world(
        `CREATE TABLE ledger (id int PRIMARY KEY); INSERT INTO ledger VALUES (1);
         CREATE FUNCTION never() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
         CREATE TRIGGER n BEFORE DELETE ON ledger FOR EACH ROW EXECUTE FUNCTION never()`,
        [aCollection('ledger', ['id'], { physical: { rollback_safe: true } })],
      );

      const fault = {
        kind: 'refused',
        place: { collection: 'ledger', table: 'rules.ledger', code: 'held-back' },
      };
      expect(await connector.rehearse([erasing('ledger', 1, 2)])).toEqual({ outcome: 'refused', fault });

      const { collections } = await connector.erase([erasing('ledger', 1, 2)]);

      expect(collections[0]).toMatchObject({ erased: 0, alreadyAbsent: 1, keptShared: 0 });
    });

    it('find their tables by the desk’s search path, while ours stays closed', async () => {
      await client.query('CREATE TABLE IF NOT EXISTS public.tally (n int); TRUNCATE public.tally');
      const { connector } = await world(
        `CREATE TABLE users (id int PRIMARY KEY); INSERT INTO users VALUES (1);
         CREATE FUNCTION count_it() RETURNS trigger LANGUAGE plpgsql AS
           'BEGIN INSERT INTO tally VALUES (1); RETURN old; END';
         CREATE TRIGGER c BEFORE DELETE ON users FOR EACH ROW EXECUTE FUNCTION count_it()`,
        [aCollection('users', ['id'], { physical: { triggers_write: ['tally'] } })],
      );

      expect((await connector.erase([erasing('users', 1)])).collections[0]?.erased).toBe(1);
      await client.query('DROP TABLE public.tally');
    });

    it('that blank another column of the same row do not stop it', async () => {
      const { connector, column } = await world(
        `CREATE TABLE users (id int PRIMARY KEY, name text, changed text); INSERT INTO users VALUES (1, 'Ada');
         CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS
           'BEGIN new.changed = ''now''; RETURN new; END';
         CREATE TRIGGER t BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch()`,
        [
          aCollection('users', ['id', 'name', 'changed'], {
            fields: [aField('id'), aField('name', { blankWith: null }), aField('changed')],
            onErasure: { action: 'anonymise' },
          }),
        ],
      );

      await connector.erase([blanking('users', { name: null }, 1)]);

      expect(await column('SELECT changed FROM rules.users')).toEqual(['now']);
    });
  });

  describe('rows without a key of their own', () => {
    const coupons = `CREATE TABLE coupons (code text UNIQUE, email text);
      INSERT INTO coupons VALUES ('C1', 'mia@example.com'), (NULL, 'mia@example.com'), (NULL, 'mia@example.com'),
        (NULL, 'bo@example.com'), (NULL, NULL)`;
    const mias = [{ collection: 'coupons', field: 'email', values: ['mia@example.com'] }];

    it('are found, copied and erased with the others', async () => {
      const { connector, column } = await world(coupons, [aCollection('coupons', ['code', 'email'])]);
      const { rows } = await locateEverything(connector, mias);

      const records = await gather(connector.export(rows));
      const keys = rows.map(({ key }) => key);
      const receipt = await connector.erase([
        { collection: 'coupons', action: 'erase', keys: keys.slice(0, 2), atMost: 2 },
      ]);

      expect(records.map(({ values }) => values.code)).toEqual(['C1', null, null]);
      expect(receipt.collections[0]).toMatchObject({ erased: 2, alreadyAbsent: 0 });
      expect(await column("SELECT coalesce(email, '-') FROM rules.coupons ORDER BY 1")).toEqual([
        '-',
        'bo@example.com',
        'mia@example.com',
      ]);
    });

    it('of the same content are all erased, and counted once, whatever call they are in', async () => {
      const { connector, column } = await world(
        `CREATE TABLE opened (email text, what text);
         INSERT INTO opened SELECT 'mia@example.com', 'news ' || i % 2 FROM generate_series(1, 14) i;
         INSERT INTO opened VALUES ('bo@example.com', 'news 1')`,
        [aCollection('opened', ['email', 'what'], { primaryKey: [] })],
      );
      const { rows } = await locateEverything(connector, [
        { collection: 'opened', field: 'email', values: ['mia@example.com'] },
      ]);
      const keys = rows.map(({ key }) => key);
      const counts: number[] = [];
      for (const slice of [keys.slice(0, 5), keys.slice(0, 5), keys.slice(5, 10), keys.slice(10)]) {
        const instruction = {
          collection: 'opened',
          action: 'erase',
          keys: slice,
          atMost: slice.length,
        } as const;
        counts.push((await connector.erase([instruction])).collections[0]?.erased ?? 0);
      }

      expect(keys).toHaveLength(14);
      expect(counts.reduce((sum, n) => sum + n, 0)).toBe(14);
      expect(await column('SELECT email FROM rules.opened')).toEqual(['bo@example.com']);
    });

    it('are never blanked, since they could not be distinguished afterwards', async () => {
      const { connector } = await world(coupons, [aCollection('coupons', ['code', 'email'])]);
      const { rows } = await locateEverything(connector, mias);
      const keys = rows.map(({ key }) => key);
      const instruction = { ...blanking('coupons', { email: null }), keys, atMost: 2 };

      await expect(connector.erase([instruction])).rejects.toThrow(StoreRefusedError);
    });
  });

  describe('a table that cannot be used', () => {
    const collections = [
      aCollection('fine', ['id']),
      aCollection('gone', ['id']),
      aCollection('seen', ['id']),
    ];
    const sql = 'CREATE TABLE fine (id int PRIMARY KEY); CREATE VIEW seen AS SELECT * FROM fine';

    it('is reported by itself and hides no other problem', async () => {
      const { connector } = await world(sql, collections);

      expect(codes((await connector.examine()).problems, 'everything')).toEqual([
        'gone no-table',
        'seen view',
      ]);
      const { collections: shapes } = await connector.describe();
      expect(shapes.map(({ name }) => name)).toEqual(expect.arrayContaining(['fine', 'seen']));
    });

    it('is reported as unread, and does not affect other tables', async () => {
      const { connector } = await world(sql, collections);
      const searches = collections.map(({ name, primaryKey: [field = ''] }) => ({
        collection: name,
        field,
        values: ['1'],
      }));

      const { unread } = await connector.confirmAbsent(searches);

      expect(unread?.toSorted((a, b) => a.collection.localeCompare(b.collection))).toEqual([
        { collection: 'gone', place: 'rules.gone', reason: 'misfit' },
        { collection: 'seen', place: 'rules.seen', reason: 'view' },
      ]);
    });

    it('stops everything if it holds people’s own records', async () => {
      const { connector } = await world('CREATE TABLE fine (id int PRIMARY KEY)', [
        aCollection('fine', ['id']),
        aCollection('gone', ['id'], { ownRecord: true }),
      ]);

      await expect(connector.locate([{ collection: 'gone', field: 'id', values: ['1'] }])).rejects.toThrow(
        StoreShapeError,
      );
    });

    it('fails the probe with its name if no other table can be used', async () => {
      const { connector } = await world(
        sql,
        collections.filter(({ name }) => name !== 'fine'),
      );

      await expect(connector.probe()).rejects.toThrow(StoreShapeError);
      await expect(connector.probe()).rejects.toMatchObject({ place: { table: 'rules.gone' } });
    });
  });

  it('finds the key in the catalogue if the map names none', async () => {
    const unnamed = { primaryKey: [] };
    const { connector, column } = await world(
      `CREATE TABLE lines (note text, o int, n int, PRIMARY KEY (o, n)); INSERT INTO lines VALUES ('x', 1, 2), ('y', 1, 3);
       CREATE TABLE log (note text, at int); INSERT INTO log VALUES ('x', 1), ('y', 2)`,
      [aCollection('lines', ['note', 'o', 'n'], unnamed), aCollection('log', ['note', 'at'], unnamed)],
    );
    for (const collection of ['lines', 'log']) {
      const { rows } = await connector.locate([{ collection, field: 'note', values: ['x'] }]);
      expect(await gather(connector.export(rows))).toHaveLength(1);
      await connector.erase([{ ...erasing(collection), keys: rows.map(({ key }) => key), atMost: 1 }]);
    }

    expect(await column('SELECT note FROM rules.lines UNION ALL SELECT note FROM rules.log')).toEqual([
      'y',
      'y',
    ]);
    const { collections } = await connector.describe();
    expect(collections.find(({ name }) => name === 'lines')?.keys).toEqual([['o', 'n']]);
    expect(collections.find(({ name }) => name === 'log')?.keys).toEqual([]);
  });

  it('lists the tables of every schema, with partitions as one table, and says what it passed over', async () => {
    const { connector } = await world(
      `CREATE TABLE mapped (id int PRIMARY KEY); CREATE TABLE aside.copy (id int);
       CREATE VIEW aside.glimpse AS SELECT * FROM mapped;
       CREATE TABLE parts (id int) PARTITION BY RANGE (id);
       CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (9)`,
      [aCollection('mine', ['id'], { physical: { table: 'mapped' } })],
    );

    const { collections, notLookedAt } = await connector.describe();

    const names = collections.filter(({ schema }) => schema !== 'public').map(({ name }) => name);
    expect(names).toEqual(['aside.copy', 'mine', 'rules.parts']);
    expect(collections.find(({ name }) => name === 'aside.copy')).toMatchObject({
      schema: 'aside',
      table: 'copy',
    });
    expect(notLookedAt).toEqual([expect.stringContaining('aside.glimpse: a view')]);
  });

  it('shows, copies and erases rows that only an inheriting table holds', async () => {
    const { connector, column } = await world(
      `CREATE TABLE people (id serial PRIMARY KEY, email text);
       CREATE TABLE vip (perks text) INHERITS (people);
       INSERT INTO people (email) VALUES ('bo@example.com'); INSERT INTO vip (email, perks) VALUES ('mia@example.com', 'tea')`,
      [aCollection('people', ['id', 'email'])],
    );
    const by = (email: string) => [{ collection: 'people', field: 'email', values: [email] }];

    const page = await connector.locate(by('mia@example.com'));
    const [record] = await gather(connector.export(page.rows));
    const [plain] = await gather(connector.export((await connector.locate(by('bo@example.com'))).rows));
    await connector.erase([{ ...erasing('people'), keys: page.rows.map(({ key }) => key), atMost: 1 }]);

    expect(page.unmapped).toEqual([{ collection: 'people', field: 'perks' }]);
    expect(record?.values).toMatchObject({ email: 'mia@example.com', perks: 'tea' });
    expect(Object.keys(plain?.values ?? {})).toEqual(['id', 'email']);
    expect(await column('SELECT email FROM rules.people')).toEqual(['bo@example.com']);
  });

  it('copies a column of any name', async () => {
    const { connector } = await world(
      `CREATE TABLE people (id serial PRIMARY KEY, email text, "__proto__" text);
       INSERT INTO people VALUES (1, 'mia@example.com', 'held')`,
      [aCollection('people', ['id', 'email'])],
    );

    const [record] = await gather(connector.export([{ collection: 'people', key: { id: '1' } }]));

    expect(Object.entries(record?.values ?? {})).toContainEqual(['__proto__', 'held']);
  });

  it('changes no row whose key an inheriting table repeats', async () => {
    const { connector } = await world(
      `CREATE TABLE people (id int PRIMARY KEY, email text); CREATE TABLE vip () INHERITS (people);
       INSERT INTO people VALUES (1, 'mia@example.com'); INSERT INTO vip VALUES (1, 'bo@example.com')`,
      [aCollection('people', ['id', 'email'])],
    );

    await expect(connector.erase([erasing('people', 1)])).rejects.toThrow(BlastRadiusError);
  });

  it.each(['text', 'varchar(60)', 'char(60)', 'mail'])(
    'finds an e-mail address in %s in any capitals',
    async (type) => {
      const email = aCollection('users', ['id', 'email'], {
        fields: [aField('id'), aField('email', { identity: 'email' })],
      });
      const { connector } = await world(
        `CREATE DOMAIN mail AS text CHECK (value ~ '@'); CREATE TABLE users (id int PRIMARY KEY, email ${type});
       INSERT INTO users VALUES (1, 'Mia.Holm@Example.com'), (2, 'mia.holm@example.com'), (3, 'mia.holm@example.comx'), (4, 'MÄX@example.com')`,
        [email],
      );
      const find = async (value: string) =>
        (await connector.locate([{ collection: 'users', field: 'email', values: [value] }])).rows.map(
          ({ key }) => key.id,
        );

      expect(await find('MIA.holm@example.com')).toEqual(['1', '2']);
      expect(await find('mäx@example.com')).toEqual([]);
    },
  );

  it.each([
    ['text', ['no-date']],
    ['date', []],
    ['timestamptz', []],
  ])('says of a retention that is counted from a column of type %s: %j', async (type, codes) => {
    const retain = { ground: 'tax law', article: 's 147 AO', period: 'P8Y', yearEnd: true } as const;
    const { connector } = await world(`CREATE TABLE bills (id int PRIMARY KEY, at ${type})`, [
      aCollection('bills', ['id', 'at'], { onErasure: { action: 'retain', countedFrom: 'at', ...retain } }),
    ]);

    const { problems } = await connector.examine();

    expect(problems.map(({ code }) => code)).toEqual(codes);
  });

  it('follows an address to another table in any capitals', async () => {
    const from = { storeId: 'store', collection: 'users', field: 'email' };
    const { connector } = await world(
      `CREATE TABLE users (id int PRIMARY KEY, email text); CREATE TABLE orders (id int PRIMARY KEY, buyer text);
       INSERT INTO users VALUES (1, 'Mia@Example.com'); INSERT INTO orders VALUES (7, 'mia@example.com')`,
      [
        aCollection('users', ['id', 'email'], {
          fields: [aField('id'), aField('email', { identity: 'email' })],
        }),
        aCollection('orders', ['id', 'buyer'], { reachedBy: [{ field: 'buyer', from }] }),
      ],
    );

    const search = { collection: 'orders', field: 'buyer', values: ['Mia@Example.com'] };
    expect((await connector.locate([search])).rows.map(({ key }) => key.id)).toEqual(['7']);
  });

  it.each(['lower(email COLLATE "C")', 'lower(email)'])('uses an index on %s', async (expression) => {
    const { connector } = await world(
      `CREATE TABLE users (id int PRIMARY KEY, email varchar(60)); CREATE INDEX ON users (${expression});
       INSERT INTO users VALUES (1, 'Mia@Example.com'), (2, 'x')`,
      [
        aCollection('users', ['id', 'email'], {
          fields: [aField('id'), aField('email', { identity: 'email' })],
        }),
      ],
    );

    const { rows } = await connector.locate([
      { collection: 'users', field: 'email', values: ['mia@EXAMPLE.com'] },
    ]);

    expect(rows).toHaveLength(1);
  });

  it('reports which planned blanks the database would refuse', async () => {
    const plan = (name: string, blankWith: CollectionMap['fields'][number]['blankWith']) =>
      aField(name, { blankWith: blankWith ?? null });
    const { connector } = await world(
      `CREATE TYPE state AS ENUM ('new', 'old');
       CREATE TABLE users (id int PRIMARY KEY, email text NOT NULL, login text UNIQUE, short varchar(5), kind state,
         age int CHECK (age > 17), fine text, tag text NOT NULL UNIQUE, born date, doubled int GENERATED ALWAYS AS (id * 2) STORED);
       CREATE UNIQUE INDEX ON users (lower(fine))`,
      [
        aCollection('users', ['id'], {
          onErasure: { action: 'anonymise' },
          fields: [
            aField('id'),
            plan('email', null),
            plan('login', 'gone'),
            plan('short', 'too long'),
            plan('kind', 'lost'),
            plan('age', 3),
            plan('fine', 'gone'),
            plan('tag', { random: 'text' }),
            plan('born', { random: 'email' }),
            plan('doubled', 1),
          ],
        }),
      ],
    );

    const { problems } = await connector.examine();

    expect(
      problems.filter(({ blocks }) => blocks === 'erasure').map(({ field, code }) => `${field} ${code}`),
    ).toEqual([
      'email not-null',
      'login unique',
      'short length',
      'fine unique',
      'born blank-type',
      'doubled blank-type',
      'kind type',
      'age check',
    ]);
  });

  it('blanks with random values, with the time, and inside a document, once', async () => {
    const { connector, column } = await world(
      `CREATE TABLE users (id int PRIMARY KEY, email varchar(30) UNIQUE NOT NULL, login text UNIQUE, token uuid,
         deleted_at timestamptz, doc jsonb, plain json);
       INSERT INTO users SELECT n, n || '@example.com', 'l' || n, gen_random_uuid(), NULL,
         '{"a": {"zip": "2100", "n": 12345678901234567890}, "tags": ["x"], "b": 1.50}', '{"b": 1, "a": {"zip": "1"}}'
         FROM generate_series(1, 3) n`,
      [aCollection('users', ['id', 'email', 'login', 'token', 'deleted_at', 'doc', 'plain'])],
    );
    const inside = { inside: { 'a.zip': null, 'a.street': 'x', 'tags.7': 'y' } };
    const blank = {
      email: { random: 'email' },
      login: { random: 'text' },
      token: { random: 'uuid' },
      deleted_at: { now: true },
      doc: inside,
      plain: inside,
    };

    const first = await connector.erase([blanking('users', blank, 1, 2)]);
    const once = await column('SELECT u::text FROM rules.users u ORDER BY id');
    const second = await connector.erase([blanking('users', blank, 1, 2)]);

    expect(first.collections[0]).toMatchObject({ anonymised: 2, alreadyAbsent: 0 });
    expect(second.collections[0]).toMatchObject({ anonymised: 0, alreadyAbsent: 2 });
    expect(await column('SELECT u::text FROM rules.users u ORDER BY id')).toEqual(once);
    expect(await column('SELECT count(DISTINCT email)::int FROM rules.users')).toEqual([3]);
    expect(
      await column("SELECT email ~ '^x-[0-9a-f]{8}@x[.]invalid$' FROM rules.users WHERE id = 1"),
    ).toEqual([true]);
    expect(await column('SELECT doc::text FROM rules.users WHERE id = 1')).toEqual([
      '{"a": {"n": 12345678901234567890, "zip": null}, "b": 1.50, "tags": ["x"]}',
    ]);
    expect(await column('SELECT id FROM rules.users WHERE deleted_at IS NULL')).toEqual([3]);
  });

  it('names what changed between approval and erasure', async () => {
    const { connector } = await world('CREATE TABLE users (id int PRIMARY KEY, name text)', [
      aCollection('users', ['id', 'name']),
    ]);

    await client.query('ALTER TABLE rules.users DROP COLUMN name');
    await expect(connector.erase([blanking('users', { name: null }, 1)])).rejects.toMatchObject({
      kind: 'misfit',
      place: { collection: 'users', table: 'rules.users' },
    });
    await client.query('ALTER TABLE rules.users RENAME TO accounts');
    await expect(connector.erase([erasing('users', 1)])).rejects.toMatchObject({
      kind: 'misfit',
      place: { table: 'rules.users', code: 'no-table' },
    });
  });

  it('stays within what was approved over all calls together', async () => {
    const { connector, column } = await world(
      'CREATE TABLE a (id int PRIMARY KEY); INSERT INTO a VALUES (1), (2)',
      [aCollection('a', ['id'])],
    );

    const attempt = connector.erase([erasing('a', 1, 2)], [{ collection: 'a', rows: 1 }]);

    await expect(attempt).rejects.toThrow(BlastRadiusError);
    expect(await column('SELECT count(*)::int FROM rules.a')).toEqual([2]);
  });
}
