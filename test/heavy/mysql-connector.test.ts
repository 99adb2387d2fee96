import { mysqlClub } from '../connectors/mysql-club';
import { mysqlParticulars } from '../connectors/mysql-particulars';
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

  describe('particulars', () => mysqlParticulars(() => server.url()));
});
