import { postgresVectorRules } from './postgres-vectors';
import { suiteDatabase } from './suite-database';

jest.setTimeout(30_000);

describe('pgvector in PGlite', () => {
  postgresVectorRules(suiteDatabase());
});
