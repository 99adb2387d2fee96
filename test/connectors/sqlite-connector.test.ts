import { connectorContract } from '../contracts/connector.contract';
import { sqliteClub } from './sqlite-club';

describe('the SQLite connector', () => {
  connectorContract(sqliteClub);
});
