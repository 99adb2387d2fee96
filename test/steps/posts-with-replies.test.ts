import { StoreRefusedError } from '../../functions/connectors/connector';
import type { CollectionMap } from '../../functions/domain/data-map';
import { lastOf } from '../../functions/domain/log-entries';
import type { Manifest } from '../../functions/domain/manifest';
import type { Stores } from '../../functions/domain/ports';
import { eraseStores } from '../../functions/steps/erase-stores/erase-stores';
import { aDesk } from '../builders/a-desk';
import { aCollection, aField, aMap } from '../builders/a-map';
import { aForm, aWorld, search, verified, type World } from '../builders/a-world';
import { mia } from '../builders/shop-rows';
import { anEvent } from '../domain/a-log';

const id = aField('id', 'Number');
const people: CollectionMap = aCollection('people', 'People', {
  fields: [id, aField('email', 'Address', { identity: 'email' })],
  ownRecord: true,
  facts: ['email'],
  reachedBy: [{ field: 'email', identity: 'email' }],
  eraseAfter: ['posts'],
});
const posts: CollectionMap = aCollection('posts', 'Posts', {
  fields: [
    id,
    aField('author', 'Author'),
    aField('answers', 'Answers'),
    aField('email', 'Address', { identity: 'email' }),
  ],
  facts: ['author', 'answers', 'email'],
  reachedBy: [
    { field: 'author', from: { storeId: 'shop', collection: 'people', field: 'id' }, leads: 'down' },
    { field: 'answers', from: { storeId: 'shop', collection: 'posts', field: 'id' }, leads: 'down' },
    { field: 'email', identity: 'email' },
  ],
});

/** Mia wrote three posts; Noah replied to the first, and no other person's row refers to the others. */
const rows = {
  people: [
    { id: 'mia', email: mia.email },
    { id: 'noah', email: 'noah@example.com' },
  ],
  posts: [
    { id: 'p-1', author: 'mia', answers: null, email: mia.email },
    { id: 'p-2', author: 'noah', answers: 'p-1', email: 'noah@example.com' },
    { id: 'p-3', author: 'mia', answers: null, email: mia.email },
    { id: 'p-4', author: 'mia', answers: 'p-3', email: mia.email },
  ],
};

/** A database that refuses to erase a row to which a remaining row refers. */
function withForeignKey(world: World): Stores {
  const refuse = (collection: string) => {
    throw new StoreRefusedError('x', {
      collection,
      table: 'posts',
      constraint: `posts_${collection}_fkey`,
      code: '23503',
    });
  };
  return {
    call: async (storeId: string, request: unknown): Promise<unknown> => {
      const { op, instructions = [] } = request as {
        op: string;
        instructions?: { collection: string; keys: { id: string }[] }[];
      };
      const going = (name: string) =>
        instructions.flatMap((one) => (one.collection === name ? one.keys.map((key) => key.id) : []));
      if (op === 'rehearse' || op === 'erase') {
        const stays = rows.posts.filter((post) => !going('posts').includes(post.id));
        if (stays.some(({ answers }) => answers !== null && going('posts').includes(answers)))
          refuse('posts');
        if (stays.some(({ author }) => going('people').includes(author))) refuse('people');
        if (op === 'rehearse') return { outcome: 'held' };
      }
      return world.stores.call(storeId, request);
    },
  };
}

async function frozen() {
  const map = aMap({ stores: [{ ...aMap().stores[0], collections: [people, posts] } as never] });
  const desk = aDesk();
  const plain = aWorld({
    desk: { ...desk, stores: desk.stores.filter((store) => store.id === 'shop') },
    map,
    rows: { shop: structuredClone(rows) },
  });
  const world = { ...plain, stores: withForeignKey(plain) };
  const requestId = await verified(world, aForm({ right: 'erasure', email: mia.email }));
  expect(await search(world, requestId)).toBe('decide');
  const { log } = await world.register.load(requestId);
  const manifest = lastOf(log, 'manifest-frozen')?.data;
  const { stores } = (await world.objects.get(requestId, manifest?.object ?? '')) as Manifest;
  const treated = stores.flatMap((store) => store.collections.flatMap((one) => [...one.rows]));
  return { world, requestId, manifest, treated };
}

describe('a post to which somebody else has replied', () => {
  it('waits alone, with the account that its key needs, and names the record that refers to it', async () => {
    const { treated } = await frozen();

    expect(Object.fromEntries(treated.map(({ key, treatment }) => [key.id, treatment.action]))).toEqual({
      mia: 'undecided',
      'p-1': 'undecided',
      'p-2': 'contested',
      'p-3': 'erase',
      'p-4': 'erase',
    });
    const reason = treated.find(({ key }) => key.id === 'p-1')?.treatment;
    expect(reason).toMatchObject({ reason: expect.stringContaining('constraint posts_posts_fkey') });
  });

  it('does not stop the person’s other posts from being erased', async () => {
    const { world, requestId, manifest } = await frozen();
    await world.register.append(requestId, 'ask', () => anEvent('decision-asked'));
    await world.register.append(requestId, 'approve', () =>
      anEvent('decided', { manifestHash: manifest?.hash ?? '' }),
    );

    expect((await eraseStores(world, { requestId })).next).toBe('ask-manual-stores');
    expect(world.connectors.shop?.rows.get('posts')?.map((row) => row.id)).toEqual(['p-1', 'p-2']);
    expect(world.connectors.shop?.rows.get('people')?.map((row) => row.id)).toEqual(['mia', 'noah']);
  });
});
