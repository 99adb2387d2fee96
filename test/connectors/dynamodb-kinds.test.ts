import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { BlastRadiusError, type Connector, StoreShapeError } from '../../functions/connectors/connector';
import { createDynamoDbConnector } from '../../functions/connectors/dynamodb/dynamodb-connector';
import type { DataMap, StoreMap } from '../../functions/domain/data-map';
import { startDynamoDb } from '../../local/aws/dynamodb-server';
import type { LoopbackServer } from '../../local/aws/loopback-server';
import { loadText } from '../config/map/written-map';
import {
  clientAt,
  contentOf,
  erasePerson,
  locatePerson,
  makeTable,
  put,
  type RawItem,
  type TableDesign,
} from './single-table';
import { gather } from './small-map';

jest.setTimeout(30_000);

/** A shop that keeps everything in one table, with an overloaded index. */
const shopMap = (table: string) => `
dataset:
  - fides_key: shop
    rightsdesk_meta:
      store: { kind: dynamodb }
      source: from you
      systems: [office]
      physical: { table: ${table} }
    collections:
      - name: profiles
        rightsdesk_meta:
          on_erasure: erase
          own_record: true
          physical:
            keys: { pk: "CUSTOMER#{customer_id}", sk: "CUSTOMER#{customer_id}" }
            indexes: [{ name: gsi1, keys: { gsi1pk: "MAIL#{email}", gsi1sk: PROFILE } }]
        fields:
          - { name: customer_id, data_categories: [user.unique_id], fides_meta: { identity: customer_number } }
          - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }
          - { name: name, data_categories: [user.name] }
      - name: orders
        rightsdesk_meta:
          on_erasure: { retain: { ground: tax law, article: § 147 AO, period: P8Y, counted_from: placed_on } }
          physical:
            keys: { pk: "CUSTOMER#{customer_id}", sk: "ORDER#{order_id}" }
            indexes: [{ name: gsi1, keys: { gsi1pk: "ORDER#{order_id}", gsi1sk: "ORDER#{order_id}" } }]
        fields:
          - { name: customer_id, data_categories: [user.unique_id] }
          - { name: order_id, data_categories: [user.behavior.purchase_history] }
          - { name: placed_on, data_categories: [user.behavior.purchase_history] }
      - name: sign_ins
        rightsdesk_meta: { on_erasure: erase, physical: { keys: { pk: "CUSTOMER#{customer_id}", sk: "SIGNIN:{at...}" } } }
        fields:
          - { name: customer_id, data_categories: [user.unique_id] }
          - { name: at, data_categories: [user.behavior] }
          - { name: address, data_categories: [user.device.ip_address] }
      - name: mail_addresses
        rightsdesk_meta: { on_erasure: erase, physical: { keys: { pk: "CUSTOMEREMAIL#{email}", sk: "CUSTOMEREMAIL#{email}" } } }
        fields:
          - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }
          - name: customer_id
            data_categories: [user.unique_id]
            fides_meta: { references: [{ dataset: shop, field: profiles.customer_id, direction: to }] }
      - name: carts
        fides_meta: { skip_processing: true }
        rightsdesk_meta: { physical: { keys: { pk: "CUSTOMER#{customer_id}", sk: CART } } }
        fields: []
system:
  - fides_key: office
    system_type: Service
    privacy_declarations:
      - { name: To run the shop, data_categories: [user], data_use: essential.service, legal_basis_for_processing: Contract, retention_period: a while }
`;

const s = (fields: Readonly<Record<string, string>>): RawItem =>
  Object.fromEntries(Object.entries(fields).map(([name, S]) => [name, { S }]));

function itemsOf(id: string, email: string): RawItem[] {
  const pk = `CUSTOMER#${id}`;
  const order = { pk, sk: `ORDER#${id}-7`, placed_on: '2026-01-02' };
  return [
    { ...s({ pk, sk: pk, gsi1pk: `MAIL#${email}`, gsi1sk: 'PROFILE', email, name: id }) },
    {
      ...s({ ...order, gsi1pk: `ORDER#${id}-7`, gsi1sk: `ORDER#${id}-7` }),
      total: { N: '9007199254740993' },
    },
    { ...s({ pk, sk: 'SIGNIN:2026-01-02T10:00:00Z', address: '192.0.2.1' }) },
    { ...s({ pk, sk: 'CART' }), lines: { NS: ['1', '2'] } },
    s({ pk: `CUSTOMEREMAIL#${email}`, sk: `CUSTOMEREMAIL#${email}`, customer_id: id }),
  ];
}

describe('several kinds of item in one DynamoDB table', () => {
  let server: LoopbackServer;
  let table: TableDesign;
  let map: DataMap;
  let connector: Connector;
  let opened = 0;
  const client = () => clientAt(server.endpoint);
  const store = (): StoreMap => map.stores[0] as StoreMap;
  const content = () => contentOf(client(), table);

  beforeAll(async () => {
    server = await startDynamoDb({});
  });

  afterAll(async () => {
    await server.stop();
  });

  beforeEach(async () => {
    opened += 1;
    table = { name: `shop-${opened}`, key: ['pk', 'sk'], indexes: { gsi1: ['gsi1pk', 'gsi1sk'] } };
    await makeTable(client(), table);
    await put(client(), table.name, [
      ...itemsOf('ada', 'ada@example.com'),
      ...itemsOf('adam', 'adam@example.com'),
    ]);
    map = loadText(
      shopMap(table.name).replace(
        'name: placed_on',
        'name: total, data_categories: [user] }\n          - { name: placed_on',
      ),
    );
    connector = createDynamoDbConnector({ store: store(), client: client() });
  });

  afterEach(() => connector.close());

  it.each([
    ['an address', { email: ['ada@example.com'] }],
    ['a customer number', { 'customer-number': ['ada'] }],
  ])('finds every kind by %s, each item once, and each in its own collection', async (_, identities) => {
    const { store: found, unread } = await locatePerson(map, connector, identities);

    expect(map.gaps).toEqual([]);
    expect(found.collections.map((c) => [c.collection, c.rows.length, c.unmapped])).toEqual([
      ['profiles', 1, []],
      ['orders', 1, []],
      ['sign_ins', 1, []],
      ['mail_addresses', 1, []],
    ]);
    expect(unread).toEqual([]);
  });

  it('erases and keeps as the map and the law say, and leaves everything else unchanged', async () => {
    const before = await content();
    const request = await locatePerson(map, connector, { email: ['ada@example.com'] });

    const receipt = await erasePerson(map, connector, request);

    const after = await content();
    const gone = [...before.keys()].filter((key) => !after.has(key));
    expect(gone.sort()).toEqual([
      'CUSTOMER#ada | CUSTOMER#ada',
      'CUSTOMER#ada | SIGNIN:2026-01-02T10:00:00Z',
      'CUSTOMEREMAIL#ada@example.com | CUSTOMEREMAIL#ada@example.com',
    ]);
    for (const [key, line] of after) expect(before.get(key)).toBe(line);
    expect(receipt.collections.map(({ erased, alreadyAbsent }) => [erased, alreadyAbsent])).toEqual([
      [1, 0],
      [1, 0],
      [1, 0],
    ]);
    expect((await erasePerson(map, connector, request)).collections.map((c) => c.alreadyAbsent)).toEqual([
      1, 1, 1,
    ]);
  });

  it('takes no item for anybody’s if its key names another person than its attribute', async () => {
    const profile = {
      pk: 'CUSTOMER#ab',
      sk: 'CUSTOMER#ab',
      gsi1pk: 'MAIL#zoe@example.com',
      gsi1sk: 'PROFILE',
    };
    await put(client(), table.name, [s({ ...profile, email: 'zoe@example.com', customer_id: 'AB' })]);

    const { store: found, unread } = await locatePerson(map, connector, { email: ['zoe@example.com'] });

    expect(found.collections.flatMap(({ rows }) => [...rows])).toEqual([]);
    expect(unread.map(({ collection, reason }) => [collection, reason])).toEqual([['profiles', 'unclaimed']]);
  });

  it.each([
    ['of an address in other capitals', { email: 'Zoe@Example.com' }],
    ['of the same number', { customer_id: '0007' }],
    ['of a number without the zeros that fill it up', { customer_id: '7' }],
  ])('finds an item beside an attribute %s', async (_, attributes) => {
    const profile = {
      pk: 'CUSTOMER#0007',
      sk: 'CUSTOMER#0007',
      gsi1pk: 'MAIL#zoe@example.com',
      gsi1sk: 'PROFILE',
    };
    await put(client(), table.name, [s({ ...profile, ...attributes })]);

    const { store: found, unread } = await locatePerson(map, connector, { email: ['zoe@example.com'] });

    expect([found.collections.map(({ collection }) => collection), unread]).toEqual([['profiles'], []]);
  });

  it('names an item of the person that no collection claims once, and does not assign it', async () => {
    await put(client(), table.name, [s({ pk: 'CUSTOMER#ada', sk: 'GIFT#1', note: 'For Ada Holm' })]);

    const { store: found, unread } = await locatePerson(map, connector, { 'customer-number': ['ada'] });

    expect(unread).toEqual([
      {
        collection: 'profiles',
        reason: 'unclaimed',
        place: JSON.stringify({ table: table.name, pk: 'CUSTOMER#ada', sk: 'GIFT#1' }),
      },
    ]);
    expect(found.collections.flatMap(({ rows }) => [...rows])).toHaveLength(4);
  });

  it('names an item of another kind that the map reaches only from elsewhere', async () => {
    const text = shopMap(table.name).replace(
      '- { name: customer_id, data_categories: [user.unique_id] }\n          - { name: at,',
      '- { name: customer_id, data_categories: [user.unique_id], rightsdesk_meta: { identity: none } }\n          - { name: at,',
    );
    const other = loadText(text);
    const reader = createDynamoDbConnector({ store: other.stores[0] as StoreMap, client: client() });

    const { unread } = await locatePerson(other, reader, { 'customer-number': ['ada'] });

    expect(unread.map(({ collection, reason }) => [collection, reason])).toEqual([['sign_ins', 'unclaimed']]);
    await reader.close();
  });

  it('names an item whose key has more separators than its kind', async () => {
    await put(client(), table.name, [
      s({ pk: 'CUSTOMER#ada', sk: 'ORDER#7#LINE#1' }),
      s({ pk: 'CUSTOMEREMAIL#a#b@example.com', sk: 'CUSTOMEREMAIL#a#b@example.com' }),
    ]);

    const byNumber = await locatePerson(map, connector, { 'customer-number': ['ada'] });
    const byMail = await locatePerson(map, connector, { email: ['a#b@example.com'] });

    expect(byNumber.unread).toHaveLength(1);
    expect(byMail.unread).toHaveLength(1);
  });

  it('reports an index key that does not have the form given in the map', async () => {
    await put(client(), table.name, [
      s({ pk: 'CUSTOMER#ada', sk: 'ORDER#8', placed_on: '2026-02-02', gsi1pk: 'OPEN' }),
    ]);

    const { store: found } = await locatePerson(map, connector, { 'customer-number': ['ada'] });

    expect(found.collections.find((c) => c.collection === 'orders')?.unmapped).toEqual(['gsi1pk', 'gsi1sk']);
  });

  it('returns the fields held in keys, and no technical keys', async () => {
    const { store: found } = await locatePerson(map, connector, { 'customer-number': ['ada'] });
    const orders = found.collections.find(({ collection }) => collection === 'orders')?.rows ?? [];

    const [record] = await gather(connector.export([...orders]));

    expect(record?.values).toEqual({
      customer_id: 'ada',
      order_id: 'ada-7',
      placed_on: '2026-01-02',
      total: '9007199254740993',
    });
  });

  it('refuses a key of another kind, and changes nothing', async () => {
    const before = await content();
    const instruction = { collection: 'sign_ins', action: 'erase', atMost: 1 } as const;

    const erasure = connector.erase([{ ...instruction, keys: [{ pk: 'CUSTOMER#ada', sk: 'CUSTOMER#ada' }] }]);

    await expect(erasure).rejects.toThrow(StoreShapeError);
    expect(await content()).toEqual(before);
  });

  it('changes nothing if a call would change more than all its limits allow', async () => {
    const before = await content();
    const keys = [{ pk: 'CUSTOMER#ada', sk: 'CUSTOMER#ada' }];
    const instruction = { collection: 'profiles', action: 'erase', atMost: 1 } as const;
    const instructions = [
      { ...instruction, keys },
      { ...instruction, keys: [{ pk: 'CUSTOMER#adam', sk: 'CUSTOMER#adam' }] },
    ];

    await expect(connector.erase(instructions, [{ collection: 'profiles', rows: 1 }])).rejects.toThrow(
      BlastRadiusError,
    );
    await expect(connector.erase([{ ...instruction, keys }], [])).rejects.toThrow(BlastRadiusError);
    expect(await content()).toEqual(before);
  });

  it('examines the table and reports only spellings and what cannot be asked', async () => {
    const { problems } = await connector.examine();

    expect(problems.filter(({ blocks }) => blocks !== 'nothing')).toEqual([]);
    expect(problems.filter(({ code }) => code === 'spelling').map(({ collection }) => collection)).toEqual([
      'profiles',
      'mail_addresses',
    ]);
  });

  it('describes each kind by its own attributes, and a kind that no collection claims', async () => {
    await put(client(), table.name, [s({ pk: 'CUSTOMER#ada', sk: 'GIFT#1', note: 'For Ada Holm' })]);

    const { collections } = await connector.describe();

    expect(collections.map(({ name, fields }) => [name, fields.map((field) => field.name)])).toEqual([
      ['profiles', ['email', 'name']],
      ['orders', ['placed_on', 'total']],
      ['sign_ins', ['address']],
      ['mail_addresses', ['customer_id']],
      [
        `a kind of item in ${table.name} that no collection claims (attributes note, pk, sk)`,
        ['note', 'pk', 'sk'],
      ],
    ]);
  });

  describe('kinds told apart by an attribute', () => {
    const kinds = () => {
      const { name } = table;
      const kind = (value: string, action: string) => `
      - name: ${value.toLowerCase()}s
        rightsdesk_meta:
          on_erasure: ${action}
          physical: { kind: { field: type, value: ${value} }, indexes: [{ name: gsi1, keys: { gsi1pk: "{owner}", gsi1sk: "{at...}" } }] }
        fields:
          - { name: pk, data_categories: [user], fides_meta: { primary_key: true } }
          - { name: sk, data_categories: [user], fides_meta: { primary_key: true } }
          - { name: owner, data_categories: [user.contact.email], fides_meta: { identity: email } }
          - { name: at, data_categories: [user] }
          - { name: text, data_categories: [user], rightsdesk_meta: { blank_with: null } }`;
      const [head = ''] = shopMap(name).split('      - name: profiles');
      return loadText(head.replace('systems: [office]', '') + kind('Post', 'erase') + kind('Like', 'erase'));
    };
    const item = (sk: string, type: string) =>
      s({ pk: 'THREAD#1', sk, type, gsi1pk: 'ada@example.com', gsi1sk: sk, text: sk });

    it('are each found and erased, and an item that changed its kind is left', async () => {
      map = kinds();
      connector = createDynamoDbConnector({ store: store(), client: client() });
      await put(client(), table.name, [item('1', 'Post'), item('2', 'Like'), item('3', 'Post')]);
      const request = await locatePerson(map, connector, { email: ['ada@example.com'] });
      expect(request.store.collections.map((c) => [c.collection, c.rows.length])).toEqual([
        ['posts', 2],
        ['likes', 1],
      ]);

      await put(client(), table.name, [item('3', 'Announcement')]);
      const receipt = await erasePerson(map, connector, request);

      expect(receipt.collections).toEqual([
        expect.objectContaining({ collection: 'posts', erased: 1, alreadyAbsent: 1 }),
        expect.objectContaining({ collection: 'likes', erased: 1, alreadyAbsent: 0 }),
      ]);
      const { Item } = await client().send(
        new GetItemCommand({ TableName: table.name, Key: s({ pk: 'THREAD#1', sk: '3' }) }),
      );
      expect(Item?.type?.S).toBe('Announcement');
    });
  });
});
