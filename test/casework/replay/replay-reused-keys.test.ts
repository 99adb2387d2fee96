import { type Replayed, replayErasures } from '../../../functions/casework/replay/replay-erasures';
import type { Manifest, RowTreatment } from '../../../functions/domain/manifest';
import { tombstonesUntil } from '../../../functions/domain/tombstones';
import { aBook, aDesk } from '../../builders/a-desk';
import { aCollection, aField, aMap } from '../../builders/a-map';
import { aWorld, type World } from '../../builders/a-world';
import type { MemoryRow } from '../../fakes/memory-connector';
import { approvedErasure, eraseRounds, readAndClose } from '../../steps/erasure-saga';

const email = 'ida.falk@example.com';
const customers = aCollection('customers', 'Customers', {
  fields: [
    aField('id', 'Number'),
    aField('email', 'Mail', { identity: 'email' }),
    aField('number', 'Customer number', { identity: 'customer-number' }),
  ],
  ownRecord: true,
  facts: ['email', 'number'],
  reachedBy: [{ field: 'email', identity: 'email' }],
});
/** Like a DynamoDB table that is keyed by the customer number. */
const vectors = aCollection('taste_vectors', 'What you like', {
  primaryKey: ['number'],
  fields: [aField('number', 'Customer number', { identity: 'customer-number' }), aField('likes', 'Likes')],
  facts: ['number'],
  reachedBy: [{ field: 'number', identity: 'customer-number' }],
});
/** Like files under a prefix with the customer number: everybody has the same file name, for ever. */
const avatars = aCollection('avatars', 'Your picture', {
  primaryKey: ['key'],
  fields: [aField('key', 'File'), aField('number', 'Customer number', { identity: 'customer-number' })],
  facts: ['number'],
  reachedBy: [{ field: 'number', identity: 'customer-number' }],
  physical: { bucket: 'files', format: 'objects', prefix: 'avatars/{number}/' },
});
const stores = [
  { storeId: 'shop', title: 'shop', kind: 'postgres' as const, collections: [customers] },
  { storeId: 'profiles', title: 'profiles', kind: 'dynamodb' as const, collections: [vectors] },
  { storeId: 'files', title: 'files', kind: 's3' as const, collections: [avatars] },
];
const ida: MemoryRow = { id: 'c-1', email, number: 'C-7' };
const vector: MemoryRow = { number: 'C-7', likes: 'tea' };
const picture: MemoryRow = { key: 'avatars/C-7/avatar.jpg', number: 'C-7' };

function show(world: World, content: string): void {
  const bytes = Buffer.from(content);
  world.connectors.files?.attach(
    { collection: 'avatars', key: { key: String(picture.key) } },
    {
      name: 'avatar.jpg',
      content: (async function* () {
        yield bytes;
      })(),
    },
  );
}

const tableOf = (world: World, store: string, name: string) => world.connectors[store]?.rows.get(name) ?? [];

async function erased(likes = 'tea'): Promise<World> {
  const desk = aDesk();
  const rows = {
    shop: { customers: [ida] },
    profiles: { taste_vectors: [{ ...vector, likes }] },
    files: { avatars: [picture] },
  };
  const world = aWorld({ desk, book: aBook(desk), map: aMap({ stores }), rows });
  const requestId = await approvedErasure(world, email);
  await eraseRounds(world, requestId);
  await readAndClose(world, requestId);
  return world;
}

async function replayed(world: World): Promise<Replayed[]> {
  const all: Replayed[] = [];
  for await (const one of replayErasures(world)) all.push(one);
  return all;
}

describe('a replay after keys were reused', () => {
  it.each([
    ['with other content, since the person came back', 'tea', 'coffee', 'other-row'],
    ['with the same content, which two of one person may have', 'tea', 'tea', 'not-comparable'],
  ] as const)('leaves an item keyed by a customer number alone %s', async (_, then, now, because) => {
    const world = await erased(then);
    tableOf(world, 'profiles', 'taste_vectors').push({ ...vector, likes: now });

    const all = await replayed(world);

    expect(all.find(({ storeId }) => storeId === 'profiles')).toMatchObject({
      rows: 0,
      left: [{ collection: 'taste_vectors', rows: 1, because }],
    });
    expect(tableOf(world, 'profiles', 'taste_vectors')).toHaveLength(1);
  });

  it('erases such an item again if its content is the same and holds an instant: a backup brought it back', async () => {
    const world = await erased('tea since 2020-01-01T10:00:00.000Z');
    tableOf(world, 'profiles', 'taste_vectors').push({
      ...vector,
      likes: 'tea since 2020-01-01T10:00:00.000Z',
    });

    expect((await replayed(world)).find(({ storeId }) => storeId === 'profiles')).toMatchObject({ rows: 1 });
    expect(tableOf(world, 'profiles', 'taste_vectors')).toEqual([]);
  });

  it('leaves an identical row alone if the customer number belongs to another account by now', async () => {
    const world = await erased('tea since 2020-01-01T10:00:00.000Z');
    tableOf(world, 'shop', 'customers').push({ id: 'c-1', email: 'neu@example.com', number: 'C-7' });
    tableOf(world, 'profiles', 'taste_vectors').push({
      ...vector,
      likes: 'tea since 2020-01-01T10:00:00.000Z',
    });
    tableOf(world, 'files', 'avatars').push({ ...picture });

    const all = await replayed(world);

    expect(all.map(({ rows }) => rows)).toEqual([0, 0, 0]);
    expect(all.flatMap(({ left }) => left.map(({ because }) => because))).toContain('new-account');
    expect(tableOf(world, 'files', 'avatars')).toHaveLength(1);
  });

  it('erases nothing of a new account if the accounts could not be read', async () => {
    const world = await erased();
    tableOf(world, 'files', 'avatars').push({ ...picture });
    const stores: typeof world.stores = {
      call: async (storeId: string, request: unknown): Promise<unknown> =>
        storeId === 'shop'
          ? { fault: { kind: 'no-answer', place: {} } }
          : world.stores.call(storeId, request),
    };

    const all = await replayed({ ...world, stores });

    expect(all.find(({ storeId }) => storeId === 'files')).toMatchObject({
      rows: 0,
      left: [{ collection: 'avatars', rows: 1, because: 'not-comparable' }],
    });
  });

  it('leaves a file alone that is a different one under the erased name', async () => {
    const world = await erased();
    tableOf(world, 'files', 'avatars').push({ ...picture });
    show(world, 'another picture');

    expect((await replayed(world)).find(({ storeId }) => storeId === 'files')?.rows).toBe(0);
    expect(tableOf(world, 'files', 'avatars')).toHaveLength(1);
  });
});

describe('the end of a tombstone', () => {
  const now = '2026-03-05T10:00:00.000Z';
  const desk = (backups: readonly string[]) => {
    const plain = aDesk();
    const [first] = plain.stores;
    const all = backups.map((backupsKept, n) => ({
      ...(first as typeof first & object),
      id: `s${n}`,
      backupsKept,
    }));
    return { ...plain, stores: all, waits: { ...plain.waits, laterReadings: ['P7D', 'P30D'] } };
  };
  const kept = (...until: string[]): Manifest => ({
    version: 1,
    right: 'erasure',
    stores: [
      {
        storeId: 's0',
        state: 'searched',
        searches: [],
        collections: [
          {
            collection: 'invoices',
            unmapped: [],
            rows: until.map((day) => ({
              collection: 'invoices',
              key: { id: day },
              facts: {},
              treatment: { action: 'retain', ground: 'tax', article: '', until: day } as RowTreatment,
            })),
          },
        ],
      },
    ],
  });

  it.each([
    ['the longest backup of any store', ['P35D', 'P90D', 'P1D'], [], '2026-06-03'],
    ['the last reading, where backups are shorter', ['P1D'], [], '2026-04-04'],
    ['the last retention, where that is later', ['P35D'], ['2031-12-31', '2034-12-31'], '2034-12-31'],
  ] as const)('is that of %s', (_, backups, until, day) => {
    const end = tombstonesUntil(desk(backups), kept(...until), now);

    expect(end.slice(0, 10)).toBe(day);
  });
});
