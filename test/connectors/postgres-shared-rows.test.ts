import { Client } from 'pg';
import { createPostgresConnector } from '../../functions/connectors/postgres/postgres-connector';
import { aCollection, aStore } from './small-map';
import { suiteDatabase } from './suite-database';

jest.setTimeout(30_000);

const schema = `
CREATE TABLE addresses (id bigint PRIMARY KEY, street text);
CREATE TABLE people (code char(6) PRIMARY KEY, email text, address_id bigint);
CREATE TABLE offices (id int PRIMARY KEY, address_id numeric(10,2));
INSERT INTO addresses VALUES (1, 'a'), (2, 'b'), (3, 'c');
INSERT INTO people VALUES ('AB', 'ada@example.com', 1), ('CD', 'bo@example.com', 2);
INSERT INTO offices VALUES (1, 3);`;

const pointers = [
  { collection: 'people', field: 'address_id', ownField: 'id' },
  { collection: 'offices', field: 'address_id', ownField: 'id' },
];
const store = aStore('postgres', [
  aCollection('addresses', ['id', 'street'], { owner: 'shared', referencedBy: pointers, facts: ['id'] }),
  aCollection('people', ['code', 'email', 'address_id'], { primaryKey: ['code'], facts: ['address_id'] }),
  aCollection('offices', ['id', 'address_id']),
]);

describe('a row that several people may share', () => {
  const databaseUrl = suiteDatabase();
  const open = () => createPostgresConnector({ store, url: databaseUrl() });

  beforeAll(async () => {
    const client = new Client({ connectionString: databaseUrl() });
    await client.connect();
    await client.query(schema);
    await client.end();
  });

  it('names the rows that refer to it as a search names them, without padding', async () => {
    const connector = open();

    const [person] = (
      await connector.locate([{ collection: 'people', field: 'email', values: ['ada@example.com'] }])
    ).rows;
    const [address] = (await connector.locate([{ collection: 'addresses', field: 'id', values: ['1'] }]))
      .rows;

    expect(address?.referrers).toEqual([{ collection: 'people', key: person?.key }]);
    await connector.close();
  });

  it('names a row that refers to it from a column of another type, and stays for it', async () => {
    const connector = open();
    const [address] = (await connector.locate([{ collection: 'addresses', field: 'id', values: ['3'] }]))
      .rows;

    const receipt = await connector.erase([
      {
        collection: 'addresses',
        action: 'erase',
        keys: [{ id: '3' }],
        atMost: 1,
        unlessReferencedBy: pointers,
      },
    ]);

    expect(address?.referrers).toEqual([{ collection: 'offices', key: { id: '1' } }]);
    expect(receipt.collections[0]).toMatchObject({ erased: 0, keptShared: 1 });
    await connector.close();
  });
});
