import fc from 'fast-check';
import { firstChainFault } from '../../functions/adapters/event-chain';
import { StoreUnavailableError } from '../../functions/connectors/connector';
import { allOf } from '../../functions/domain/log-entries';
import type { Stores } from '../../functions/domain/ports';
import { aBook, aDesk } from '../builders/a-desk';
import { aWorld, happened, type World } from '../builders/a-world';
import { anEvent } from '../domain/a-log';
import { approvedErasure, eraseRounds, everything, readAndClose, retryStores, texts } from './erasure-saga';
import { type Person, people, restOf, rowsOf, shopMap } from './random-shop';

jest.setTimeout(60_000);

const today = '2026-11-24';
const desk = aDesk();
const book = aBook(desk);

function aShop(all: readonly Person[]): World {
  return aWorld({ desk, book, map: shopMap, rows: rowsOf(all.map((p, n) => [n, p] as const)) });
}

/** The rows that must exist at the end: all of everyone else's, and what stays of the first person's. */
function expected(all: readonly Person[]): string[] {
  const [first, ...others] = all.map((p, n) => [n, p] as const);
  const rest = first ? texts(restOf(first, today)) : [];
  return [...new Set([...texts(rowsOf(others)), ...rest])].sort();
}

/** A failing call of a store: before it took effect, or after, so that only the reply is lost. */
interface Fault {
  readonly storeId: string;
  readonly nth: number;
  readonly lost: 'call' | 'answer';
  readonly lasting: boolean;
}

const fault: fc.Arbitrary<Fault> = fc.record({
  storeId: fc.constantFrom('shop', 'profiles', 'archive'),
  nth: fc.integer({ min: 1, max: 8 }),
  lost: fc.constantFrom('call', 'answer'),
  lasting: fc.boolean(),
});

function faulty(stores: Stores, { storeId, nth, lost, lasting }: Fault): Stores & { hits: number } {
  let calls = 0;
  const faultyStores = {
    hits: 0,
    call: async (id: string, request: unknown): Promise<unknown> => {
      calls += id === storeId ? 1 : 0;
      const hit = id === storeId && (lasting ? calls >= nth : calls === nth);
      if (!hit) return stores.call(id, request);
      faultyStores.hits += 1;
      if (lost === 'answer') await stores.call(id, request);
      throw new StoreUnavailableError(`the store ${id} answered nothing`);
    },
  };
  return faultyStores;
}

describe('the erasure of one person among several in a shop', () => {
  it('leaves every row of everyone else byte-identical, and what a law keeps; a second reading finds nothing left', async () => {
    await fc.assert(
      fc.asyncProperty(people, async (all) => {
        const world = aShop(all);
        const requestId = await approvedErasure(world);

        const next = await eraseRounds(world, requestId);
        const request = await readAndClose(world, requestId);

        expect(next).toBe('done');
        expect(everything(world)).toEqual(expected(all));
        const readings = allOf(request.log, 'store-read-again').map((e) => e.data);
        expect(readings.map((r) => [r.storeId, r.remaining, r.drift])).toEqual(
          ['shop', 'profiles', 'archive'].map((id) => [id, 0, undefined]),
        );
        const kept = readings.reduce((sum, r) => sum + r.retained, 0);
        expect(request.outcome).toBe(kept > 0 ? 'partly-fulfilled' : 'fulfilled');
        expect(firstChainFault(request.log)).toBeUndefined();
      }),
      { numRuns: 40 },
    );
  });

  it('stops in no store because another fails at any call, and claims nothing complete until that one is read', async () => {
    let stopped = 0;
    await fc.assert(
      fc.asyncProperty(people, fault, async (all, what) => {
        const whole = aShop(all);
        const requestId = await approvedErasure(whole);
        const stores = faulty(whole.stores, what);
        const world: World = { ...whole, stores };

        const next = await eraseRounds(world, requestId);

        const request = await world.register.load(requestId);
        const gone = everything(world).filter((row) => !row.includes(`["${what.storeId}"`));
        expect(gone).toEqual(expected(all).filter((row) => !row.includes(`["${what.storeId}"`)));
        const down = happened(request).includes('store-unavailable');
        expect(next).toBe(down ? 'await-stores' : 'done');
        expect(stores.hits === 0 || down || happened(request).includes('kept-until')).toBe(true);
        expect(request.status).toBe('fulfilling');
        stopped += down ? 1 : 0;
      }),
      { numRuns: 60 },
    );
    expect(stopped).toBeGreaterThan(5);
  });

  it('continues where it stopped once the store is back, although the store may have done what it did not confirm [F05]', async () => {
    await fc.assert(
      fc.asyncProperty(people, fault, async (all, what) => {
        const whole = aShop(all);
        const requestId = await approvedErasure(whole);
        await eraseRounds({ ...whole, stores: faulty(whole.stores, what) }, requestId);
        await retryStores(whole, requestId);

        const next = await eraseRounds(whole, requestId);
        await readAndClose(whole, requestId);

        expect(next).toBe('done');
        expect(everything(whole)).toEqual(expected(all));
      }),
      { numRuns: 20 },
    );
  });

  it('ends without a store that was given up, erases in the others, and is reported as partly done', async () => {
    await fc.assert(
      fc.asyncProperty(people, fault, async (all, what) => {
        const whole = aShop(all);
        const requestId = await approvedErasure(whole);
        const world: World = { ...whole, stores: faulty(whole.stores, { ...what, nth: 1, lasting: true }) };
        await eraseRounds(world, requestId);
        await world.register.append(requestId, 'give-up', () =>
          anEvent('stores-given-up', { storeIds: [what.storeId] }),
        );

        const next = await eraseRounds(world, requestId);
        const request = await readAndClose(world, requestId);

        expect(next).toBe('done');
        expect(request.outcome).toBe('partly-fulfilled');
      }),
      { numRuns: 20 },
    );
  });
});
