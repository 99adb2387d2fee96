import { Client } from 'pg';
import { createPostgresConnector } from '../../functions/connectors/postgres/postgres-connector';
import { aCollection, aStore, gather } from './small-map';
import { suiteDatabase } from './suite-database';

jest.setTimeout(30_000);

const schema = `
CREATE TABLE items (code text UNIQUE NOT NULL, order_id int, item_no int, owner text, PRIMARY KEY (order_id, item_no));
CREATE TABLE maybe (code text, owner text);
INSERT INTO items VALUES ('a', 1, 1, 'ada'), ('b', 1, 2, 'ada'), ('c', 2, 1, 'bo');
INSERT INTO maybe VALUES ('a', 'ada');`;

/** Maps that name no key, as in Fides. */
const collections = ['items', 'maybe'].map((name) => aCollection(name, ['owner'], { primaryKey: [] }));
const [items, maybe] = collections;

describe('a table whose key the map does not name', () => {
  const databaseUrl = suiteDatabase();

  const connectorFor = (...mapped: typeof collections) =>
    createPostgresConnector({ store: aStore('postgres', mapped), url: databaseUrl() });

  beforeAll(async () => {
    const client = new Client({ connectionString: databaseUrl() });
    await client.connect();
    await client.query(schema);
    await client.end();
  });

  it('is read, copied and erased by its primary key', async () => {
    const connector = connectorFor(...(items ? [items] : []));
    const search = { collection: 'items', field: 'owner', values: ['ada'] };

    const { rows, unmapped } = await connector.locate([search]);
    expect(rows.map(({ key }) => key)).toEqual([
      { order_id: '1', item_no: '1' },
      { order_id: '1', item_no: '2' },
    ]);
    expect(unmapped.map(({ field }) => field).sort()).toEqual(['code', 'item_no', 'order_id']);
    expect((await gather(connector.export(rows))).map(({ values }) => values.owner)).toEqual(['ada', 'ada']);

    const keys = rows.slice(0, 1).map(({ key }) => key);
    const receipt = await connector.erase([{ collection: 'items', action: 'erase', keys, atMost: 1 }]);
    expect(receipt.collections[0]?.erased).toBe(1);
    expect((await connector.locate([search])).rows).toHaveLength(1);
    await connector.close();
  });

  it('that has none at all does not hide a column that the map does not know', async () => {
    const connector = connectorFor(...(maybe ? [maybe] : []));

    const { rows, unmapped } = await connector.locate([
      { collection: 'maybe', field: 'owner', values: ['ada'] },
    ]);

    expect(rows).toHaveLength(1);
    expect(unmapped).toEqual([{ collection: 'maybe', field: 'code' }]);
    await connector.close();
  });
});
