import fc from 'fast-check';
import { storedFindings } from '../../functions/casework/evidence/stored-findings';
import type { LocatedRow } from '../../functions/domain/finding';
import { allOf, lastOf } from '../../functions/domain/log-entries';
import { planSearch } from '../../functions/steps/search-stores/plan-search';
import { searchOneStore } from '../../functions/steps/search-stores/search-store';
import { aForm, aWorld, verified, type World } from '../builders/a-world';
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
