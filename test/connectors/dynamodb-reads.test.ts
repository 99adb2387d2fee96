import { BatchWriteItemCommand, type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { type Connector, type LocatedPage, StoreShapeError } from '../../functions/connectors/connector';
import { createDynamoDbConnector } from '../../functions/connectors/dynamodb/dynamodb-connector';
import { locateEverything } from '../../functions/connectors/locate-everything';
import { locatedPages } from '../../functions/connectors/located-pages';
import { writeCursor } from '../../functions/connectors/page-cursor';
import type { CollectionMap } from '../../functions/domain/data-map';
import type { Search } from '../../functions/domain/finding';
import { startDynamoDb } from '../../local/aws/dynamodb-server';
import type { LoopbackServer } from '../../local/aws/loopback-server';
import { bytesOf, laggingClient, type Metered, meteredClient } from './measured-dynamodb';
import { clientAt, makeTable, put, type RawItem } from './single-table';
import { aCollection, aField, aStore, gather } from './small-map';

jest.setTimeout(60_000);

const ada = 'ada@example.com';
const ben = 'ben@example.com';
/** More than a page of DynamoDB's own, which is 1 MB, and than the rows of one page. */
const CROWD = 2_400;

const byMail: Search[] = [{ collection: 'orders', field: 'mail', values: [ada] }];

function order(at: number, more: Readonly<Record<string, string>> = {}): RawItem {
  const fields = { id: `o-${at}`, shop: 'one', mail: ada, number: '7', note: 'x'.repeat(420), ...more };
  return Object.fromEntries(Object.entries(fields).map(([name, S]) => [name, { S }]));
}

const orders = (table: string, more: Partial<CollectionMap> = {}) =>
  aCollection('orders', ['id', 'mail', 'number', 'shop', 'note'], {
    primaryKey: ['shop', 'id'],
    facts: ['mail', 'number'],
    reachedBy: [
      { field: 'mail', identity: 'email' },
      { field: 'number', identity: 'customer-number' },
    ],
    physical: {
      table,
      indexes: [
        { name: 'byMail', field: 'mail' },
        { name: 'byNumber', field: 'number' },
      ],
    },
    ...more,
  });

describe('what a search in DynamoDB reads', () => {
  let server: LoopbackServer;
  let plain: DynamoDBClient;
  let metered: Metered;
  const open = (client: DynamoDBClient, table: string, more: Partial<CollectionMap> = {}) =>
    createDynamoDbConnector({ store: aStore('dynamodb', [orders(table, more)]), client });
  const design = (name: string, projection: 'ALL' | 'KEYS_ONLY') => ({
    name,
    key: ['shop', 'id'],
    indexes: { byMail: ['mail'], byNumber: ['number'] },
    projection,
  });

  async function pagesOf(connector: Connector, searches = byMail): Promise<LocatedPage[]> {
    await connector.probe(searches);
    const pages: LocatedPage[] = [];
    for await (const page of locatedPages((cursor) => connector.locate(searches, cursor))) pages.push(page);
    return pages;
  }

  /** What the index shows: dynalite leaves a few of thousands out. */
  async function inIndex(table: string): Promise<number> {
    const counted = { client: clientAt(server.endpoint), rows: 0 };
    for (let from: RawItem | undefined; ; ) {
      const { Count = 0, LastEvaluatedKey } = await counted.client.send(
        new QueryCommand({
          TableName: table,
          IndexName: 'byMail',
          KeyConditionExpression: 'mail = :mail',
          ExpressionAttributeValues: { ':mail': { S: ada } },
          ExclusiveStartKey: from,
        }),
      );
      counted.rows += Count;
      from = LastEvaluatedKey;
      if (from === undefined) return counted.rows;
    }
  }

  async function crowd(name: string): Promise<void> {
    const items = Array.from({ length: CROWD }, (_, at) => order(at));
    for (let at = 0; at < items.length; at += 25)
      await plain.send(
        new BatchWriteItemCommand({
          RequestItems: { [name]: items.slice(at, at + 25).map((Item) => ({ PutRequest: { Item } })) },
        }),
      );
  }

  beforeAll(async () => {
    server = await startDynamoDb({});
    plain = clientAt(server.endpoint);
    for (const [name, projection] of [
      ['whole', 'ALL'],
      ['keys', 'KEYS_ONLY'],
    ] as const) {
      await makeTable(plain, design(name, projection));
      await crowd(name);
      await makeTable(plain, design(`small-${name}`, projection));
    }
  });

  beforeEach(async () => {
    metered = meteredClient(server.endpoint);
    for (const name of ['small-whole', 'small-keys'])
      await put(plain, name, [order(1), order(2), order(3, { mail: ben, number: '8' })]);
  });

  afterEach(() => metered.client.destroy());

  afterAll(async () => {
    plain.destroy();
    await server.stop();
  });

  describe('through an index that shows whole items', () => {
    it('weighs what the rows weigh, and none is read again', async () => {
      const pages = await pagesOf(open(metered.client, 'whole'));
      const found = pages.flatMap(({ rows }) => rows);

      expect(found).toHaveLength(await inIndex('whole'));
      expect(metered.units()).toBeLessThan(1.3 * ((found.length * bytesOf(order(1_000))) / 4_096) * 0.5);
      expect(metered.calls.get('BatchGetItem')).toBeUndefined();
    });

    it('takes as many calls as DynamoDB has pages, and describes the table once', async () => {
      const connector = open(metered.client, 'whole');

      const pages = await pagesOf(connector);

      expect(pages.length).toBeLessThanOrEqual(Math.ceil((CROWD * 470) / 1_000_000));
      expect(metered.calls.get('DescribeTable')).toBe(1);
      expect(metered.calls.get('Query')).toBe(pages.length + 3);
    });

    it('sees attributes that the map does not know', async () => {
      await put(plain, 'small-whole', [order(2, { nickname: 'Addie' })]);

      const [page] = await pagesOf(open(metered.client, 'small-whole'));

      expect(page?.unmapped).toEqual([{ collection: 'orders', field: 'nickname' }]);
    });
  });

  describe('through an index that shows keys alone', () => {
    it('takes each item from the table once, and what the index weighs', async () => {
      const found = (await pagesOf(open(metered.client, 'keys'))).flatMap(({ rows }) => rows);

      const keys = bytesOf({ id: { S: 'o-1000' }, shop: { S: 'one' }, mail: { S: ada } });
      expect(found).toHaveLength(await inIndex('keys'));
      expect(metered.units()).toBeLessThan(1.3 * (found.length + ((found.length * keys) / 4_096) * 0.5));
    });

    it('sees attributes that the map does not know', async () => {
      await put(plain, 'small-keys', [order(2, { nickname: 'Addie' })]);

      const [page] = await pagesOf(open(metered.client, 'small-keys'));

      expect(page?.unmapped).toEqual([{ collection: 'orders', field: 'nickname' }]);
    });
  });

  it('in a partition of the table weighs what the rows weigh', async () => {
    const byShop = [{ collection: 'orders', field: 'shop', values: ['one'] }];

    const found = (await pagesOf(open(metered.client, 'whole'), byShop)).flatMap(({ rows }) => rows);

    expect(found).toHaveLength(CROWD);
    expect(metered.units()).toBeLessThan(1.3 * ((CROWD * bytesOf(order(1_000))) / 4_096));
    expect(metered.calls.get('BatchGetItem')).toBeUndefined();
  });

  it('is one page for many partitions with a row each', async () => {
    const values = Array.from({ length: 60 }, (_, at) => `nobody-${at}@example.com`);

    const pages = await pagesOf(open(metered.client, 'small-whole'), [
      { collection: 'orders', field: 'mail', values: [...values, ada, ben] },
    ]);

    expect(pages.map(({ rows }) => rows.length)).toEqual([3]);
  });

  it('describes the table anew for each search, and for none of the calls after it', async () => {
    const connector = open(metered.client, 'small-whole');
    const key = { shop: 'one', id: 'o-1' };

    await pagesOf(connector);
    await gather(connector.export([{ collection: 'orders', key }]));
    await connector.erase([{ collection: 'orders', keys: [key], action: 'erase', atMost: 1 }]);
    expect(metered.calls.get('DescribeTable')).toBe(1);
    await connector.confirmAbsent(byMail);
    expect(metered.calls.get('DescribeTable')).toBe(2);
  });

  it('copies each row with one read', async () => {
    const connector = open(metered.client, 'whole');
    const rows = (await pagesOf(connector)).flatMap((page) => page.rows).slice(0, 250);
    metered.reset();

    const copied = await gather(connector.export(rows));

    expect(copied).toHaveLength(250);
    expect([...metered.calls]).toEqual([['BatchGetItem', 3]]);
    expect(metered.units()).toBe(250);
  });
});

describe('an index that lags behind its table', () => {
  let server: LoopbackServer;
  let plain: DynamoDBClient;
  let tables = 0;

  beforeAll(async () => {
    server = await startDynamoDb({});
    plain = clientAt(server.endpoint);
  });

  afterAll(async () => {
    plain.destroy();
    await server.stop();
  });

  /** Three orders found, then the second moves to somebody else and the third goes, which no index shows. */
  async function lagging(more: Partial<CollectionMap> = {}, lags?: (index: string) => boolean) {
    tables += 1;
    const table = `lagging-${tables}`;
    const indexes = { byMail: ['mail'], byNumber: ['number'] };
    await makeTable(plain, { name: table, key: ['shop', 'id'], indexes, projection: 'ALL' });
    await put(plain, table, [order(1), order(2), order(3)]);
    const slow = laggingClient(server.endpoint, lags);
    const store = aStore('dynamodb', [orders(table, more)]);
    const connector = createDynamoDbConnector({ store, client: slow.client });
    const change = async (...items: RawItem[]) => {
      slow.freeze();
      await put(plain, table, items);
    };
    return { connector, table, change };
  }
  const moved = order(2, { mail: ben, number: '8' });
  const idsOf = ({ rows }: LocatedPage) => rows.map(({ key }) => key.id).sort();
  const everything = (connector: Connector) => locateEverything(connector, byMail);

  it('is believed in a search: what it shows is looked at again before it is given or erased', async () => {
    const { connector, change } = await lagging();
    await everything(connector);

    await change(moved);

    expect(idsOf(await everything(connector))).toEqual(['o-1', 'o-2', 'o-3']);
  });

  it('lets no item be copied that moved to somebody else meanwhile: the search is made again', async () => {
    const { connector, change } = await lagging();
    const { rows } = await everything(connector);
    await change(moved);

    const copy = gather(
      connector.export(rows.map(({ collection, key, facts }) => ({ collection, key, foundBy: facts }))),
    );

    await expect(copy).rejects.toMatchObject({
      kind: 'no-answer',
      place: { collection: 'orders', field: 'mail', code: 'changed-since-found' },
    });
    await expect(copy).rejects.not.toThrow(ben);
  });

  it('is not believed before an erasure or after it: what moved away is not found', async () => {
    const { connector, change } = await lagging();
    await connector.confirmAbsent(byMail);

    await change(moved);

    expect(idsOf(await connector.confirmAbsent(byMail))).toEqual(['o-1', 'o-3']);
  });

  it('reports nothing as left that was just erased', async () => {
    const { connector, change } = await lagging();
    const { rows } = await everything(connector);
    await connector.confirmAbsent(byMail);
    await change();

    const keys = rows.map(({ key }) => key);
    await connector.erase([{ collection: 'orders', keys, action: 'erase', atMost: 3 }]);

    expect((await connector.confirmAbsent(byMail)).rows).toEqual([]);
  });

  it('opts nobody out, and matches nobody, to whom an item moved', async () => {
    const fields = [
      ...['id', 'mail', 'number', 'shop'].map((name) => aField(name)),
      aField('note', { optOut: [{ right: 'marketing-objection', value: 'no' }] }),
    ];
    const { connector, change } = await lagging({ fields });
    await connector.optOut(byMail, 'marketing-objection');
    const [search] = byMail as [Search];

    await change(order(1, { mail: ben, note: 'yes' }), order(2, { mail: ben }), order(3, { mail: ben }));

    expect(await connector.optOut(byMail, 'marketing-objection')).toEqual({ found: 0, changed: 0 });
    expect(await connector.match(search, [{ field: 'number', value: '7' }])).toBe('no');
  });

  it('hides no item that another index does not show any more', async () => {
    const { connector, change } = await lagging({}, (index) => index === 'byNumber');
    const both = [...byMail, { collection: 'orders', field: 'number', values: ['7'] }];
    await locateEverything(connector, [both[1] as Search]);

    await change(order(2, { mail: ben }));

    expect(idsOf(await locateEverything(connector, both))).toEqual(['o-1', 'o-2', 'o-3']);
  });
});

describe('the cursor of a search in DynamoDB', () => {
  let server: LoopbackServer;
  let metered: Metered;
  const two: Search[] = [{ collection: 'orders', field: 'mail', values: [ada, ben] }];

  beforeAll(async () => {
    server = await startDynamoDb({});
    metered = meteredClient(server.endpoint);
    const indexes = { byMail: ['mail'], byNumber: ['number'] };
    await makeTable(metered.client, { name: 'orders', key: ['shop', 'id'], indexes, projection: 'ALL' });
    await put(metered.client, 'orders', [order(1), order(2, { mail: ben })]);
  });

  afterAll(async () => {
    metered.client.destroy();
    await server.stop();
  });

  const open = () =>
    createDynamoDbConnector({ store: aStore('dynamodb', [orders('orders')]), client: metered.client });

  it('of an earlier version goes on as that version read: every row from the table', async () => {
    const from = { shop: { S: 'one' }, id: { S: 'o-0' }, mail: { S: ben } };
    metered.reset();

    const { rows, cursor } = await open().locate(two, writeCursor({ question: 1, from }));

    expect(rows.map(({ key }) => key.id)).toEqual(['o-2']);
    expect(cursor).toBeUndefined();
    expect(metered.calls.get('BatchGetItem')).toBe(1);
  });

  it.each([
    ['of another search', writeCursor({ question: 2 })],
    ['with a question that is none', writeCursor({ question: -1 })],
    ['of nothing', writeCursor({})],
    ['that is no cursor', 'o-1'],
  ])('%s ends in an error, not in absence', async (_, cursor) => {
    await expect(open().locate(two, cursor)).rejects.toThrow(StoreShapeError);
    await expect(open().locate(two, cursor)).rejects.toThrow(/^the cursor is (not )?one of/);
  });

  it('that leads into a table which may not be read any more is told of', async () => {
    const client = meteredClient(server.endpoint).client;
    client.middlewareStack.add(
      () => () => Promise.reject(Object.assign(new Error(''), { name: 'AccessDeniedException' })),
      { step: 'deserialize', priority: 'high' },
    );
    const connector = createDynamoDbConnector({ store: aStore('dynamodb', [orders('orders')]), client });
    const from = { shop: { S: 'one' }, id: { S: 'o-0' }, mail: { S: ada } };

    const { rows, unread, cursor } = await connector.locate(two, writeCursor({ question: 0, from }));

    expect([rows, cursor]).toEqual([[], undefined]);
    expect(unread).toEqual([{ collection: 'orders', place: 'orders, index byMail', reason: 'forbidden' }]);
    client.destroy();
  });
});
