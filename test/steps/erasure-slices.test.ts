import fc from 'fast-check';
import { allOf, lastOf } from '../../functions/domain/log-entries';
import { eraseStore } from '../../functions/steps/erase-stores/erase-store';
import { planErasure } from '../../functions/steps/erase-stores/plan-erasure';
import { settleErasure } from '../../functions/steps/erase-stores/settle-erasure';
import { readStoresAgain } from '../../functions/steps/read-stores-again/read-stores-again';
import { aWorld, type World } from '../builders/a-world';
import { anEvent } from '../domain/a-log';
import { oneRowAtATime } from './a-slow-world';
import { approvedErasure, everything } from './erasure-saga';
import { rowsOf, shopMap } from './random-shop';

const person: Parameters<typeof rowsOf>[0][number][1] = {
  address: 0,
  orders: 4,
  invoices: [[2024, true]],
  reviews: 2,
  letters: 1,
};

const aSlowWorld = () => oneRowAtATime(aWorld({ map: shopMap, rows: rowsOf([[0, person]]) }));

async function erase(world: World, requestId: string, isOver: () => boolean): Promise<void> {
  for (let turn = 0; turn < 300; turn += 1) {
    const { next } = await settleErasure(world, { requestId });
    if (next === 'done' || next === 'ask-manual-stores') return;
    expect(next).toBe('again');
    for (const store of (await planErasure(world, { requestId })).stores)
      await eraseStore(world, { requestId, ...store }, { isOver, isOverForCalls: isOver });
  }
  throw new Error('the erasure does not end');
}

describe('an erasure that one call has no time to finish', () => {
  it('goes on where its look, its calls or its reading stopped, and does the same', async () => {
    const whole = aSlowWorld();
    const wholeId = await approvedErasure(whole);
    await erase(whole, wholeId, () => false);
    const expected = await whole.register.load(wholeId);

    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.boolean()), async (cuts) => {
        const world = aSlowWorld();
        const requestId = await approvedErasure(world);

        await erase(world, requestId, () => cuts.next().value);

        const request = await world.register.load(requestId);
        expect(everything(world)).toEqual(everything(whole));
        const receipts = (one: typeof request) =>
          allOf(one.log, 'store-erased')
            .map(({ data: { object: _, ...counts } }) => JSON.stringify(counts))
            .sort();
        expect(receipts(request)).toEqual(receipts(expected));
      }),
      { numRuns: 20 },
    );
  });

  it('reads anew what was read before the desk did something in a store', async () => {
    const world = aSlowWorld();
    const requestId = await approvedErasure(world);
    await planErasure(world, { requestId });
    await eraseStore(
      world,
      { requestId, storeId: 'shop', round: 1 },
      { isOver: () => true, isOverForCalls: () => true },
    );
    const paused = lastOf((await world.register.load(requestId)).log, 'reading-paused');
    await erase(world, requestId, () => false);

    expect(paused?.data.storeId).toBe('shop');
    expect(lastOf((await world.register.load(requestId)).log, 'store-erased')?.data.remaining).toBe(0);
  });

  it('ends with a second reading that goes on in further calls', async () => {
    const world = aSlowWorld();
    const requestId = await approvedErasure(world);
    await erase(world, requestId, () => false);
    await world.register.append(requestId, 'second', () => anEvent('second-reading-due'));

    const turns: string[] = [];
    while (turns.at(-1) !== 'done' && turns.length < 100)
      turns.push((await readStoresAgain(world, { requestId }, () => true)).next);

    expect(turns.slice(0, -1).every((next) => next === 'read-on')).toBe(true);
    expect(turns.at(-1)).toBe('done');
    expect(turns.length).toBeGreaterThan(1);
  });
});
