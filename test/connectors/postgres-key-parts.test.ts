import { Client } from 'pg';
import { createPostgresConnector } from '../../functions/connectors/postgres/postgres-connector';
import type { CollectionMap, FieldMap, Reach } from '../../functions/domain/data-map';
import { aCollection, aField, aStore } from './small-map';
import { suiteDatabase } from './suite-database';

jest.setTimeout(30_000);

const down = (field: string, collection: string, of: string, where?: Record<string, string>): Reach => ({
  field,
  from: { storeId: 'store', collection, field: of },
  leads: 'down',
  ...(where ? { where } : {}),
});
const up = (field: string, collection: string, of: string): Reach => ({
  ...down(field, collection, of),
  leads: 'up',
});

function users(key: readonly string[], more: Partial<Record<string, Partial<FieldMap>>> = {}): CollectionMap {
  const names = ['tenant', 'id', 'number', 'email'];
  const fields = names.map((name) =>
    aField(name, { ...(name === 'email' ? { identity: 'email' } : {}), ...more[name] }),
  );
  const reachedBy: Reach[] = fields.flatMap(({ name, identity }) =>
    identity ? [{ field: name, identity }] : [],
  );
  return aCollection('users', names, { primaryKey: key, fields, reachedBy, ownRecord: true });
}

const orders = (key: readonly string[], ...reachedBy: Reach[]) =>
  aCollection('orders', ['tenant', 'id', 'user_id'], { primaryKey: key, reachedBy });

const columns = 'tenant int NOT NULL, id int NOT NULL, number text, email text';
const ofTenants = `CREATE TABLE users (${columns}, PRIMARY KEY (tenant, id))`;
const numbered = `CREATE TABLE users (${columns}, uid uuid PRIMARY KEY DEFAULT gen_random_uuid(), UNIQUE (tenant, id))`;
const partly = `CREATE TABLE users (${columns}, uid uuid PRIMARY KEY DEFAULT gen_random_uuid());
  CREATE UNIQUE INDEX of_tenant ON users (tenant, id) WHERE email IS NOT NULL`;
const three = `CREATE TABLE users (${columns}, PRIMARY KEY (tenant, number, id))`;
const ordersTable = 'CREATE TABLE orders (tenant int, id int PRIMARY KEY, user_id int)';
const ofTenant = (more: string) =>
  `CREATE TABLE orders (tenant int, id int, user_id int, PRIMARY KEY (tenant, id)${more})`;
const ordersOfTenants = ofTenant(', FOREIGN KEY (tenant, user_id) REFERENCES users (tenant, id)');
const sameName = ofTenant('');
const rows = `INSERT INTO users (tenant, id, number, email) VALUES (1, 5, 'a', 'ida@example.com'), (2, 5, 'a', 'bo@example.com');
  INSERT INTO orders (tenant, id, user_id) VALUES (1, 10, 5), (2, 11, 5)`;

describe('a reference by a part of a compound unique key', () => {
  const databaseUrl = suiteDatabase();

  async function world(schema: readonly string[], ...collections: CollectionMap[]) {
    const client = new Client({ connectionString: databaseUrl() });
    await client.connect();
    await client.query(`DROP SCHEMA public CASCADE; CREATE SCHEMA public; ${schema.join('; ')}`);
    await client.end();
    const url = databaseUrl();
    const connector = createPostgresConnector({ store: aStore('postgres', collections), url });
    const { problems } = await connector.examine();
    const found = await connector
      .locate([{ collection: 'orders', field: 'user_id', values: ['5'] }])
      .finally(() => connector.close());
    return { found, problems: problems.filter(({ code }) => code === 'part-of-key') };
  }

  it.each([
    ['that the map leaves to the database', [ofTenants, ordersTable], []],
    ['of three columns', [three, ordersTable], []],
    ['of three columns, two of which are compared', [three, sameName], []],
    ['whose other part only a column of the same name could tell', [ofTenants, sameName], []],
    ['that the map names, where only such a column could tell', [ofTenants, sameName], ['tenant', 'id']],
    ['beside a primary key of its own', [numbered, ordersTable], []],
    ['beside a primary key that the map names', [numbered, ordersTable], ['uid']],
    ['in a part of the rows', [partly, ordersTable], []],
    [
      'of a table parted by tenant',
      [`${ofTenants} PARTITION BY RANGE (tenant)`, 'CREATE TABLE u1 PARTITION OF users DEFAULT', ordersTable],
      [],
    ],
  ])('is not followed to a key %s', async (_, schema, key) => {
    const people = users(key);
    const isNew = (name: string) => people.fields.every((field) => field.name !== name);
    const fields = key.filter(isNew).map((name) => aField(name));
    const mapped = { ...people, fields: [...people.fields, ...fields] };

    const { found, problems } = await world(
      [...schema, rows],
      mapped,
      orders([], down('user_id', 'users', 'id')),
    );

    expect(found).toMatchObject({ rows: [], unread: [{ collection: 'orders', reason: 'misfit' }] });
    expect(problems).toEqual([
      expect.objectContaining({
        collection: 'orders',
        field: 'user_id',
        table: 'users',
        blocks: 'everything',
        constraint: expect.stringMatching(/users|of_tenant/),
        remedy: expect.stringMatching(
          /mark tenant.* as primary_key of users.* refer to users\.(tenant|number)/,
        ),
      }),
    ]);
  });

  it.each([
    [
      'a foreign key of the database joins both by the rest of their keys',
      [ofTenants, ordersOfTenants],
      orders([], down('user_id', 'users', 'id')),
    ],
    [
      'the map lets every part refer',
      [ofTenants, ordersTable],
      orders([], down('user_id', 'users', 'id'), down('tenant', 'users', 'tenant')),
    ],
    [
      'the column alone is unique too',
      [`${ofTenants}; CREATE UNIQUE INDEX ON users (id) WHERE tenant = 1`, ordersTable],
      orders([], down('user_id', 'users', 'id')),
    ],
  ])('is followed if %s', async (_, schema, referring) => {
    const { found, problems } = await world(schema, users([]), referring);

    expect(found).toEqual({ rows: [], unmapped: [] });
    expect(problems).toEqual([]);
  });

  it('is reported with the columns that the database itself compares', async () => {
    const composite =
      'CREATE TABLE orders (id int PRIMARY KEY, of_tenant int, tenant int, user_id int, CONSTRAINT whose FOREIGN KEY (of_tenant, user_id) REFERENCES users (tenant, id))';

    const { problems } = await world(
      [ofTenants, composite],
      users([]),
      orders([], down('user_id', 'users', 'id')),
    );

    expect(problems).toEqual([
      expect.objectContaining({
        table: 'orders',
        constraint: 'whose',
        remedy: expect.stringContaining('let orders.of_tenant refer to users.tenant'),
      }),
    ]);
  });

  it('does not include a time column of the same name', async () => {
    const { problems } = await world(
      [
        'CREATE TABLE users (tenant date, id int, number text, email text, PRIMARY KEY (tenant, id))',
        'CREATE TABLE orders (tenant date, id int, user_id int, PRIMARY KEY (tenant, id))',
      ],
      users([]),
      orders([], down('user_id', 'users', 'id')),
    );

    expect(problems).toHaveLength(1);
  });

  it('reads no row that is found only because others refer to it by such a part', async () => {
    const places = aCollection('orders', ['tenant', 'id', 'user_id'], {
      primaryKey: [],
      reachedBy: [up('user_id', 'users', 'id')],
    });
    const { found, problems } = await world(
      [
        `CREATE TABLE orders (tenant int, id int, user_id int, PRIMARY KEY (tenant, user_id)); CREATE TABLE users (${columns}, PRIMARY KEY (id))`,
      ],
      users([]),
      places,
    );

    expect(found).toMatchObject({ rows: [], unread: [{ reason: 'misfit' }] });
    expect(problems.map(({ collection }) => collection)).toEqual(['users', 'orders']);
  });

  describe('such a reference in a table partitioned by time', () => {
    const parted = [
      `CREATE TABLE users (${columns}, made date NOT NULL DEFAULT '2026-01-01', PRIMARY KEY (id, made)) PARTITION BY RANGE (made)`,
      'CREATE TABLE u1 PARTITION OF users DEFAULT',
      ordersTable,
    ];
    const people = (mine: string) => [
      ...parted,
      `INSERT INTO users VALUES (1, 5, 'a', 'ida@example.com', '2026-01-01'), (1, ${mine}, 'a', 'bo@example.com', '2026-02-02'); INSERT INTO orders VALUES (1, 10, 5)`,
    ];
    const listed = () => {
      const { ownRecord: _, ...plain } = users([]);
      return { ...plain, fields: [...plain.fields, aField('made')], name: 'users' };
    };
    const byMail = { collection: 'users', field: 'email', values: ['ida@example.com'] };

    async function find(mine: string) {
      const { problems } = await world(people(mine), listed(), orders([], down('user_id', 'users', 'id')));
      const store = aStore('postgres', [listed(), orders([], down('user_id', 'users', 'id'))]);
      const connector = createPostgresConnector({ store, url: databaseUrl() });
      return { problems, page: await connector.locate([byMail]).finally(() => connector.close()) };
    }

    it('follows a number that only one row holds', async () => {
      const { problems, page } = await find('6');

      expect(problems).toEqual([]);
      expect(page.rows).toHaveLength(1);
    });

    it('follows none that two rows hold', async () => {
      const { page } = await find('5');

      expect(page).toMatchObject({ rows: [], unread: [{ collection: 'users', reason: 'misfit' }] });
    });
  });

  it.each([
    ['customer-number', 1],
    ['user-id', 1],
    ['email', 0],
    ['phone', 0],
  ])('teaches no %s that is counted by tenant', async (identity, count) => {
    const people = users([], { number: { identity } });
    const schema = `CREATE TABLE users (${columns}, PRIMARY KEY (id), UNIQUE (tenant, number))`;

    const { problems } = await world(
      [schema, ordersTable],
      people,
      orders([], down('user_id', 'users', 'id')),
    );

    expect(problems).toHaveLength(count);
    if (count > 0)
      expect(problems[0]).toMatchObject({ collection: 'users', field: 'number', blocks: 'everything' });
  });
});
