import { DeleteItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { StoreUnavailableError } from '../../functions/connectors/connector';
import { createDynamoDbConnector } from '../../functions/connectors/dynamodb/dynamodb-connector';
import { startDynamoDb } from '../../local/aws/dynamodb-server';
import type { LoopbackServer } from '../../local/aws/loopback-server';
import { clientAt, contentOf, makeTable, put } from './single-table';
import { aCollection, aStore } from './small-map';

jest.setTimeout(60_000);

const ROWS = 120;
const keys = Array.from({ length: ROWS }, (_, at) => ({ id: `v-${at}` }));
const design = { name: 'visits', key: ['id'] };

describe('an erasure of many items in DynamoDB', () => {
  let server: LoopbackServer;
  let plain: DynamoDBClient;

  beforeAll(async () => {
    server = await startDynamoDb({});
    plain = clientAt(server.endpoint);
    await makeTable(plain, design);
  });

  beforeEach(() =>
    put(
      plain,
      'visits',
      keys.map(({ id }) => ({ id: { S: id } })),
    ),
  );

  afterAll(async () => {
    plain.destroy();
    await server.stop();
  });

  const eraseBy = (client: DynamoDBClient, of = keys) =>
    createDynamoDbConnector({
      store: aStore('dynamodb', [aCollection('visits', ['id'])]),
      client,
    }).erase([{ collection: 'visits', keys: of, action: 'erase', atMost: of.length }]);

  /** Refuses tries of a deletion, as a table does that is asked for too much; `nth` counts all tries. */
  const throttled = (refuses: (nth: number) => boolean, maxAttempts: number) => {
    const client = clientAt(server.endpoint, maxAttempts);
    let nth = 0;
    client.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          if (commandName !== 'DeleteItemCommand') return next(args);
          nth += 1;
          if (!refuses(nth)) return next(args);
          throw Object.assign(new Error(), {
            name: 'ProvisionedThroughputExceededException',
            $metadata: { httpStatusCode: 400 },
          });
        },
      { step: 'deserialize', priority: 'high' },
    );
    return client;
  };

  it('has several calls under way at a time, a bounded number, one for each item', async () => {
    const client = clientAt(server.endpoint);
    const counted = { all: 0, now: 0, most: 0 };
    client.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          if (commandName !== 'DeleteItemCommand') return next(args);
          counted.all += 1;
          counted.now += 1;
          counted.most = Math.max(counted.most, counted.now);
          return next(args).finally(() => {
            counted.now -= 1;
          });
        },
      { step: 'initialize' },
    );

    const { collections } = await eraseBy(client);

    expect(collections[0]).toMatchObject({ erased: ROWS, alreadyAbsent: 0 });
    expect([counted.all, counted.most]).toEqual([ROWS, 16]);
  });

  it('goes on when it is throttled in the middle, and counts each item once', async () => {
    const client = throttled((nth) => nth > 50 && nth < 60, 8);

    const { collections } = await eraseBy(client);

    expect(collections[0]).toMatchObject({ erased: ROWS, alreadyAbsent: 0 });
    expect((await contentOf(plain, design)).size).toBe(0);
  });

  it('does not count as its own what somebody else erased, although it was throttled', async () => {
    await plain.send(new DeleteItemCommand({ TableName: 'visits', Key: { id: { S: 'v-0' } } }));

    const { collections } = await eraseBy(
      throttled((nth) => nth === 1, 8),
      keys.slice(0, 1),
    );

    expect(collections[0]).toMatchObject({ erased: 0, alreadyAbsent: 1 });
  });

  it('ends without a receipt when it is throttled for too long, and can be repeated', async () => {
    const refused = eraseBy(throttled((nth) => nth > 50, 2));

    await expect(refused).rejects.toThrow(StoreUnavailableError);
    const left = (await contentOf(plain, design)).size;
    const { collections } = await eraseBy(plain);

    expect(left).toBe(ROWS - 50);
    expect(collections[0]).toMatchObject({ erased: left, alreadyAbsent: 50 });
  });
});
