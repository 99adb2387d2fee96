import { Client } from 'pg';
import { openPostgresSurveyor } from '../../functions/connectors/postgres/survey-postgres';
import type { StoreSurvey } from '../../functions/connectors/survey';
import { aStore } from '../connectors/small-map';
import { type RealPostgres, startRealPostgres } from './real-postgres';

jest.setTimeout(180_000);

describe('a survey of a real PostgreSQL', () => {
  let server: RealPostgres;
  let client: Client;

  beforeAll(async () => {
    server = await startRealPostgres();
  });
  afterAll(() => server?.stop());

  const connect = async () => {
    client = new Client({ connectionString: server.url() });
    await client.connect();
  };
  const survey = async (url = server.url()): Promise<StoreSurvey> => {
    const surveyor = openPostgresSurveyor({
      ...{
        store: aStore('postgres', []),
        connection: {},
        credentials: { url },
        clock: undefined,
      },
    });
    return surveyor.survey({ rows: 10 }).finally(() => surveyor.close());
  };
  const formsIn = ({ collections }: StoreSurvey) =>
    collections.map(({ name, fields }) => [name, fields.find((field) => field.name === 'mail')?.forms]);

  it('looks at the other tables where one is locked or damaged, and names it', async () => {
    await connect();
    for (const table of ['a', 'b', 'c'])
      await client.query(
        `CREATE TABLE ${table} (id int PRIMARY KEY, mail text); INSERT INTO ${table} VALUES (1, 'x@example.com')`,
      );
    const { rows } = await client.query<{ path: string }>(
      "SELECT current_setting('data_directory') || '/' || pg_relation_filepath('b') AS path",
    );
    await client.query('CHECKPOINT');
    await client.query(`COPY (SELECT repeat('x', 8191)) TO '${rows[0]?.path}'`);
    await client.end();
    await server.restart();
    await connect();
    await client.query('BEGIN; LOCK TABLE a IN ACCESS EXCLUSIVE MODE');
    const found = await survey().finally(() => client.end());

    expect(formsIn(found)).toEqual([
      ['a', {}],
      ['b', {}],
      ['c', { email: 1 }],
    ]);
    expect(found.notLookedAt).toEqual([
      expect.stringMatching(/^values of a: somebody else holds the rows/),
      expect.stringMatching(/^values of b: .*\(XX001\)/),
    ]);
  });

  it('names the table whose rows a policy may hide', async () => {
    await connect();
    await client.query(`CREATE SCHEMA club; CREATE TABLE club.members (mail text); CREATE TABLE club.rooms (mail text);
      CREATE ROLE clerk LOGIN PASSWORD 'swordfish'; GRANT USAGE ON SCHEMA club TO clerk;
      GRANT SELECT ON ALL TABLES IN SCHEMA club TO clerk; ALTER TABLE club.members ENABLE ROW LEVEL SECURITY`);
    const found = await survey(server.url('clerk', 'swordfish')).finally(() => client.end());

    expect(found.notLookedAt.filter((words) => words.includes('club'))).toEqual([
      "values of club.members: row security applies to the desk's user (give it BYPASSRLS)",
    ]);
  });
});
