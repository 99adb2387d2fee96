import { postgresScale } from './postgres-scale';
import { suiteDatabase } from './suite-database';

jest.setTimeout(60_000);

describe('many rows on PGlite', () => {
  const databaseUrl = suiteDatabase();

  describe('the connector', () => postgresScale(databaseUrl));
});
