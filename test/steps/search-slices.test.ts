import fc from 'fast-check';
import { storedFindings, unfinishedSearch } from '../../functions/casework/evidence/stored-findings';
import type { LocatedRow } from '../../functions/domain/finding';
import { allOf, lastOf } from '../../functions/domain/log-entries';
import { planSearch } from '../../functions/steps/search-stores/plan-search';
import { searchOneStore } from '../../functions/steps/search-stores/search-store';
import { aForm, aWorld, verified, type World } from '../builders/a-world';
import { anEvent } from '../domain/a-log';
import { oneRowAtATime } from './a-slow-world';

async function inSlices(world: World, requestId: string, isOver: () => boolean): Promise<number> {
  for (let turn = 1; turn < 500; turn += 1) {
    const { next, ...plan } = await planSearch(world, { requestId });
    if (!('stores' in plan)) {
      expect(next).toBe('decide');
      return turn;
    }
    for (const { storeId } of plan.stores) await searchOneStore(world, { requestId, storeId }, isOver);
  }
  throw new Error('the search does not end');
}

async function found(world: World, requestId: string): Promise<string[]> {
  const findings = await storedFindings(world, await world.register.load(requestId));
  const keyOf = ({ collection, key }: LocatedRow) => JSON.stringify([collection, key]);
  return findings.flatMap(({ rows }) => rows.map(keyOf)).sort();
}

describe('a search that one call has no time to finish', () => {
  it('goes on behind the last page that was read, however often it is cut, and finds the same', async () => {
    const whole = aWorld();
    const wholeId = await verified(whole, aForm());
    await inSlices(whole, wholeId, () => false);
    const expected = await found(whole, wholeId);

    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.boolean()), async (cuts) => {
        const world = oneRowAtATime(aWorld());
        const requestId = await verified(world, aForm());

        await inSlices(world, requestId, () => cuts.next().value);

        expect(await found(world, requestId)).toEqual(expected);
        const frozenIn = async (one: World, id: string) =>
          lastOf((await one.register.load(id)).log, 'manifest-frozen')?.data.stores;
        expect(await frozenIn(world, requestId)).toEqual(await frozenIn(whole, wholeId));
      }),
      { numRuns: 30 },
    );
  });

  it('counts for nothing before its last part is there', async () => {
    const world = oneRowAtATime(aWorld());
    const requestId = await verified(world, aForm());
    await planSearch(world, { requestId });
    await searchOneStore(world, { requestId, storeId: 'shop' }, () => true);

    const request = await world.register.load(requestId);

    expect(allOf(request.log, 'store-searched').map((e) => e.data.more)).toEqual([true]);
    expect(await storedFindings(world, request)).toEqual([]);
    expect((await planSearch(world, { requestId })).next).toBe('search');
  });

  it('loses nothing of what was noted when a later call is ended in the middle', async () => {
    let pages = 0;
    const world = oneRowAtATime(aWorld(), () => {
      pages += 1;
      return pages === 3;
    });
    const requestId = await verified(world, aForm());
    await searchOneStore(world, { requestId, storeId: 'shop' }, () => true);
    await expect(searchOneStore(world, { requestId, storeId: 'shop' }, () => false)).rejects.toThrow('ended');

    await inSlices(world, requestId, () => false);

    expect((await found(world, requestId)).length).toBeGreaterThan(1);
  });
});

describe('what an unfinished search has found', () => {
  async function begun(): Promise<{ world: World; requestId: string }> {
    const world = oneRowAtATime(aWorld());
    const requestId = await verified(world, aForm());
    await searchOneStore(world, { requestId, storeId: 'shop' }, () => true);
    return { world, requestId };
  }
  const partsOf = async ({ world, requestId }: Awaited<ReturnType<typeof begun>>) =>
    unfinishedSearch(world, await world.register.load(requestId), 'shop');

  it('is gone on with', async () => {
    expect(await partsOf(await begun())).toHaveLength(1);
  });

  it('counts no more after two hours: a row may be somebody else’s by then', async () => {
    const search = await begun();
    search.world.clock.forward('PT2H1M');

    expect(await partsOf(search)).toEqual([]);
  });

  it.each([
    ['counts no more once a row has changed since', { code: 'changed-since-found' }, 0],
    ['is gone on with after a store was silent', {}, 1],
  ])('%s', async (_, place, parts) => {
    const search = await begun();
    await search.world.register.append(search.requestId, 'down', () =>
      anEvent('store-unavailable', { storeId: 'shop', phase: 'locate', kind: 'no-answer', place }),
    );

    expect(await partsOf(search)).toHaveLength(parts);
  });
});
