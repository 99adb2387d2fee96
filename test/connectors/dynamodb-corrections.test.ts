import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { createDynamoDbConnector } from '../../functions/connectors/dynamodb/dynamodb-connector';
import { startDynamoDb } from '../../local/aws/dynamodb-server';
import type { LoopbackServer } from '../../local/aws/loopback-server';
import { clientAt, makeTable, put, type RawItem } from './single-table';
import { aCollection, aField, aStore } from './small-map';

jest.setTimeout(30_000);

const table = { name: 'things', key: ['id'], indexes: { byOwner: ['owner'] } };
const key = { id: '1' };
const fields = ['limit', 'flag', 'note'];
const things = aCollection('things', ['id', 'owner', ...fields], {
  physical: { table: 'things', indexes: [{ name: 'byOwner', field: 'owner' }] },
});
const store = aStore('dynamodb', [
  { ...things, fields: [aField('id'), ...fields.map((name) => aField(name, { correctable: {} }))] },
]);

describe('a correction in DynamoDB', () => {
  let server: LoopbackServer;
  let client: DynamoDBClient;

  beforeAll(async () => {
    server = await startDynamoDb({});
    client = clientAt(server.endpoint);
    await makeTable(client, table);
  });

  afterAll(async () => {
    client.destroy();
    await server.stop();
  });

  const holding = (more: RawItem) =>
    put(client, 'things', [{ id: { S: '1' }, owner: { S: 'ada' }, ...more }]);
  const correct = async (field: string, from: string | null, to: string | null, look?: true) => {
    const changes = [{ field, from, to }];
    const connector = createDynamoDbConnector({ store, client });
    return (await connector.correct([{ collection: 'things', key, changes }], look)).rows[0];
  };
  const held = async () =>
    (await client.send(new GetItemCommand({ TableName: 'things', Key: { id: { S: '1' } } }))).Item;

  it.each([
    ['19.90', '19.9'],
    ['20.00', '20'],
    ['007', '7'],
    ['0.50', '0.5'],
    ['-3.10', '-3.1'],
    ['-0', '0'],
    ['0.000', '0'],
    ['100', '100'],
    ['12345678901234567890.50', '12345678901234567890.5'],
    ['10000000000000000000000000000000000000000', '1E+40'],
  ])('writes %s as a number, which the store keeps as %s, and finds it done', async (to, kept) => {
    await holding({ limit: { N: '5' } });

    expect(await correct('limit', '5', to)).toEqual({ state: 'done' });
    // The service stores one spelling of each number.
    await holding({ limit: { N: kept } });

    expect(await correct('limit', '5', to, true)).toEqual({ state: 'already' });
    expect(await correct('limit', '5', to)).toEqual({ state: 'already' });
  });

  it.each(['19.91', '1.99', '-19.9', '199', '0'])('takes no other number for 19.90: %s', async (other) => {
    await holding({ limit: { N: other } });

    expect(await correct('limit', '5', '19.90')).toEqual({ state: 'changed' });
    expect((await held())?.limit).toEqual({ N: other });
  });

  it('compares text as it is written', async () => {
    await holding({ note: { S: '19.9' } });

    expect(await correct('note', 'x', '19.90', true)).toEqual({ state: 'changed' });
    expect(await correct('note', '19.9', '19.90')).toEqual({ state: 'done' });
    expect((await held())?.note).toEqual({ S: '19.90' });
  });

  it.each([
    ['limit', '5', 'a lot'],
    ['limit', '5', '1e5'],
    ['limit', '5', '1,5'],
    ['limit', '5', '1234567890123456789012345678901234567890.5'],
    ['flag', 'true', 'yes'],
  ])(
    'refuses another type, or a value that would be stored differently, and changes nothing: %s',
    async (field, from, to) => {
      await holding({ limit: { N: '5' }, flag: { BOOL: true } });
      const before = await held();

      expect(await correct(field, from, to)).toMatchObject({ state: 'refused' });
      expect(await held()).toEqual(before);
    },
  );
});
