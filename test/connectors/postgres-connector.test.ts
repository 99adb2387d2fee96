import { connectorContract } from '../contracts/connector.contract';
import { postgresClub } from './postgres-club';
import { postgresParticulars } from './postgres-particulars';
import { suiteDatabase } from './suite-database';

jest.setTimeout(30_000);

describe('the PostgreSQL connector on PGlite', () => {
  const databaseUrl = suiteDatabase();

  connectorContract(postgresClub(databaseUrl));

  describe('particulars', () => postgresParticulars(databaseUrl));
});
