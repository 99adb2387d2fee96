import { replayLines, summaryLine } from '../../../bin/replay-text';
import { type Replayed, replayErasures } from '../../../functions/casework/replay/replay-erasures';
import { lastOf } from '../../../functions/domain/log-entries';
import { aBook, aDesk } from '../../builders/a-desk';
import { aCollection, aField, aMap } from '../../builders/a-map';
import { aWorld, type World } from '../../builders/a-world';
import type { MemoryRow } from '../../fakes/memory-connector';
import { approvedErasure, eraseRounds, readAndClose } from '../../steps/erasure-saga';

const email = 'ida.falk@example.com';
const subscribers = aCollection('subscribers', 'Subscribers', {
  primaryKey: ['email'],
  fields: [aField('email', 'Mail', { identity: 'email' }), aField('since', 'Since')],
  facts: ['email'],
  reachedBy: [{ field: 'email', identity: 'email' }],
});
const reviews = aCollection('reviews', 'Reviews', {
  fields: [aField('id', 'Number'), aField('email', 'Mail', { identity: 'email', blankWith: null })],
  facts: ['email'],
  reachedBy: [{ field: 'email', identity: 'email' }],
  onErasure: { action: 'anonymise' },
});
const stores = [
  { storeId: 'shop', title: 'shop', kind: 'postgres' as const, collections: [subscribers, reviews] },
];
const then: MemoryRow = { email, since: '2020-01-01T09:30:00Z' };
const review: MemoryRow = { id: 'r-1', email };

async function erased(subscriber = then): Promise<{ world: World; requestId: string }> {
  const desk = aDesk();
  const rows = { shop: { subscribers: [subscriber, { email: 'bo@example.com' }], reviews: [review] } };
  const world = aWorld({ desk, book: aBook(desk), map: aMap({ stores }), rows });
  const requestId = await approvedErasure(world, email);
  await eraseRounds(world, requestId);
  await readAndClose(world, requestId);
  return { world, requestId };
}

async function replayed(world: World): Promise<Replayed[]> {
  const all: Replayed[] = [];
  for await (const one of replayErasures(world)) all.push(one);
  return all;
}

const rowsOf = (world: World, name: string) => world.connectors.shop?.rows.get(name) ?? [];

describe('a replay of the erasures', () => {
  it('erases exactly the rows that a restore brought back, and records how many [F15]', async () => {
    const { world, requestId } = await erased();
    rowsOf(world, 'subscribers').push({ ...then });
    rowsOf(world, 'reviews').splice(0, 1, { ...review });

    const all = await replayed(world);

    expect(all).toEqual([{ requestId, storeId: 'shop', rows: 2, left: [] }]);
    expect(rowsOf(world, 'subscribers')).toEqual([{ email: 'bo@example.com' }]);
    expect(rowsOf(world, 'reviews')).toEqual([{ id: 'r-1', email: null }]);
    const { log } = await world.register.load(requestId);
    expect(lastOf(log, 'erasure-replayed')?.data).toEqual({ storeId: 'shop', rows: 2 });
  });

  it('does nothing if nothing came back, however often it runs', async () => {
    const { world } = await erased();

    expect((await replayed(world))[0]).toMatchObject({ rows: 0, left: [] });
    expect(rowsOf(world, 'reviews')).toEqual([{ id: 'r-1', email: null }]);
  });

  it('leaves a customer alone who came back under the same address, and says so', async () => {
    const { world } = await erased();
    const again = { email, since: '2026-04-01' };
    rowsOf(world, 'subscribers').push(again);

    const all = await replayed(world);

    expect(rowsOf(world, 'subscribers')).toContainEqual(again);
    expect(all[0]).toMatchObject({
      rows: 0,
      left: [{ collection: 'subscribers', rows: 1, because: 'other-row' }],
    });
    expect(all.flatMap(replayLines).join()).toContain('may have come back as a customer');
    expect(summaryLine(all)).toContain(
      '1 rows were left alone: look at them, and erase by hand what may go.',
    );
  });

  it.each(['always', '1985-04-12', '1985-04-12T00:00:00.000Z'])(
    'does not mistake a new row under an address for the erased one because of content that any returning person has: %s',
    async (since) => {
      const { world } = await erased({ email, since });
      rowsOf(world, 'subscribers').push({ email, since });

      expect((await replayed(world))[0]?.left).toEqual([
        { collection: 'subscribers', rows: 1, because: 'not-comparable' },
      ]);
    },
  );

  it('leaves rows alone that came later, under keys of their own', async () => {
    const { world } = await erased();
    rowsOf(world, 'reviews').push({ id: 'r-2', email });

    expect((await replayed(world))[0]?.left).toEqual([
      { collection: 'reviews', rows: 1, because: 'not-erased-then' },
    ]);
    expect(rowsOf(world, 'reviews')).toContainEqual({ id: 'r-2', email });
  });

  it('asks a person if the tombstone has ended, since nothing can be compared', async () => {
    const { world } = await erased();
    rowsOf(world, 'subscribers').push({ ...then });
    world.clock.forward('P91D');

    expect((await replayed(world))[0]?.left).toEqual([
      { collection: 'subscribers', rows: 1, because: 'not-comparable' },
    ]);
  });

  it('names a store that fails, and one whose key is destroyed', async () => {
    const { world, requestId } = await erased();
    if (world.connectors.shop) world.connectors.shop.down = true;
    const down = await replayed(world);
    await world.vault.shred(requestId);

    expect(down[0]).toMatchObject({ rows: 0, fault: 'no-answer' });
    expect((await replayed(world))[0]).toMatchObject({ rows: -1 });
  });
});
