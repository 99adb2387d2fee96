import { openPostgresSurveyor } from '../../functions/connectors/postgres/survey-postgres';
import type { StoreSurvey } from '../../functions/connectors/survey';
import { aStore } from './small-map';
import { runIn, suiteDatabase } from './suite-database';

jest.setTimeout(60_000);

/** A value of such a type cannot be read as text. */
const BROKEN = `
  CREATE TYPE pair AS (a int, b int);
  CREATE FUNCTION shown(pair) RETURNS text LANGUAGE sql AS 'SELECT (($1).a / ($1).b)::text';
  CREATE CAST (pair AS text) WITH FUNCTION shown(pair);
  CREATE TABLE broken (id int PRIMARY KEY, mail text, both_of_it pair);
  INSERT INTO broken VALUES (1, 'zelda@example.com', ROW(1, 0));`;

describe('a survey of PostgreSQL', () => {
  const database = suiteDatabase();
  const survey = async (rows = 50): Promise<StoreSurvey> => {
    const surveyor = openPostgresSurveyor({
      ...{
        store: aStore('postgres', []),
        connection: {},
        credentials: { url: database() },
        clock: undefined,
      },
    });
    return surveyor.survey({ rows }).finally(() => surveyor.close());
  };

  it('looks at the other tables where one cannot be read, and names it', async () => {
    await runIn(database(), BROKEN);
    await runIn(
      database(),
      "CREATE TABLE whole (id int PRIMARY KEY, mail text); INSERT INTO whole VALUES (1, 'zelda@example.com')",
    );
    const { collections, notLookedAt } = await survey();
    const mailOf = (table: string) =>
      collections.find(({ name }) => name === table)?.fields.find(({ name }) => name === 'mail')?.forms;

    expect([mailOf('broken'), mailOf('whole')]).toEqual([{}, { email: 1 }]);
    expect(notLookedAt).toEqual([
      expect.stringMatching(/^values of broken: the database refused \(SQLSTATE 22012/),
    ]);
    expect((await survey(0)).notLookedAt).toEqual([]);
  });
});
