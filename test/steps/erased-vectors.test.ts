import { Client } from 'pg';
import { buildCompletionInput } from '../../functions/casework/evidence/build-completion-input';
import { erasureRecords } from '../../functions/casework/evidence/erasure-records';
import type { Connector } from '../../functions/connectors/connector';
import { createPostgresConnector } from '../../functions/connectors/postgres/postgres-connector';
import type { StoreRequest } from '../../functions/connectors/store-request';
import type { DataMap } from '../../functions/domain/data-map';
import { allOf, lastOf } from '../../functions/domain/log-entries';
import { readStoresAgain } from '../../functions/steps/read-stores-again/read-stores-again';
import { vectorText } from '../../functions/words/vector-text';
import { aBook, aDesk } from '../builders/a-desk';
import { aCollection, aField } from '../builders/a-map';
import { aWorld, type World } from '../builders/a-world';
import { suiteDatabase } from '../connectors/suite-database';
import { anEvent } from '../domain/a-log';
import { memoryStores } from '../fakes/memory-stores';
import { approvedErasure, eraseRounds } from './erasure-saga';

jest.setTimeout(60_000);

const ada = 'ada@example.com';

const schema = `
CREATE EXTENSION IF NOT EXISTS vector;
DROP TABLE IF EXISTS accounts, messages, message_vectors, training_set CASCADE;
CREATE TABLE accounts (id text PRIMARY KEY, email text);
CREATE TABLE messages (id text PRIMARY KEY, account_id text REFERENCES accounts, body text);
CREATE TABLE message_vectors (id text PRIMARY KEY, source_id text, embedding vector(3));
INSERT INTO accounts VALUES ('A', '${ada}'), ('B', 'ben@example.com');
INSERT INTO messages VALUES ('m1', 'A', 'My lamp flickers'), ('m2', 'B', 'My lamp flickers'), ('m3', 'A', 'Thanks');
INSERT INTO message_vectors VALUES ('v1', 'm1', '[0.1,0.2,0.3]'), ('v2', 'm2', '[0.1,0.2,0.3]'), ('v3', 'm3', '[0.5,-1,0]');`;

const link = (field: string, collection: string, of: string) =>
  ({ field, from: { storeId: 'shop', collection, field: of }, leads: 'down' }) as const;

const map: DataMap = {
  stores: [
    {
      storeId: 'shop',
      title: 'The shop',
      kind: 'postgres',
      collections: [
        aCollection('accounts', 'Accounts', {
          ownRecord: true,
          fields: [aField('id', 'Number'), aField('email', 'E-mail', { identity: 'email' })],
          facts: ['id', 'email'],
          reachedBy: [{ field: 'email', identity: 'email' }],
        }),
        aCollection('messages', 'Messages', {
          fields: [aField('id', 'Number'), aField('account_id', 'Account'), aField('body', 'Text')],
          facts: ['id', 'account_id'],
          reachedBy: [link('account_id', 'accounts', 'id')],
        }),
        aCollection('message_vectors', 'Vectors of messages', {
          fields: [aField('id', 'Number'), aField('source_id', 'Message'), aField('embedding', 'Vector')],
          facts: ['id', 'source_id'],
          reachedBy: [link('source_id', 'messages', 'id')],
        }),
      ],
    },
  ],
  systems: [],
  gaps: [],
};

const desk = aDesk();

describe('an erasure of rows with vectors', () => {
  const url = suiteDatabase();
  let client: Client;
  let shop: Connector;
  let world: World;
  let asked: StoreRequest[];
  /** Runs in the database once rows were erased. */
  let afterwards: string | undefined;

  beforeEach(async () => {
    client = new Client({ connectionString: url() });
    await client.connect();
    await client.query(schema);
    shop = createPostgresConnector({ store: map.stores[0] as (typeof map.stores)[number], url: url() });
    const memory = aWorld({ desk, book: aBook(desk), map, rows: {} });
    const stores = memoryStores({ shop }, (target, content) => memory.objects.write(target, content));
    asked = [];
    afterwards = undefined;
    const call = async (storeId: string, request: StoreRequest) => {
      asked.push(request);
      const answer = await stores.call(storeId, request);
      if (request.op === 'erase' && afterwards) await client.query(afterwards);
      return answer;
    };
    world = { ...memory, stores: { call } as World['stores'] };
  });
  afterEach(async () => {
    await shop.close();
    await client.end();
  });

  const erased = async () => {
    const requestId = await approvedErasure(world, ada);
    const next = await eraseRounds(world, requestId);
    const request = await world.register.load(requestId);
    return { requestId, next, request, record: (await erasureRecords(world, request)).at(-1) };
  };
  const sealed = (request: Awaited<ReturnType<typeof erased>>['request']) =>
    allOf(request.log, 'erasure-begun').flatMap(({ data }) => data.vectors ?? []);

  it('searches with the erased vectors, and finds nothing of the person', async () => {
    const { next, record } = await erased();
    const { rows } = await client.query('SELECT id FROM message_vectors');

    expect(next).toBe('done');
    expect(rows).toEqual([{ id: 'v2' }]);
    expect(record?.vectors).toEqual({ asked: 2, others: 1, left: [], by: ['exact'], unasked: [] });
  });

  it('says in the report what that search showed', async () => {
    const { request } = await erased();

    const { stores } = await buildCompletionInput(world, request);

    const [store] = stores;
    const vectors = store?.state === 'erased' ? store.vectors : undefined;
    expect(vectors && vectorText(vectors)).toBe(
      '2 vectors (what a computer makes of a record for searching) were erased here. Afterwards we searched with them, record by record. Nothing of yours was found where we looked. 1 record of other people holds the same numbers.',
    );
  });

  it('stops at a copy of a vector that nobody described, and staff look', async () => {
    await client.query('CREATE TABLE training_set AS SELECT embedding AS e FROM message_vectors');

    const { next, request, record } = await erased();

    expect(next).toBe('by-person');
    expect(lastOf(request.log, 'erasure-drifted')?.data).toMatchObject({ reason: 'came-unclaimed' });
    expect(record?.unread).toEqual([
      { collection: 'message_vectors', place: 'training_set.e', reason: 'same-vector' },
    ]);
  });

  it('stops at a row that came back under another key and names nobody', async () => {
    afterwards = "INSERT INTO message_vectors VALUES ('v9', '', '[0.5,-1,0]') ON CONFLICT DO NOTHING";

    const { next, record } = await erased();

    expect(next).toBe('by-person');
    expect(record?.unread).toEqual([
      expect.objectContaining({ place: 'message_vectors.embedding (id v9)', reason: 'same-vector' }),
    ]);
  });

  it('seals the vectors until the second reading, and then overwrites them', async () => {
    const { requestId, request } = await erased();
    const [name = ''] = sealed(request);
    const before = [];
    for await (const line of world.objects.lines(requestId, name)) before.push(line);

    await world.register.append(requestId, 'second', () => anEvent('second-reading-due'));
    await readStoresAgain(world, { requestId });

    const left = [];
    for await (const line of world.objects.lines(requestId, name)) left.push(line);
    expect(before).toHaveLength(2);
    expect(left).toEqual([]);
    expect(asked.filter(({ op }) => op === 'ask-vectors')).toHaveLength(2);
  });

  it('writes no vector into the log', async () => {
    const { request } = await erased();

    expect(sealed(request)).toHaveLength(1);
    expect(JSON.stringify(request.log)).not.toMatch(/0\.5|0\.2/);
  });
});
