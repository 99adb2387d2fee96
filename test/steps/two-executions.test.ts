import { callStore } from '../../functions/casework/evidence/call-store';
import type { ErasureRecord } from '../../functions/casework/evidence/erasure-records';
import { type EraseReceipt, StoreUnavailableError } from '../../functions/connectors/connector';
import type { StoreRequest } from '../../functions/connectors/store-request';
import type { DataSubjectRequest } from '../../functions/domain/data-subject-request';
import { totalsOf } from '../../functions/domain/erasure-ledger';
import { allOf, lastOf } from '../../functions/domain/log-entries';
import type { SealedObjects, Stores } from '../../functions/domain/ports';
import { eraseStores } from '../../functions/steps/erase-stores/erase-stores';
import { readLater } from '../../functions/steps/read-later/read-later';
import { searchStores } from '../../functions/steps/search-stores/search-stores';
import { aMap } from '../builders/a-map';
import { aForm, aWorld, verified, type World } from '../builders/a-world';
import { mia } from '../builders/shop-rows';
import { anEvent } from '../domain/a-log';
import { closed, staffMails } from './closed-erasure';
import { approvedErasure, retryStores } from './erasure-saga';

jest.setTimeout(120_000);

const SEEDS = 60;

/** Waits for some turns of the event loop, as many as a seed gives. */
function randomPause(seed: number) {
  let state = seed;
  return async () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    for (let n = state % 23; n > 0; n -= 1) await new Promise((done) => setImmediate(done));
  };
}

/** The same world behind stores and a vault that reply late. */
function withSlowReplies(world: World, seed: number): World {
  const pause = randomPause(seed);
  const stores: Stores = {
    call: async (storeId: string, request: StoreRequest) => {
      await pause();
      const answer = await (request.op === 'erase'
        ? eraseRowByRow(world, storeId, request, pause)
        : world.stores.call(storeId, request));
      await pause();
      return answer as never;
    },
  };
  const objects: SealedObjects = Object.assign(Object.create(world.objects), {
    put: async (requestId: string, name: string, content: unknown) => {
      await pause();
      return world.objects.put(requestId, name, content);
    },
  });
  const register: World['register'] = Object.assign(Object.create(world.register), {
    append: async (...args: Parameters<World['register']['append']>) => {
      await pause();
      return world.register.append(...args);
    },
  });
  return { ...world, stores, objects: objects as World['objects'], register };
}

type EraseCall = Extract<StoreRequest, { op: 'erase' }>;

/** Erases like a store without transactions. */
async function eraseRowByRow(
  world: World,
  storeId: string,
  call: EraseCall,
  pause: () => Promise<void>,
): Promise<EraseReceipt> {
  const collections: EraseReceipt['collections'][number][] = [];
  for (const instruction of call.instructions)
    for (const key of instruction.keys) {
      await pause();
      const one = { ...instruction, keys: [key] };
      const receipt = await callStore(world, storeId, { ...call, instructions: [one] });
      collections.push(...receipt.collections);
    }
  return { collections: [...totalsOf(collections).values()] };
}

async function twice(world: World, seed: number, run: (world: World) => Promise<unknown>): Promise<void> {
  await Promise.allSettled([run(withSlowReplies(world, seed)), run(withSlowReplies(world, seed * 7 + 3))]);
}

/** The report on Mia's rows once all are erased: how many in each store, and how many had gone before. */
const WHOLE = ['profiles: 1, 0', 'shop: 3, 0'];

function erasedIn(log: DataSubjectRequest['log']): string[] {
  const receipts = allOf(log, 'store-erased').map((e) => e.data);
  return receipts
    .map(({ storeId, erased, alreadyAbsent }) => `${storeId}: ${erased}, ${alreadyAbsent}`)
    .sort();
}

/** Nothing is erased, and nothing can be reported. */
function losingReplies(world: World): Stores {
  return {
    call: async (storeId: string, request: StoreRequest) => {
      if (request.op === 'erase') throw new StoreUnavailableError('lost');
      return world.stores.call(storeId, request) as never;
    },
  };
}

describe('two executions of one step at once', () => {
  it('keep the sealed record of an erasure by which the log counts', async () => {
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const world = aWorld({ map: aMap({ sensitive: true }) });
      const id = await approvedErasure(world, mia.email);

      await twice(world, seed, (slow) => eraseStores(slow, { requestId: id }));

      for (const { data } of allOf((await world.register.load(id)).log, 'store-erased')) {
        const record = (await world.objects.get(id, data.object)) as ErasureRecord;
        const sum = (of: 'erased' | 'alreadyAbsent') =>
          record.receipt.collections.reduce((total, c) => total + c[of], 0);
        expect([seed, sum('erased'), sum('alreadyAbsent')]).toEqual([seed, data.erased, data.alreadyAbsent]);
      }
    }
  });

  it('do not take what the other has erased for a row of somebody else', async () => {
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const world = aWorld({ map: aMap({ sensitive: true }) });
      const id = await approvedErasure(world, mia.email);

      await twice(world, seed, (slow) => eraseStores(slow, { requestId: id }));
      const { next } = await eraseStores(world, { requestId: id });

      const { log } = await world.register.load(id);
      const drifts = allOf(log, 'erasure-drifted').map((e) => e.data);
      expect([seed, next, ...drifts, ...erasedIn(log)]).toEqual([seed, 'done', ...WHOLE]);
    }
  });

  it('count each row as erased once, after a call whose answer was lost', async () => {
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const world = aWorld({ map: aMap({ sensitive: true }) });
      const id = await approvedErasure(world, mia.email);
      await eraseStores({ ...world, stores: losingReplies(world) }, { requestId: id });
      await retryStores(world, id);

      await twice(world, seed, (slow) => eraseStores(slow, { requestId: id }));
      const { next } = await eraseStores(world, { requestId: id });

      const { log } = await world.register.load(id);
      expect([seed, next, ...erasedIn(log)]).toEqual([seed, 'done', ...WHOLE]);
    }
  });

  it('end a retention once, and count it as the desk’s own', async () => {
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const { world, requestId } = await closed();
      await world.vault.shred(requestId);
      await world.register.append(requestId, 'shred', () => anEvent('shredded'));
      world.clock.forward('P7Y2M');

      await twice(world, seed, (slow) => readLater(slow, { requestId }));
      await readLater(world, { requestId });

      const { log } = await world.register.load(requestId);
      expect([seed, lastOf(log, 'kept-ended')?.data]).toMatchObject([seed, { erased: 1, gone: 0, left: [] }]);
      expect(staffMails(world)).toEqual([]);
    }
  });

  it('keep the findings and the manifest that the log names', async () => {
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const world = aWorld({ map: aMap({ sensitive: true }) });
      const id = await verified(world, aForm());
      const late = randomPause(seed);
      const forget = async () => {
        await late();
        world.connectors.shop?.rows.get('orders')?.shift();
      };

      await Promise.all([twice(world, seed, (slow) => searchStores(slow, { requestId: id })), forget()]);

      for (const { data } of allOf((await world.register.load(id)).log, 'store-searched')) {
        const found = (await world.objects.get(id, data.object)) as { rows: readonly unknown[] };
        expect([seed, found.rows.length]).toEqual([seed, data.rows]);
      }
    }
  });

  it('end a late search like the other one, with the manifest that was approved', async () => {
    const world = aWorld({ map: aMap({ sensitive: true }) });
    const id = await approvedErasure(world, mia.email);
    const { log } = await world.register.load(id);

    expect(await searchStores(world, { requestId: id })).toEqual({ next: 'decide' });

    expect((await world.register.load(id)).log).toEqual(log);
  });

  it.each([
    ['found/', 'locating'],
    ['manifest/', 'locating'],
    ['manifest/', 'frozen'],
  ])('lose nothing if a search is overtaken by the decision: %s, %s', async (name, state) => {
    const world = aWorld({ map: aMap({ sensitive: true }) });
    const id = await verified(world, aForm());
    if (state === 'frozen') await searchStores(world, { requestId: id });
    let decided: readonly unknown[] = [];
    const overtaken = beforePut(world, name, async () => {
      if (state !== 'frozen') await searchStores(world, { requestId: id });
      await world.register.append(id, 'ask', () => anEvent('decision-asked'));
      await world.register.append(id, 'decide', (now) =>
        anEvent('decided', { manifestHash: lastOf(now.log, 'manifest-frozen')?.data.hash ?? '' }),
      );
      decided = (await world.register.load(id)).log;
    });

    expect(await searchStores(overtaken, { requestId: id })).toEqual({ next: 'decide' });

    expect(decided.length).toBeGreaterThan(0);
    expect((await world.register.load(id)).log).toEqual(decided);
  });
});

/** Runs something before the first object of this name is written. */
function beforePut(world: World, prefix: string, act: () => Promise<void>): World {
  let done = false;
  const objects: World['objects'] = Object.assign(Object.create(world.objects), {
    put: async (requestId: string, name: string, content: unknown) => {
      if (!done && name.startsWith(prefix)) {
        done = true;
        await act();
      }
      return world.objects.put(requestId, name, content);
    },
  });
  return { ...world, objects };
}
