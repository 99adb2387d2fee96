import { mysqlClub } from '../connectors/mysql-club';
import { connectorContract } from '../contracts/connector.contract';
import { type RealMariadb, startRealMariadb } from './real-mariadb';

jest.setTimeout(60_000);

describe('the MySQL connector on MariaDB', () => {
  let server: RealMariadb;

  beforeAll(async () => {
    server = await startRealMariadb();
  });

  afterAll(() => server.stop());

  connectorContract(mysqlClub(() => server.url()));
});
