import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { dynamoTombstones } from '../../functions/adapters/dynamo-tombstones';
import { deskTables } from '../../local/desk/create-tables';
import { tombstonesContract } from '../contracts/tombstones.contract';
import { type WireTables, wireTables } from './dynalite-table';

jest.setTimeout(60_000);

const table = deskTables.TOMBSTONE_TABLE;
const pepper = async () => Buffer.alloc(32);

tombstonesContract({
  name: 'the table on DynamoDB',
  open: async () => {
    const { client, close } = await wireTables();
    return { tombstones: dynamoTombstones({ client, table, pepper }), close };
  },
});

describe('the writing of many tombstones', () => {
  let tables: WireTables;
  const dates = { at: '2026-11-24T09:00:00.000Z', until: '2027-02-22T09:00:00.000Z' };
  const rows = Array.from({ length: 120 }, (_, nth) => ({
    storeId: 'shop',
    collection: 'orders',
    field: '',
    value: `o-${nth}`,
  }));

  beforeEach(async () => {
    tables = await wireTables();
  });

  afterEach(() => tables.close());

  /** Takes no more than `most` items of a call, as a table that is asked for too much; counts the calls. */
  function overloaded(most: number) {
    const calls = { writes: 0, reads: 0 };
    tables.client.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          const { RequestItems = {} } = args.input as { RequestItems?: Record<string, unknown[]> };
          if (commandName === 'BatchGetItemCommand') calls.reads += 1;
          if (commandName !== 'BatchWriteItemCommand') return next(args);
          calls.writes += 1;
          const asked = RequestItems[table] ?? [];
          const rest = asked.slice(most);
          if (rest.length === 0) return next(args);
          const taken = { ...args.input, RequestItems: { [table]: asked.slice(0, most) } };
          const result =
            most > 0 ? await next({ ...args, input: taken }) : { response: {}, output: { $metadata: {} } };
          Object.assign(result.output, { UnprocessedItems: { [table]: rest } });
          return result;
        },
      { step: 'initialize', priority: 'low' },
    );
    return calls;
  }
  const stored = async () =>
    (await tables.direct.send(new ScanCommand({ TableName: table, Select: 'COUNT' }))).Count;

  it('takes a call for 25 of them, and the search a call for 100', async () => {
    const calls = overloaded(25);
    const tombstones = dynamoTombstones({ client: tables.client, table, pepper });

    await tombstones.put('dsr-a', rows, dates);
    const found = await tombstones.find(rows, dates.at);

    expect(found.filter((one) => one === undefined)).toEqual([]);
    expect(calls).toEqual({ writes: 5, reads: 2 });
  });

  it('goes on with those that DynamoDB did not take', async () => {
    const calls = overloaded(10);

    await dynamoTombstones({ client: tables.client, table, pepper }).put('dsr-a', rows, dates);

    expect(await stored()).toBe(120);
    expect(calls.writes).toBe(14);
  });

  it('fails while DynamoDB takes none, so that nothing is erased, and can be repeated', async () => {
    overloaded(0);
    const tombstones = dynamoTombstones({ client: tables.client, table, pepper });

    await expect(tombstones.put('dsr-a', rows, dates)).rejects.toThrow('takes none');
    await dynamoTombstones({ client: tables.direct, table, pepper }).put('dsr-a', rows, dates);

    expect(await stored()).toBe(120);
  });
});
