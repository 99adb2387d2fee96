import { type DynamoDBClient, GetItemCommand, type TableDescription } from '@aws-sdk/client-dynamodb';
import { StoreError, StoreShapeError, StoreUnavailableError } from '../../functions/connectors/connector';
import { createDynamoDbConnector } from '../../functions/connectors/dynamodb/dynamodb-connector';
import type { Blank } from '../../functions/domain/blank';
import type { CollectionMap } from '../../functions/domain/data-map';
import { startDynamoDb } from '../../local/aws/dynamodb-server';
import type { LoopbackServer } from '../../local/aws/loopback-server';
import { clientAt, contentOf, makeTable, put, type RawItem } from './single-table';
import { aCollection, aField, aStore, gather } from './small-map';

jest.setTimeout(30_000);

const table = {
  name: 'things',
  key: ['n', 'at'],
  numbers: ['n'],
  indexes: { byOwner: ['owner'], byPlace: ['place', 'shelf'] },
};
const key = { n: '1.25', at: 'x' };
const item: RawItem = {
  n: { N: '1.25' },
  at: { S: 'x' },
  owner: { S: 'ada@example.com' },
  numbers: { NS: ['9007199254740993', '1'] },
  list: { L: [{ N: '9007199254740993' }, { N: '1' }] },
  mixed: { L: [{ N: '1' }, { S: 'one' }] },
  bytes: { BS: [Buffer.from([0, 255])] },
  doc: {
    M: {
      name: { S: 'Ada' },
      lines: { L: [{ M: { to: { S: 'Ada' }, n: { N: '1' } } }] },
      big: { N: '12345678901234567890' },
    },
  },
};

describe('the limits of DynamoDB, and how they are reported', () => {
  let server: LoopbackServer;
  let client: DynamoDBClient;
  const clock = { now: () => '2026-03-05T10:00:00.000Z' };
  const things = (more: Partial<CollectionMap> = {}, name = 'things') =>
    aCollection(name, ['n', 'at', 'owner', 'numbers', 'list', 'mixed', 'bytes', 'doc', 'nick'], {
      primaryKey: ['n', 'at'],
      physical: { table: 'things', indexes: [{ name: 'byOwner', field: 'owner' }] },
      ...more,
    });
  const open = (...collections: CollectionMap[]) =>
    createDynamoDbConnector({ store: aStore('dynamodb', collections), client, clock });
  const raw = async () =>
    (
      await client.send(
        new GetItemCommand({ TableName: 'things', Key: { n: { N: '1.25' }, at: { S: 'x' } } }),
      )
    ).Item;
  const anonymise = (blank: Record<string, Blank>) =>
    open(things()).erase([{ collection: 'things', keys: [key], action: 'anonymise', blank, atMost: 1 }]);
  /** A client that gets other replies from the service. */
  const answering = (operation: string, answer: (output: { Table?: TableDescription }) => void) => {
    const other = clientAt(server.endpoint);
    other.middlewareStack.add(
      (next, context) => async (args) => {
        const result = await next(args);
        if (context.commandName === `${operation}Command`) answer(result.output as never);
        return result;
      },
      { step: 'initialize' },
    );
    return other;
  };
  const failing = (operation: string, name: string) =>
    answering(operation, () => {
      throw Object.assign(new Error('ada@example.com may not'), { name });
    });

  beforeAll(async () => {
    server = await startDynamoDb({});
    client = clientAt(server.endpoint);
    await makeTable(client, table);
  });

  beforeEach(() => put(client, 'things', [item]));

  afterAll(async () => {
    client.destroy();
    await server.stop();
  });

  describe('values', () => {
    it('are exact, and numbers that belong together are spelt alike', async () => {
      const [record] = await gather(open(things()).export([{ collection: 'things', key }]));

      expect(record?.values).toMatchObject({
        numbers: expect.arrayContaining(['9007199254740993', '1']),
        list: ['9007199254740993', '1'],
        mixed: [1, 'one'],
        bytes: ['AP8='],
        doc: { name: 'Ada', lines: [{ to: 'Ada', n: 1 }], big: '12345678901234567890' },
      });
    });

    it('of a number key with many digits name that item and no other', async () => {
      const number = '0.12345678901234567890123456789';
      await put(client, 'things', [{ ...item, n: { N: number } }]);
      const connector = open(things());
      const search = [{ collection: 'things', field: 'n', values: [number] }];
      const { rows } = await connector.locate(search);

      const keys = rows.map((row) => row.key);
      const receipt = await connector.erase([{ collection: 'things', keys, action: 'erase', atMost: 1 }]);

      expect(receipt.collections[0]).toMatchObject({ erased: 1, alreadyAbsent: 0 });
      expect((await contentOf(client, table)).size).toBe(1);
    });
  });

  describe('an anonymisation', () => {
    it.each([
      ['text', /^erased-[0-9a-f]{16}$/],
      ['email', /^erased-[0-9a-f]{16}@rightsdesk\.invalid$/],
      ['uuid', /^e7a5ed00-0000-4000-8000-[0-9a-f]{12}$/],
    ] as const)('writes a random %s for each item, once', async (random, form) => {
      const { owner: _owner, ...rest } = item;

      const first = await anonymise({ owner: { random } });
      const written = await raw();
      const second = await anonymise({ owner: { random } });

      expect(first.collections[0]).toMatchObject({ anonymised: 1 });
      expect(written?.owner?.S).toMatch(form);
      expect(written).toMatchObject({
        ...rest,
        numbers: { NS: expect.arrayContaining(['9007199254740993']) },
      });
      expect(second.collections[0]).toMatchObject({ anonymised: 0, alreadyAbsent: 1 });
      expect(await raw()).toEqual(written);
    });

    const said = (by: string, text: string) => ({ M: { by: { S: by }, text: { S: text } } });
    const messages = { author: 'by', theirs: ['customer'], theirsIn: 'owner' };
    const chat = { L: [said('customer', 'a'), said('agent', 'b'), said('ada@example.com', 'c'), { S: 'd' }] };

    it('takes the person’s own messages out of a list, and leaves those of others', async () => {
      await put(client, 'things', [{ ...item, list: chat }]);

      const first = await anonymise({ list: { messages } });
      const second = await anonymise({ list: { messages } });

      expect((await raw())?.list).toEqual({ L: [said('agent', 'b'), { S: 'd' }] });
      expect(first.collections[0]).toMatchObject({ anonymised: 1 });
      expect(second.collections[0]).toMatchObject({ anonymised: 0, alreadyAbsent: 1 });
    });

    it('refuses messages in another form than a list, and changes nothing', async () => {
      await put(client, 'things', [{ ...item, nick: { S: 'customer: a' } }]);
      const before = await raw();

      await expect(anonymise({ nick: { messages } })).rejects.toMatchObject({
        kind: 'refused',
        place: { code: 'other-shape' },
      });
      expect(await raw()).toEqual(before);
    });

    it('loses no message that somebody adds while it takes others out', async () => {
      await put(client, 'things', [{ ...item, list: chat }]);
      const added = said('agent', 'e');
      let isAdded = false;
      const slow = answering('GetItem', () => undefined);
      slow.middlewareStack.add(
        (next, context) => async (args) => {
          if (context.commandName === 'UpdateItemCommand' && !isAdded) {
            isAdded = true;
            await put(client, 'things', [{ ...item, list: { L: [...chat.L, added] } }]);
          }
          return next(args);
        },
        { step: 'initialize' },
      );
      const connector = createDynamoDbConnector({
        store: aStore('dynamodb', [things()]),
        client: slow,
        clock,
      });

      await connector
        .erase([
          {
            collection: 'things',
            keys: [key],
            action: 'anonymise',
            blank: { list: { messages } },
            atMost: 1,
          },
        ])
        .catch(() => undefined);

      expect(isAdded).toBe(true);
      expect((await raw())?.list?.L).toContainEqual(added);
    });

    it.each([undefined, { NULL: true }])(
      'writes the time of the erasure as text if there was none: %j',
      async (nick) => {
        await put(client, 'things', [{ ...item, ...(nick ? { nick } : {}) }]);

        await anonymise({ nick: { now: true } });

        expect((await raw())?.nick).toEqual({ S: '2026-03-05T10:00:00.000Z' });
      },
    );

    it.each(['text', 'email', 'uuid'] as const)(
      'writes no random %s if there is nothing to hide',
      async (random) => {
        await anonymise({ nick: { random } });

        expect((await raw())?.nick).toBeUndefined();
      },
    );

    it('overwrites parts of a document, and keeps the rest of it digit by digit', async () => {
      const inside = { name: null, 'lines.0.to': 'gone', 'lines.7.to': 'gone', missing: 'gone' };

      const first = await anonymise({ doc: { inside } });
      const second = await anonymise({ doc: { inside } });

      expect((await raw())?.doc).toEqual({
        M: {
          name: { NULL: true },
          lines: { L: [{ M: { to: { S: 'gone' }, n: { N: '1' } } }] },
          big: { N: '12345678901234567890' },
        },
      });
      expect(first.collections[0]).toMatchObject({ anonymised: 1 });
      expect(second.collections[0]).toMatchObject({ anonymised: 0, alreadyAbsent: 1 });
    });

    it.each([
      ['a text', 'owner', 'name', undefined],
      ['a list', 'doc', 'lines.to', undefined],
      ['a text in a list', 'doc', 'words.0.to', { words: { L: [{ S: 'Ada' }] } }],
      ['a number', 'doc', 'name.first', { name: { N: '1' } }],
    ] as const)(
      'refuses parts of a value that has none, before it writes anything: %s',
      async (_, field, path, doc) => {
        if (doc) await put(client, 'things', [{ ...item, doc: { M: doc as unknown as RawItem } }]);
        const before = await raw();

        const attempt = anonymise({ nick: null, [field]: { inside: { [path]: null } } });

        await expect(attempt).rejects.toMatchObject({
          kind: 'refused',
          place: { collection: 'things', field: `${field}.${path}`, code: 'other-shape' },
        });
        expect(await raw()).toEqual(before);
      },
    );

    it('skips parts that are not there', async () => {
      await put(client, 'things', [{ ...item, doc: { M: { name: { NULL: true } } } }]);

      const receipt = await anonymise({ doc: { inside: { 'name.first': null, 'a.b': null } } });

      expect(receipt.collections[0]).toMatchObject({ anonymised: 0, alreadyAbsent: 1 });
    });
  });

  describe('an examination', () => {
    const codes = async (connector: ReturnType<typeof open>) =>
      (await connector.examine()).problems
        .filter(({ blocks }) => blocks !== 'nothing')
        .map(({ collection, code, blocks }) => [collection, code, blocks]);

    it('reports the other tables although one is missing', async () => {
      const gone = things({ physical: { table: 'nowhere' } }, 'gone');

      expect(await codes(open(gone, things()))).toEqual([['gone', 'no-table', 'everything']]);
    });

    it.each([
      ['no-index', { physical: { table: 'things', indexes: [{ name: 'byNothing', field: 'owner' }] } }],
      ['index-key', { physical: { table: 'things', indexes: [{ name: 'byOwner', field: 'nick' }] } }],
      ['index-sparse', { physical: { table: 'things', indexes: [{ name: 'byPlace', field: 'place' }] } }],
      [
        'index-key',
        {
          physical: {
            table: 'things',
            indexes: [{ name: 'byPlace', keys: { place: '{nick}', owner: '{at}' } }],
          },
        },
      ],
      ['key', { primaryKey: ['owner'] }],
      ['key-type', { physical: { table: 'things', keys: { n: 'N#{nick}', at: '{at}' } } }],
    ])('reports %s for a map that the table contradicts', async (code, more) => {
      const { problems } = await open(things(more)).examine();
      const found = problems.filter(({ blocks }) => blocks === 'everything');

      expect(found.map((one) => one.code)).toEqual([code]);
      expect(found[0]).toMatchObject({ collection: 'things', table: 'things' });
      expect(found[0]?.remedy).not.toBe('');
      await expect(open(things(more)).probe()).rejects.toThrow(StoreShapeError);
    });

    it.each([
      ['a key', 'at', 'gone', {}],
      ['the key of an index, with a number', 'owner', 5, {}],
      ['the key of an index, with nothing', 'owner', '', {}],
      [
        'a part of the key of an index',
        'nick',
        null,
        { physical: { table: 'things', indexes: [{ name: 'byOwner', keys: { owner: 'N#{nick}' } }] } },
      ],
    ] as const)('blocks an erasure that would overwrite %s', async (_, field, blankWith, more) => {
      const fields = [...things().fields.filter(({ name }) => name !== field), aField(field, { blankWith })];

      const found = await codes(open(things({ fields, onErasure: { action: 'anonymise' }, ...more })));

      expect(found.map(([, , blocks]) => blocks)).toEqual(['erasure']);
    });

    it('finds backups, streams and replicas, and asks nothing of a server that has none of them', async () => {
      client = answering('DescribeTable', (output) => {
        Object.assign(output.Table ?? {}, {
          StreamSpecification: { StreamEnabled: true },
          Replicas: [{ RegionName: 'eu-west-1' }],
        });
      });

      const { problems } = await open(things()).examine();

      expect(problems.map(({ code, blocks }) => [code, blocks])).toEqual([
        ['stream', 'nothing'],
        ['replicas', 'nothing'],
      ]);
      client = clientAt(server.endpoint);
    });

    it('treats an index that is being built as a store that does not answer yet', async () => {
      client = answering('DescribeTable', ({ Table }) => {
        for (const index of Table?.GlobalSecondaryIndexes ?? []) index.IndexStatus = 'CREATING';
      });
      const search = [{ collection: 'things', field: 'owner', values: ['ada@example.com'] }];

      await expect(open(things()).locate(search)).rejects.toThrow(StoreUnavailableError);
      await expect(open(things()).confirmAbsent(search)).rejects.toThrow(StoreUnavailableError);
      client = clientAt(server.endpoint);
    });
  });

  it('describes what it could read, and says what it did not', async () => {
    await makeTable(client, { name: 'elsewhere', key: ['id'] });

    const { collections, notLookedAt } = await open(
      things(),
      things({ physical: { table: 'nowhere' } }, 'gone'),
    ).describe();

    expect(collections.map(({ name }) => name)).toEqual(['things']);
    expect(notLookedAt).toEqual([
      'index byPlace of the table things: no collection names it',
      'table nowhere: DynamoDB refused (ResourceNotFoundException) on the table nowhere',
      'table elsewhere: no collection lies in it',
    ]);
  });

  it.each([
    ['AccessDeniedException', 'forbidden'],
    ['ResourceNotFoundException', 'misfit'],
    ['ValidationException', 'misfit'],
    ['ItemCollectionSizeLimitExceededException', 'refused'],
    ['ProvisionedThroughputExceededException', 'no-answer'],
    ['ThrottlingException', 'no-answer'],
    ['TransactionConflictException', 'no-answer'],
    ['ExpiredTokenException', 'no-answer'],
    ['InternalServerError', 'no-answer'],
  ])('reports %s as %s, with the table and no value', async (name, kind) => {
    client = failing('Query', name);

    const error = await open(things())
      .probe()
      .catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(StoreError);
    expect(error).toMatchObject({ kind, place: { table: 'things', code: name } });
    expect(String(error)).not.toContain('ada@example.com');
    client = clientAt(server.endpoint);
  });

  describe('a write whose answer was lost, and that the client repeated', () => {
    /** The first write is carried out, but its reply never arrives. */
    const losing = () => {
      const lossy = clientAt(server.endpoint, 3);
      let writes = 0;
      lossy.middlewareStack.add(
        (next, { commandName }) =>
          async (args) => {
            const answer = await next(args);
            if (!/^(Delete|Update)Item/.test(commandName ?? '')) return answer;
            writes += 1;
            if (writes > 1) return answer;
            throw Object.assign(new Error('socket hang up'), { name: 'TimeoutError', $retryable: {} });
          },
        { step: 'deserialize', priority: 'high' },
      );
      return createDynamoDbConnector({ store: aStore('dynamodb', [things()]), client: lossy, clock });
    };

    it.each([
      ['erase', {}, { erased: 1, anonymised: 0 }],
      ['anonymise', { blank: { nick: 'x' } }, { erased: 0, anonymised: 1 }],
    ] as const)('is reported as done: %s', async (action, more, counts) => {
      await put(client, 'things', [{ ...item, nick: { S: 'ada' } }]);

      const receipt = await losing().erase([
        { collection: 'things', keys: [key], action, atMost: 1, ...more },
      ]);

      expect(receipt.collections[0]).toMatchObject({ ...counts, alreadyAbsent: 0 });
    });
  });
});
