import { CreateTableCommand, type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { StoreShapeError } from '../../functions/connectors/connector';
import { createDynamoDbConnector } from '../../functions/connectors/dynamodb/dynamodb-connector';
import type { CollectionMap } from '../../functions/domain/data-map';
import { aCollection, aStore, gather } from './small-map';

const indexes = [
  { name: 'byOwner', hash: 'owner' },
  { name: 'byOwnerSparse', hash: 'owner', range: 'at' },
  { name: 'byOwnerWhole', hash: 'owner', range: 'n' },
];

/** What only DynamoDB has: keys and indexes, numbers, reserved words. */
export function dynamoDbParticulars(client: () => DynamoDBClient): void {
  const things = (physical: object, more: Partial<CollectionMap> = {}) =>
    aStore('dynamodb', [
      aCollection('things', ['n', 'owner', 'status'], {
        primaryKey: ['n'],
        facts: ['owner'],
        physical: { table: 'particular-things', ...physical },
        ...more,
      }),
    ]);
  const open = (physical: object, more: Partial<CollectionMap> = {}) =>
    createDynamoDbConnector({ store: things(physical, more), client: client() });
  const byOwner = { indexes: [{ name: 'byOwner', field: 'owner' }] };
  const find = (field: string, value: string) => [{ collection: 'things', field, values: [value] }];

  beforeAll(async () => {
    await client().send(
      new CreateTableCommand({
        TableName: 'particular-things',
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [
          { AttributeName: 'n', AttributeType: 'N' },
          { AttributeName: 'owner', AttributeType: 'S' },
          { AttributeName: 'at', AttributeType: 'S' },
        ],
        KeySchema: [{ AttributeName: 'n', KeyType: 'HASH' }],
        GlobalSecondaryIndexes: indexes.map(({ name, hash, range }) => ({
          IndexName: name,
          KeySchema: [
            { AttributeName: hash, KeyType: 'HASH' },
            ...(range ? [{ AttributeName: range, KeyType: 'RANGE' as const }] : []),
          ],
          Projection: { ProjectionType: 'KEYS_ONLY' },
        })),
      }),
    );
    let ready = false;
    while (!ready) {
      ready = await open({})
        .probe()
        .then(
          () => true,
          () => false,
        );
    }
    await client().send(
      new PutItemCommand({
        TableName: 'particular-things',
        Item: {
          n: { N: '1.5' },
          owner: { S: 'ada' },
          status: { S: 'reserved word' },
          exact: { N: '12345678901234567890.5' },
          small: { N: '0.25' },
          flag: { BOOL: false },
          nothing: { NULL: true },
          bytes: { B: Buffer.from([0, 255]) },
          list: { L: [{ N: '1' }, { S: 'x' }] },
          map: { M: { a: { M: { b: { N: '2' } } } } },
          words: { SS: ['x', 'y'] },
          numbers: { NS: ['1', '2.5'] },
          emptied: { S: '' },
          holds_none: { M: {} },
        },
      }),
    );
  });

  it('exports every type exactly', async () => {
    const [record] = await gather(open(byOwner).export([{ collection: 'things', key: { n: '1.5' } }]));

    expect(record?.values).toEqual({
      n: 1.5,
      owner: 'ada',
      status: 'reserved word',
      exact: '12345678901234567890.5',
      small: 0.25,
      flag: false,
      nothing: null,
      bytes: 'AP8=',
      list: [1, 'x'],
      map: { a: { b: 2 } },
      words: ['x', 'y'],
      numbers: [1, 2.5],
      emptied: '',
      holds_none: {},
    });
  });

  it('names attributes that the map does not know, except empty ones', async () => {
    const { unmapped } = await open(byOwner).locate(find('owner', 'ada'));

    expect(unmapped.map(({ field }) => field).sort()).toEqual(
      ['bytes', 'exact', 'flag', 'list', 'map', 'numbers', 'small', 'words'].sort(),
    );
  });

  it.each([
    ['1.5', 1],
    ['1.50', 0],
    ['01.5', 0],
    ['1.5e0', 0],
    ['ada', 0],
    ['99999999999999999999999999999999999999999999', 0],
  ])('compares a number key with %s as text', async (value, rows) => {
    expect((await open(byOwner).locate(find('n', value))).rows).toHaveLength(rows);
  });

  it('refuses a search that no key or index answers', async () => {
    await expect(open(byOwner).locate(find('status', 'x'))).rejects.toThrow(
      'no key or index finds rows of things by status',
    );
  });

  it.each([
    ['is not there', [{ name: 'byNothing', field: 'owner' }]],
    ['has another partition key', [{ name: 'byOwner', field: 'status' }]],
    ['leaves out items without its sort key', [{ name: 'byOwnerSparse', field: 'owner' }]],
  ])('refuses an index that %s', async (problem, wrong) => {
    const connector = open({ indexes: wrong });

    await expect(connector.probe()).rejects.toThrow(StoreShapeError);
    await expect(connector.probe()).rejects.toThrow(problem);
  });

  it('uses an index whose sort key every item has', async () => {
    const connector = open({ indexes: [{ name: 'byOwnerWhole', field: 'owner' }] });

    expect((await connector.locate(find('owner', 'ada'))).rows).toHaveLength(1);
  });

  it('refuses a map whose key is not the key of the table', async () => {
    await expect(open(byOwner, { primaryKey: ['owner'] }).probe()).rejects.toThrow(StoreShapeError);
    await expect(open({ table: 'particular-nothing' }).probe()).rejects.toThrow(StoreShapeError);
  });

  it('blanks a field named with a reserved word, and removes an attribute for null', async () => {
    const connector = open(byOwner);
    const blank = { status: 'gone', owner: null, list: null };
    const keys = [{ n: '1.5' }];

    const receipt = await connector.erase([
      { collection: 'things', keys, action: 'anonymise', blank, atMost: 1 },
    ]);

    expect(receipt.collections[0]).toMatchObject({ anonymised: 1 });
    const [record] = await gather(connector.export([{ collection: 'things', key: { n: '1.5' } }]));
    expect(record?.values.status).toBe('gone');
    expect(Object.keys(record?.values ?? {})).not.toEqual(expect.arrayContaining(['owner']));
    expect((await connector.locate(find('owner', 'ada'))).rows).toEqual([]);
  });

  it('does not create an item by blanking one that is gone', async () => {
    const connector = open(byOwner);
    const instruction = { collection: 'things', keys: [{ n: '7' }], action: 'anonymise', atMost: 1 } as const;

    const receipt = await connector.erase([{ ...instruction, blank: { status: 'gone' } }]);

    expect(receipt.collections[0]).toMatchObject({ anonymised: 0, alreadyAbsent: 1 });
    expect(await gather(connector.export([{ collection: 'things', key: { n: '7' } }]))).toEqual([]);
  });

  it('refuses to blank a key', async () => {
    const instruction = {
      collection: 'things',
      keys: [{ n: '1.5' }],
      action: 'anonymise',
      atMost: 1,
    } as const;

    await expect(open(byOwner).erase([{ ...instruction, blank: { n: 0 } }])).rejects.toThrow(StoreShapeError);
  });
}
