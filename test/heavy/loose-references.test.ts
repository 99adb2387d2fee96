import { createConnection } from 'mysql2/promise';
import { Client } from 'pg';
import type { Connector } from '../../functions/connectors/connector';
import { createMysqlConnector } from '../../functions/connectors/mysql/mysql-connector';
import { createPostgresConnector } from '../../functions/connectors/postgres/postgres-connector';
import type { CollectionMap } from '../../functions/domain/data-map';
import { aCollection, aStore } from '../connectors/small-map';
import { startRealMysql } from './real-mysql';
import { startRealPostgres } from './real-postgres';

jest.setTimeout(90_000);

const to = (field: string): CollectionMap['reachedBy'][number] => ({
  field,
  leads: 'down',
  from: { storeId: 'store', collection: 'members', field: 'id' },
});
const collections = [
  aCollection('members', ['id', 'email'], { ownRecord: true }),
  aCollection('posts', ['id', 'member'], { reachedBy: [to('member')] }),
  aCollection('messages', ['id', 'sender', 'reader'], { reachedBy: [to('sender'), to('reader')] }),
];
const schema = (text: string) => [
  `CREATE TABLE members (id ${text} PRIMARY KEY, email ${text})`,
  `CREATE TABLE posts (id int PRIMARY KEY, member ${text} NOT NULL, FOREIGN KEY (member) REFERENCES members (id))`,
  `CREATE TABLE messages (id int PRIMARY KEY, sender ${text}, reader ${text}, FOREIGN KEY (reader) REFERENCES members (id))`,
  "INSERT INTO members VALUES ('ada', 'a'), ('ben', 'b')",
  "INSERT INTO posts VALUES (1, 'ada'), (2, 'ADA'), (3, 'ben')",
  "INSERT INTO messages VALUES (1, 'ada', 'BEN'), (2, 'ada', 'ben')",
];

function treatsReferencesAsTheDatabase(connector: () => Connector): void {
  it('tells a row as unclear that only the database calls equal', async () => {
    const found = await connector().locate([{ collection: 'posts', field: 'member', values: ['ada'] }]);

    expect(found.rows.map(({ key }) => key.id)).toEqual(['1']);
    expect(found.unread).toEqual([
      {
        collection: 'posts',
        place: expect.stringMatching(/posts[.]member \(id 2\)$/),
        reason: 'unclear',
        row: { id: '2' },
      },
    ]);
  });

  it('tells none to a search that only asks who else is named', async () => {
    const found = await connector().locate([
      { collection: 'posts', field: 'member', values: ['ada'], check: true },
    ]);

    expect(found.unread ?? []).toEqual([]);
  });

  it('names the row that it refers to in the letters of that row', async () => {
    const { rows } = await connector().locate([{ collection: 'messages', field: 'sender', values: ['ada'] }]);

    expect(rows.map(({ key, forms }) => [key.id, forms])).toEqual([
      ['1', { reader: 'ben' }],
      ['2', undefined],
    ]);
  });
}

describe('a reference that PostgreSQL compares by a collation', () => {
  let server: Awaited<ReturnType<typeof startRealPostgres>>;
  let connector: Connector;

  beforeAll(async () => {
    server = await startRealPostgres();
    const client = new Client({ connectionString: server.url() });
    await client.connect();
    await client.query(`DROP TABLE IF EXISTS messages, posts, members; DROP COLLATION IF EXISTS no_case;
      CREATE COLLATION no_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false)`);
    for (const sql of schema('text COLLATE no_case')) await client.query(sql);
    await client.end();
    connector = createPostgresConnector({
      store: aStore('postgres', collections),
      url: server.url(),
    });
  });

  afterAll(async () => {
    await connector?.close();
    await server.stop();
  });

  treatsReferencesAsTheDatabase(() => connector);
});

describe('a reference that MySQL compares by a collation', () => {
  let server: Awaited<ReturnType<typeof startRealMysql>>;
  let connector: Connector;

  beforeAll(async () => {
    server = await startRealMysql();
    const client = await createConnection({ uri: server.url(), charset: 'utf8mb4_bin' });
    await client.query('DROP TABLE IF EXISTS messages, posts, members');
    for (const sql of schema('varchar(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci'))
      await client.query(sql);
    await client.end();
    connector = createMysqlConnector({ store: aStore('mysql', collections), url: server.url() });
  });

  afterAll(async () => {
    await connector?.close();
    await server.stop();
  });

  treatsReferencesAsTheDatabase(() => connector);
});
