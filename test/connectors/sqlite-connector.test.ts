import { connectorContract } from '../contracts/connector.contract';
import { ownChangesContract } from '../contracts/own-changes.contract';
import { sqliteOwnChanges } from './own-changes';
import { sqliteClub } from './sqlite-club';

describe('the SQLite connector', () => {
  connectorContract(sqliteClub);

  ownChangesContract(sqliteOwnChanges);
});
