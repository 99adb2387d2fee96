import { type Connection, createConnection } from 'mysql2/promise';
import { StoreForbiddenError } from '../../functions/connectors/connector';
import type { StoreSurvey } from '../../functions/connectors/survey';
import { surveyText } from '../../generate/make-mysql-surveys';
import { MYSQL_SCHEMAS, recordedSurvey } from '../first-map/mysql-schemas';
import { surveyMysql, surveyMysqlSchema } from '../first-map/survey-mysql-schema';
import type { MysqlServer } from './mysql-server';
import { startRealMariadb } from './real-mariadb';

jest.setTimeout(180_000);

const canary = 'zx-canary-7731';

describe('a survey of MariaDB', () => {
  let server: MysqlServer;
  let client: Connection;

  beforeAll(async () => {
    server = await startRealMariadb();
  });

  afterAll(() => server?.stop());

  beforeEach(async () => {
    client = await createConnection({ uri: server.url().replace(/shop$/, 'mysql') });
    await client.query('DROP DATABASE IF EXISTS shop');
    await client.query('CREATE DATABASE shop CHARACTER SET utf8mb4');
    await client.query('USE shop');
    await client.query("DROP USER IF EXISTS clerk@'127.0.0.1'");
    await client.query("CREATE USER clerk@'127.0.0.1' IDENTIFIED BY 'swordfish'");
  });

  afterEach(() => client.end());

  const make = async (...statements: string[]) => {
    for (const sql of statements) await client.query(sql);
  };
  const survey = () => surveyMysql(server.url());
  const asClerk = async (...grants: string[]) => {
    for (const grant of grants) await client.query(`GRANT ${grant} TO clerk@'127.0.0.1'`);
    return surveyMysql(server.url('clerk', 'swordfish'));
  };
  const tableIn = ({ collections }: StoreSurvey, name: string) =>
    collections.find((one) => one.name === name);
  const actions = (one: StoreSurvey, name: string) =>
    tableIn(one, name)?.references.map(({ fields, to, onDelete }) => [fields.join(), to, onDelete]);
  const family = [
    'CREATE TABLE owners (id int PRIMARY KEY)',
    `CREATE TABLE pets (id int PRIMARY KEY, a int, b int, c int, d int,
      FOREIGN KEY (a) REFERENCES owners (id) ON DELETE CASCADE, FOREIGN KEY (b) REFERENCES owners (id) ON DELETE SET NULL,
      FOREIGN KEY (c) REFERENCES owners (id) ON DELETE RESTRICT, FOREIGN KEY (d) REFERENCES owners (id))`,
  ];

  it.each(MYSQL_SCHEMAS)('says what was recorded, on which the figures rest: %s', async (name) => {
    const live = await surveyMysqlSchema(name, server.url());

    expect(surveyText(live)).toBe(surveyText(recordedSurvey(name)));
  });

  it('knows keys, the primary one first, and what becomes of a row when the other one is deleted', async () => {
    await make(
      ...family,
      'CREATE TABLE cards (nr varchar(9) UNIQUE, x int, y int, id int NOT NULL, PRIMARY KEY (x, y), UNIQUE (id))',
    );
    const found = await survey();

    expect(actions(found, 'pets')).toEqual([
      ['a', 'owners', 'goes-too'],
      ['b', 'owners', 'is-cleared'],
      ['c', 'owners', 'refuses'],
      ['d', 'owners', 'refuses'],
    ]);
    expect(tableIn(found, 'cards')?.keys).toEqual([
      { fields: ['x', 'y'], isPrimary: true },
      { fields: ['id'], isPrimary: false },
      { fields: ['nr'], isPrimary: false },
    ]);
  });

  it('knows what each column can hold, and which are computed or filled', async () => {
    await make(
      `CREATE TABLE kinds (a binary(16) NOT NULL, b binary(8), c tinyint(1), d tinyint(4), e enum('x'), f set('x','y'), g json,
        h datetime, i year, j decimal(9,2), k point, l varchar(9), m longtext, n blob, o bit(1), p bit(4), q uuid, r inet6,
        s varchar(20) GENERATED ALWAYS AS (concat(l, 'x')), t char(36), u bigint unsigned)`,
    );
    const fields = tableIn(await survey(), 'kinds')?.fields ?? [];

    expect(Object.fromEntries(fields.map(({ name, kind }) => [name, kind]))).toEqual({
      ...{
        a: 'id',
        b: 'binary',
        c: 'yes-or-no',
        d: 'number',
        e: 'choice',
        f: 'choice',
        g: 'nested',
        h: 'date',
      },
      ...{
        i: 'number',
        j: 'number',
        k: 'other',
        l: 'text',
        m: 'text',
        n: 'binary',
        o: 'yes-or-no',
        p: 'number',
      },
      ...{ q: 'id', r: 'address', s: 'text', t: 'text', u: 'number' },
    });
    expect(fields.filter(({ isFilled }) => isFilled).map(({ name }) => name)).toEqual(['a']);
    expect(fields.filter(({ isComputed }) => isComputed).map(({ name }) => name)).toEqual(['s']);
  });

  it('counts the forms of values, and keeps none', async () => {
    await make(
      'CREATE TABLE people (id int, mail varchar(99) CHARACTER SET latin1, note longtext, extra json, empty text)',
      ...[1, 2, 3].map(
        (id) =>
          `INSERT INTO people VALUES (${id}, '${canary}${id}@example.com', '${canary} and more', '{"a": "${canary}"}', '')`,
      ),
    );
    const found = await survey();
    const forms = tableIn(found, 'people')?.fields.map((field) => [field.name, field.forms]);

    expect(forms).toEqual([
      ['id', {}],
      ['mail', { email: 3 }],
      ['note', { words: 3 }],
      ['extra', { words: 3 }],
      ['empty', {}],
    ]);
    expect(JSON.stringify(found)).not.toContain(canary);
    expect(tableIn(await surveyMysql(server.url(), 0), 'people')?.fields[1]?.forms).toEqual({});
  });

  it('names views and tables whose rows lie elsewhere, and looks at those that are partitioned', async () => {
    await make(
      'CREATE TABLE parts (id int, y int) PARTITION BY RANGE (y) (PARTITION a VALUES LESS THAN (9), PARTITION b VALUES LESS THAN MAXVALUE)',
      'CREATE TABLE old (id int) ENGINE=MyISAM',
      'CREATE TABLE all_of_it (id int) ENGINE=MERGE UNION=(old)',
      'CREATE TABLE ` odd` (id int)',
      'CREATE VIEW seen AS SELECT id FROM parts',
      'CREATE SEQUENCE numbers',
    );
    const { collections, notLookedAt } = await survey();

    expect(collections.map(({ name }) => name)).toEqual(['old', 'parts']);
    expect(notLookedAt).toEqual([
      ' odd: its name begins or ends with a space, which no map can say',
      'all_of_it: of the engine MRG_MyISAM, which shows what other tables hold',
      'seen: a view, which shows what other tables hold',
    ]);
  });

  it('says of a table that it has no transactions, or keeps what was erased', async () => {
    await make(
      'CREATE TABLE old (id int) ENGINE=MyISAM',
      'CREATE TABLE past (id int) WITH SYSTEM VERSIONING',
      'CREATE TABLE new (id int)',
    );
    const found = await survey();

    expect(tableIn(found, 'old')?.remarks).toEqual([
      expect.stringMatching(/engine MyISAM, which has no transactions.*ENGINE = InnoDB/),
    ]);
    expect(tableIn(found, 'past')?.remarks).toEqual([expect.stringContaining('system versioning')]);
    expect(tableIn(found, 'new')?.remarks).toBeUndefined();
  });

  it('keeps tables of another database apart, with its name in front', async () => {
    await make(
      'DROP DATABASE IF EXISTS blog',
      'CREATE DATABASE blog',
      'CREATE TABLE blog.users (id int PRIMARY KEY)',
      'CREATE TABLE pets (id int)',
    );
    const found = await survey();
    await make('DROP DATABASE blog');

    expect(tableIn(found, 'blog_users')).toMatchObject({
      place: { schema: 'blog', table: 'users' },
      namespace: 'blog',
    });
    expect(tableIn(found, 'pets')).toMatchObject({ place: {} });
    expect(tableIn(found, 'pets')?.namespace).toBeUndefined();
  });

  describe('by a user who does not see everything', () => {
    it('takes no deletion for proven whose rule MySQL does not show, and says so', async () => {
      await make(...family);
      const found = await asClerk('SELECT ON shop.*');

      expect(actions(found, 'pets')?.map(([, , onDelete]) => onDelete)).toEqual(Array(4).fill('refuses'));
      expect(found.notLookedAt).toEqual([expect.stringMatching(/^what 4 foreign keys do .*grant DELETE/)]);
    });

    it.each(['DELETE', 'TRIGGER'])('sees them with another right: %s', async (right) => {
      await make(...family);
      const found = await asClerk(`SELECT, ${right} ON shop.*`);

      expect(actions(found, 'pets')?.map(([, , onDelete]) => onDelete)).toEqual([
        'goes-too',
        'is-cleared',
        'refuses',
        'refuses',
      ]);
      expect(found.notLookedAt).toEqual([]);
    });

    it('takes none for proven either where there may be tables that it does not see, and says so', async () => {
      await make(...family, 'CREATE TABLE secret (id int)');
      const found = await asClerk(
        'SELECT, DELETE ON shop.owners',
        'SELECT, DELETE ON shop.pets',
        'SELECT, DELETE ON shop.secret',
      );

      expect(actions(found, 'pets')?.map(([, , onDelete]) => onDelete)).not.toContain('goes-too');
      expect(found.notLookedAt).toContainEqual(
        expect.stringMatching(/^tables of shop to which .*grant SELECT on all of shop/),
      );
    });

    it('names the tables whose values it may not read, and reads the others', async () => {
      await make(
        'CREATE TABLE a (mail text)',
        'CREATE TABLE b (mail text, word text)',
        "INSERT INTO a VALUES ('x@example.com')",
      );
      const found = await asClerk('SELECT ON shop.a', 'INSERT ON shop.b');

      expect(tableIn(found, 'a')?.fields[0]?.forms).toEqual({ email: 1 });
      expect(tableIn(found, 'b')?.fields.map(({ name }) => name)).toEqual(['mail', 'word']);
      expect(found.notLookedAt).toContain(
        "values of b: the desk's user may not read it (grant SELECT on it)",
      );
    });

    it('is refused where it may read none of them', async () => {
      await make('CREATE TABLE a (mail text)');

      await expect(asClerk('INSERT ON shop.*')).rejects.toThrow(StoreForbiddenError);
    });
  });

  it('looks at the other tables where one cannot be read, and names it', async () => {
    await make(
      'CREATE TABLE a (mail text)',
      'CREATE TABLE b (mail text)',
      "INSERT INTO b VALUES ('x@example.com')",
    );
    await make('LOCK TABLES a WRITE, b READ');
    const found = await survey().finally(() => make('UNLOCK TABLES'));

    expect(tableIn(found, 'a')?.fields[0]).toMatchObject({ name: 'mail', forms: {} });
    expect(tableIn(found, 'b')?.fields[0]).toMatchObject({ name: 'mail', forms: { email: 1 } });
    expect(found.notLookedAt).toEqual([expect.stringMatching(/^values of a: somebody else holds the rows/)]);
  });

  it('writes nothing, and leaves no transaction open', async () => {
    await make(...family, 'INSERT INTO owners VALUES (1)');
    await survey();

    await make('SET SESSION lock_wait_timeout = 1', 'DROP TABLE pets', 'DROP TABLE owners');
  });
});
