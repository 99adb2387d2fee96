import { mysqlClub } from '../connectors/mysql-club';
import { mysqlParticulars } from '../connectors/mysql-particulars';
import { mysqlOwnChanges } from '../connectors/own-changes';
import { connectorContract } from '../contracts/connector.contract';
import { ownChangesContract } from '../contracts/own-changes.contract';
import type { MysqlServer } from './mysql-server';
import { serverName, startRealMysql } from './real-mysql';

jest.setTimeout(60_000);

describe(`the MySQL connector on ${serverName}`, () => {
  let server: MysqlServer;

  beforeAll(async () => {
    server = await startRealMysql();
  });

  afterAll(() => server.stop());

  connectorContract(mysqlClub(() => server.url()));

  ownChangesContract(mysqlOwnChanges(() => server.url()));

  describe('particulars', () => mysqlParticulars(() => server.url(), serverName));
});
