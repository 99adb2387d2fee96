import { StoreUnavailableError } from '../../functions/connectors/connector';
import type { StoreRequest } from '../../functions/connectors/store-request';
import { allOf } from '../../functions/domain/log-entries';
import type { Stores } from '../../functions/domain/ports';
import type { Timer } from '../../functions/domain/timer';
import { timersOf } from '../../functions/domain/timers';
import { eraseStores } from '../../functions/steps/erase-stores/erase-stores';
import { aMap } from '../builders/a-map';
import { aWorld, type World } from '../builders/a-world';
import { mia } from '../builders/shop-rows';
import { anEvent } from '../domain/a-log';
import { approvedErasure } from './erasure-saga';

const KILLED = new Error('killed');
const LOST = new StoreUnavailableError('lost');

async function approved(): Promise<{ world: World; id: string }> {
  const world = aWorld({ map: aMap({ sensitive: true }) });
  return { world, id: await approvedErasure(world, mia.email) };
}

/** The shop's database fails this many times when it is asked to erase, before or after it has done so. */
function failing(
  world: World,
  error: Error,
  { times, when }: { times: number; when: 'before' | 'after' },
): World {
  let left = times;
  const stores: Stores = {
    call: async (storeId: string, request: StoreRequest) => {
      const fails = request.op === 'erase' && storeId === 'shop' && left > 0;
      if (fails) left -= 1;
      if (fails && when === 'before') throw error;
      const answer = await world.stores.call(storeId, request);
      if (fails) throw error;
      return answer as never;
    },
  };
  return { ...world, stores };
}

async function run(world: World, requestId: string): Promise<string> {
  try {
    return (await eraseStores(world, { requestId })).next;
  } catch (error) {
    if (error === KILLED) return 'killed';
    throw error;
  }
}

async function timer({ register, desk, book, clock }: World, id: string, kind: Timer['kind']) {
  return timersOf(await register.load(id), { desk, book, clock }).find((one) => one.kind === kind);
}

describe('an erasure whose call was lost', () => {
  it('is not given up before the call can be settled, also if the store was down once and the date is near', async () => {
    const { world, id } = await approved();
    await world.register.append(id, 'down', () =>
      anEvent('store-unavailable', { storeId: 'shop', phase: 'locate', kind: 'no-answer' }),
    );
    await world.register.append(id, 'up', () => anEvent('stores-retried', {}));
    world.clock.forward('P40D');
    expect(await run(failing(world, KILLED, { times: 1, when: 'after' }), id)).toBe('killed');

    expect(await run(world, id)).toBe('await-stores');

    const now = Date.parse(world.clock.now());
    const givenUp = Date.parse((await timer(world, id, 'give-up-stores'))?.at ?? '');
    expect(givenUp - now).toBeGreaterThan(31 * 60_000);
  });

  it('continues once the clock that dated the call turns out to have been ahead', async () => {
    const { world, id } = await approved();
    const then = world.clock.now();
    world.clock.forward('P1D');
    await run(failing(world, LOST, { times: 1, when: 'after' }), id);
    world.clock.set(then);
    world.clock.forward('PT2H');
    await world.register.append(id, 'retry', () => anEvent('stores-retried', {}));

    expect(await run(world, id)).toBe('done');
  });

  it.each([
    ['killed before the store did anything', KILLED, 'before'],
    ['killed after it', KILLED, 'after'],
    ['no answer', LOST, 'after'],
  ] as const)('is done within an hour by the retries of the watch alone: %s', async (_, error, when) => {
    const { world, id } = await approved();
    const began = Date.parse(world.clock.now());

    await untilDone(failing(world, error, { times: 1, when }), id);

    expect(Date.parse(world.clock.now()) - began).toBeLessThan(3_600_000);
    const receipts = allOf((await world.register.load(id)).log, 'store-erased').map((e) => e.data);
    expect(receipts.find(({ storeId }) => storeId === 'shop')).toMatchObject({ erased: 3, alreadyAbsent: 0 });
  });

  it('is not delayed further by each time that it is killed', async () => {
    const { world, id } = await approved();
    const began = Date.parse(world.clock.now());

    await untilDone(failing(world, KILLED, { times: 2, when: 'before' }), id);

    expect(Date.parse(world.clock.now()) - began).toBeLessThan(2 * 3_600_000);
  });
});

async function untilDone(world: World, id: string): Promise<void> {
  for (let n = 0; n < 40; n += 1) {
    const next = await run(world, id);
    if (next === 'done' || next === 'ask-manual-stores') return;
    if (next === 'killed') continue;
    const retry = await timer(world, id, 'retry-stores');
    if (!retry) throw new Error(`nothing is tried again after ${next}`);
    world.clock.set(retry.at);
    await world.register.append(id, retry.key, () => anEvent('stores-retried', {}));
  }
  throw new Error('not done');
}
