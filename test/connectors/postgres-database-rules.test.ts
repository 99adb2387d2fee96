import { postgresDatabaseRules } from './postgres-database-rules';
import { postgresOwnChangeRules } from './postgres-own-changes';
import { suiteDatabase } from './suite-database';

jest.setTimeout(30_000);

describe('the rules of a database on PGlite', () => {
  const databaseUrl = suiteDatabase();

  describe('the connector, whatever the database does by itself', () => postgresDatabaseRules(databaseUrl));

  describe('a correction or an opt-out', () => postgresOwnChangeRules(databaseUrl));
});
