import { CreateTableCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { dynamoDbSurveyor } from '../../functions/connectors/dynamodb/survey-dynamodb';
import { startDynamoDb } from '../../local/aws/dynamodb-server';
import type { LoopbackServer } from '../../local/aws/loopback-server';
import { clientAt } from './single-table';

jest.setTimeout(30_000);

const canary = 'zx-canary-4410';

describe('a survey of DynamoDB', () => {
  let server: LoopbackServer;
  const survey = () => dynamoDbSurveyor(clientAt(server.endpoint)).survey({ rows: 10 });

  beforeAll(async () => {
    server = await startDynamoDb({});
    const client = clientAt(server.endpoint);
    for (const name of ['profiles', 'scores', 'a.b', 'a_b', 'everything', 'rightsdesk-register'])
      await client.send(
        new CreateTableCommand({
          TableName: name,
          KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
          AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
          BillingMode: 'PAY_PER_REQUEST',
        }),
      );
    for (const n of [1, 2, 3, 4])
      await client.send(
        new PutItemCommand({
          TableName: 'profiles',
          Item: { id: { S: `p${n}` }, email: { S: `${canary}${n}@example.com` }, age: { N: '40' } },
        }),
      );
    await client.send(
      new PutItemCommand({
        TableName: 'scores',
        Item: { id: { S: 'a' }, total: { N: '1' }, 'Zelda Bonn': { N: '2' }, zelda: { N: '3' } },
      }),
    );
    await client.send(new PutItemCommand({ TableName: 'everything', Item: { id: { S: 'CUSTOMER#1' } } }));
  });
  afterAll(() => server.stop());

  it('tells keys, attributes and the forms of values, and keeps no value', async () => {
    const { collections } = await survey();

    expect(collections.map(({ name, keys }) => [name, keys])).toEqual([
      ['a_b', [{ fields: ['id'], isPrimary: true }]],
      ['a_b_2', [{ fields: ['id'], isPrimary: true }]],
      ['profiles', [{ fields: ['id'], isPrimary: true }]],
      ['scores', [{ fields: ['id'], isPrimary: true }]],
    ]);
    expect(collections.slice(0, 2).map(({ place }) => place)).toEqual([{ table: 'a.b' }, { table: 'a_b' }]);
    expect(collections[2]?.fields.map(({ name, kind, forms }) => [name, kind, forms.email])).toEqual([
      ['id', 'text', undefined],
      ['age', 'number', undefined],
      ['email', 'text', 4],
    ]);
    expect(JSON.stringify(collections)).not.toContain(canary);
  });

  it('shows no attribute that is called as a person may be, and takes such a table for no complete one', async () => {
    const { collections, notLookedAt } = await survey();
    const scores = collections.find(({ name }) => name === 'scores');

    expect(scores?.fields.map(({ name }) => name)).toEqual(['id', 'total']);
    expect(scores?.isOpenEnded).toBe(true);
    expect(notLookedAt).toContain(
      'table scores: 2 fields whose names may be those of people: describe them by hand',
    );
  });

  it('says which table it cannot describe, and passes over those of the desk', async () => {
    const { notLookedAt } = await survey();

    expect(notLookedAt).toContain(
      'table everything: its keys hold several parts or kinds of item: describe it by hand (docs/data-map.md)',
    );
    expect(JSON.stringify(notLookedAt)).not.toMatch(/rightsdesk-register|profiles/);
  });
});
