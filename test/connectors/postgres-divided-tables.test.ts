import { Client } from 'pg';
import type { Connector } from '../../functions/connectors/connector';
import { locateEverything } from '../../functions/connectors/locate-everything';
import { createPostgresConnector } from '../../functions/connectors/postgres/postgres-connector';
import { aCollection, aField, aStore, gather } from './small-map';
import { suiteDatabase } from './suite-database';

jest.setTimeout(30_000);

const url = suiteDatabase();
let client: Client;
let connector: Connector;

const fields = ['id', 'owner', 'type', 'body'];
const physical = (rows: Readonly<Record<string, unknown>>) => ({ table: 'entries', rows });
const orders = aCollection('orders', fields, { physical: physical({ type: ['order', 'refund'] }) });
const rest = aCollection('rest', fields, { physical: physical({ type: { not: ['order', 'refund'] } }) });

beforeEach(async () => {
  client = new Client({ connectionString: url() });
  await client.connect();
  await client.query(`DROP TABLE IF EXISTS entries;
    CREATE TABLE entries (id int PRIMARY KEY, owner text, type text, body text);
    INSERT INTO entries VALUES (1, 'ida', 'order', 'a'), (2, 'ida', 'page', 'b'), (3, 'ida', NULL, 'c'),
      (4, 'ida', 'Order', 'd'), (5, 'bob', 'order', 'e'), (6, 'ida', 'refund', 'f')`);
  connector = createPostgresConnector({ store: aStore('postgres', [orders, rest]), url: url() });
});

afterEach(async () => {
  await connector.close();
  await client.end();
});

const search = (collection: string) => [{ collection, field: 'owner', values: ['ida'] }];
const idsFound = async (collection: string) =>
  (await locateEverything(connector, search(collection))).rows.map(({ key }) => key.id);
const idsLeft = async () =>
  (await client.query('SELECT id FROM entries ORDER BY id')).rows.map(({ id }) => id as number);

describe('a table that several collections share', () => {
  it('gives to each collection its own rows, and to the rest those with any other value or none', async () => {
    expect(await idsFound('orders')).toEqual(['1', '6']);
    expect(await idsFound('rest')).toEqual(['2', '3', '4']);
  });

  it('gives no row to a collection that does not hold it, even by its key', async () => {
    const rows = ['1', '2'].map((id) => ({ collection: 'orders', key: { id } }));

    const records = await gather(connector.export(rows));

    expect(records.map(({ key }) => key.id)).toEqual(['1']);
  });

  it('loses only rows of the collection that is erased', async () => {
    const keys = ['1', '2', '3'].map((id) => ({ id }));

    const receipt = await connector.erase([{ collection: 'rest', action: 'erase', keys, atMost: 3 }]);

    expect(receipt.collections).toEqual([expect.objectContaining({ erased: 2, alreadyAbsent: 1 })]);
    expect(await idsLeft()).toEqual([1, 4, 5, 6]);
  });

  it('is erased for two collections in one call, each in its own rows', async () => {
    await connector.erase([
      { collection: 'orders', action: 'erase', keys: [{ id: '1' }], atMost: 1 },
      { collection: 'rest', action: 'anonymise', keys: [{ id: '2' }], atMost: 1, blank: { owner: '' } },
    ]);

    expect(await idsLeft()).toEqual([2, 3, 4, 5, 6]);
    expect(await idsFound('rest')).toEqual(['3', '4']);
  });

  it('is described once for each collection, and proves that nothing else is in it', async () => {
    const { collections } = await connector.describe();

    expect(collections.map(({ name, table }) => `${name} ${table}`)).toEqual([
      'orders entries',
      'rest entries',
    ]);
    const { problems } = await connector.examine();
    expect(problems.filter(({ blocks }) => blocks !== 'nothing')).toEqual([]);
  });

  it('asks for no constraint that its other rows would break', async () => {
    await connector.close();
    const told = {
      ...orders,
      fields: fields.map((name) => aField(name, name === 'owner' ? { unique: true } : {})),
    };
    connector = createPostgresConnector({ store: aStore('postgres', [told, rest]), url: url() });

    const { problems } = await connector.examine();

    const remedies = problems.filter(({ code }) => code === 'not-unique').map(({ remedy }) => remedy);
    expect(remedies).toEqual([expect.stringContaining('Leave it if the software writes one such row')]);
  });

  it('names an address inside a longer text only in the collection that holds the row', async () => {
    await connector.close();
    await client.query("UPDATE entries SET owner = 'Ida <ida@example.com>' WHERE id = 2");
    const mailed = [orders, rest].map((one) => ({
      ...one,
      fields: one.fields.map(({ name }) => aField(name, name === 'owner' ? { identity: 'email' } : {})),
    }));
    connector = createPostgresConnector({ store: aStore('postgres', mailed), url: url() });
    const mentions = async (collection: string) =>
      (
        await locateEverything(connector, [{ collection, field: 'owner', values: ['ida@example.com'] }])
      ).unread?.map(({ place }) => place);

    expect(await mentions('orders')).toBeUndefined();
    expect(await mentions('rest')).toEqual(['entries.owner (id 2)']);
  });
});
