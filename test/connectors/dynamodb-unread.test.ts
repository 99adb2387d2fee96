import type { TableDescription } from '@aws-sdk/client-dynamodb';
import { StoreUnavailableError } from '../../functions/connectors/connector';
import { createDynamoDbConnector } from '../../functions/connectors/dynamodb/dynamodb-connector';
import { locateEverything } from '../../functions/connectors/locate-everything';
import { rowPrints } from '../../functions/connectors/row-prints';
import type { CollectionMap } from '../../functions/domain/data-map';
import type { Search } from '../../functions/domain/finding';
import { startDynamoDb } from '../../local/aws/dynamodb-server';
import type { LoopbackServer } from '../../local/aws/loopback-server';
import { clientAt, makeTable, put } from './single-table';
import { aCollection, aStore } from './small-map';

jest.setTimeout(30_000);

interface Trouble {
  /** What is wrong with the second table, or with its map. */
  readonly physical?: CollectionMap['physical'];
  readonly primaryKey?: readonly string[];
  readonly described?: (table: TableDescription) => void;
  /** The operation that fails on it, and its error. */
  readonly fails?: readonly [operation: string, name: string];
}

const byMail = { indexes: [{ name: 'byMail', field: 'email' }] };
const lasting: readonly (readonly [string, 'misfit' | 'forbidden', Trouble])[] = [
  ['is not there', 'misfit', { physical: { table: 'renamed', ...byMail } }],
  [
    'lacks the index',
    'misfit',
    { physical: { table: 'tickets', indexes: [{ name: 'no', field: 'email' }] } },
  ],
  [
    'has an index that leaves items out',
    'misfit',
    { physical: { table: 'tickets', indexes: [{ name: 'byMailAndState', field: 'email' }] } },
  ],
  ['has another key', 'misfit', { primaryKey: ['email'] }],
  [
    'is being deleted',
    'misfit',
    {
      described: (table) => {
        table.TableStatus = 'DELETING';
      },
    },
  ],
  ['may not be described', 'forbidden', { fails: ['DescribeTable', 'AccessDeniedException'] }],
  ['may not be asked', 'forbidden', { fails: ['Query', 'AccessDeniedException'] }],
  ['may not be read from', 'forbidden', { fails: ['BatchGetItem', 'AccessDeniedException'] }],
  ['takes no such question', 'misfit', { fails: ['Query', 'ValidationException'] }],
];
const passing: readonly (readonly [string, Trouble])[] = [
  [
    'is still being made',
    {
      described: (table) => {
        table.TableStatus = 'CREATING';
      },
    },
  ],
  [
    'has an index that is still being built',
    {
      described: (table) => {
        for (const index of table.GlobalSecondaryIndexes ?? []) index.IndexStatus = 'CREATING';
      },
    },
  ],
  ['is throttled', { fails: ['Query', 'ThrottlingException'] }],
];

describe('a DynamoDB table that cannot be used', () => {
  let server: LoopbackServer;
  const ada = 'ada@example.com';
  const searches: Search[] = ['customers', 'tickets'].map((collection) => ({
    collection,
    field: 'email',
    values: [ada, 'ada@example.org'],
  }));
  const customers = () =>
    aCollection('customers', ['id', 'email'], { ownRecord: true, physical: { ...byMail } });
  const tickets = ({ physical, primaryKey }: Trouble, more: Partial<CollectionMap> = {}) =>
    aCollection('tickets', ['id', 'email'], {
      physical: physical ?? { table: 'tickets', ...byMail },
      ...(primaryKey ? { primaryKey } : {}),
      ...more,
    });
  const open = (trouble: Trouble, ...collections: CollectionMap[]) =>
    createDynamoDbConnector({ store: aStore('dynamodb', collections), client: troubled(trouble) });
  const troubled = ({ described, fails }: Trouble) => {
    const client = clientAt(server.endpoint);
    client.middlewareStack.add(
      (next, context) => async (args) => {
        const name = context.commandName?.replace(/Command$/, '');
        const isMeant = JSON.stringify(args.input).includes('"tickets"');
        if (isMeant && name === fails?.[0]) throw Object.assign(new Error(ada), { name: fails?.[1] });
        const result = await next(args);
        const { Table } = result.output as { Table?: TableDescription };
        if (isMeant && Table) described?.(Table);
        return result;
      },
      { step: 'initialize' },
    );
    return client;
  };

  beforeAll(async () => {
    server = await startDynamoDb({});
    const client = clientAt(server.endpoint);
    const indexes = { byMail: ['email'], byMailAndState: ['email', 'state'] };
    for (const name of ['customers', 'tickets']) {
      await makeTable(client, { name, key: ['id'], indexes });
      await put(client, name, [{ id: { S: '1' }, email: { S: ada } }]);
    }
    client.destroy();
  });

  afterAll(async () => {
    await server.stop();
  });

  describe.each(lasting)('because it %s', (_, reason, trouble) => {
    const both = () => open(trouble, customers(), tickets(trouble));
    const told = { collection: 'tickets', place: expect.stringMatching(/^(tickets|renamed)/), reason };

    it('is named, and does not hide the others', async () => {
      const connector = both();

      await connector.probe();
      const found = await locateEverything(connector, searches);
      const again = await connector.confirmAbsent(searches);

      expect(found.rows.map(({ collection }) => collection)).toEqual(['customers']);
      expect(found.unread).toEqual([told]);
      expect(again).toEqual(found);
      expect(JSON.stringify(found.unread)).not.toContain(ada);
    });

    it('does not stop copying, printing and erasing in the others', async () => {
      const connector = both();
      const key = { id: '1' };

      const prints = await rowPrints(connector.export([{ collection: 'customers', key }]), Buffer.alloc(32));
      const { collections } = await connector.erase([
        { collection: 'customers', keys: [key], action: 'erase', atMost: 1 },
      ]);
      await put(clientAt(server.endpoint), 'customers', [{ id: { S: '1' }, email: { S: ada } }]);

      expect(prints).toHaveLength(1);
      expect(collections[0]).toMatchObject({ erased: 1 });
    });

    it('stops the search if it holds people’s own records, since nobody could tell whose the rest is', async () => {
      const own = open(trouble, aCollection('customers', ['id', 'email'], { physical: byMail }), {
        ...tickets(trouble),
        ownRecord: true,
      });

      await expect(locateEverything(own, searches)).rejects.toMatchObject({ kind: reason });
    });

    it('makes the whole store unread if there is no other table', async () => {
      const alone = open(trouble, tickets(trouble));

      const error = await alone.probe().catch((thrown: unknown) => thrown);

      if (trouble.fails?.[0] !== 'BatchGetItem') expect(error).toMatchObject({ kind: reason });
    });
  });

  it.each(lasting)('that %s makes an erasure wait in it, and nowhere else', async (_, reason, trouble) => {
    if (trouble.fails && trouble.fails[0] !== 'DescribeTable') return;

    const { problems } = await open(trouble, customers(), tickets(trouble)).examine();
    const waiting = problems.filter(({ blocks }) => blocks !== 'nothing');

    expect(waiting.map(({ collection, blocks }) => [collection, blocks])).toEqual([
      ['tickets', 'everything'],
    ]);
    expect(reason).toMatch(/misfit|forbidden/);
  });

  it.each(passing)('that %s has not answered, and is asked again', async (_, trouble) => {
    const connector = open(trouble, customers(), tickets(trouble));

    await expect(locateEverything(connector, searches)).rejects.toThrow(StoreUnavailableError);
    await expect(connector.confirmAbsent(searches)).rejects.toThrow(StoreUnavailableError);
  });

  it('keeps a shared row in use if its own rows would say who else uses that row', async () => {
    const trouble = { physical: { table: 'renamed', ...byMail } };
    const shared = aCollection('customers', ['id', 'email'], {
      owner: 'shared',
      physical: byMail,
      referencedBy: [{ collection: 'tickets', field: 'email', ownField: 'email' }],
    });
    const connector = open(trouble, shared, tickets(trouble));

    const { rows } = await locateEverything(connector, searches.slice(0, 1));

    expect(rows[0]?.referrers).toEqual([{ collection: 'tickets', key: {} }]);
  });
});
