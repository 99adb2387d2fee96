import { connectorContract } from '../contracts/connector.contract';
import { ownChangesContract } from '../contracts/own-changes.contract';
import { postgresOwnChanges } from './own-changes';
import { postgresClub } from './postgres-club';
import { postgresParticulars } from './postgres-particulars';
import { suiteDatabase } from './suite-database';

jest.setTimeout(30_000);

describe('the PostgreSQL connector on PGlite', () => {
  const databaseUrl = suiteDatabase();

  connectorContract(postgresClub(databaseUrl));

  ownChangesContract(postgresOwnChanges(databaseUrl));

  describe('particulars', () => postgresParticulars(databaseUrl));
});
