import { countLeftOut } from '../../functions/casework/evidence/approved-manifest';
import { NotAllowedError, RequestEndedError } from '../../functions/domain/errors';
import { lastOf } from '../../functions/domain/log-entries';
import type { Stores } from '../../functions/domain/ports';
import { assemblePackage } from '../../functions/steps/assemble-package/assemble-package';
import { eraseStore } from '../../functions/steps/erase-stores/erase-store';
import { planErasure } from '../../functions/steps/erase-stores/plan-erasure';
import { readStoresAgain } from '../../functions/steps/read-stores-again/read-stores-again';
import { aBook, aDesk } from '../builders/a-desk';
import { aWorld, happened, type World } from '../builders/a-world';
import { anEvent } from '../domain/a-log';
import type { MemoryRow } from '../fakes/memory-connector';
import { approvedErasure, eraseRounds, everything } from './erasure-saga';
import { rowsOf, shopMap } from './random-shop';

jest.setTimeout(60_000);

const desk = aDesk();
const book = aBook(desk);
const person = { address: 0, orders: 2, invoices: [[2026, false]], reviews: 0, letters: 1 } as const;

function aShop(): World {
  return aWorld({
    desk,
    book,
    map: shopMap,
    rows: rowsOf([
      [0, person],
      [1, person],
    ]),
  });
}

/** Inserts a row into a store after every erasure there, as a late import does. */
function importing(world: World, collection: string, row: () => MemoryRow): Stores {
  return {
    call: async (storeId: string, request: { op: string }): Promise<unknown> => {
      const answer = await world.stores.call(storeId, request);
      if (storeId === 'shop' && request.op === 'erase') {
        world.connectors.shop?.rows.get(collection)?.push(row());
      }
      return answer;
    },
  } as Stores;
}

function counting(world: World): Stores & { readonly calls: { storeId: string; op: string }[] } {
  const calls: { storeId: string; op: string }[] = [];
  return {
    calls,
    call: (storeId: string, request: unknown): Promise<unknown> => {
      calls.push({ storeId, op: (request as { op: string }).op });
      return world.stores.call(storeId, request);
    },
  };
}

const orderAgain = () => ({ id: 'o0-0', customer_id: 'c0' });

describe('a row that cannot be erased', () => {
  it('goes to a person after three rounds, and the request is not complete [F08]', async () => {
    const world = aShop();
    const requestId = await approvedErasure(world);
    const leaky = { ...world, stores: importing(world, 'orders', orderAgain) };

    const next = await eraseRounds(leaky, requestId);

    const request = await world.register.load(requestId);
    expect(next).toBe('by-person');
    expect(request.status).toBe('with-staff');
    expect(request.log.find((e) => e.type === 'erasure-drifted')?.data).toEqual({
      storeId: 'shop',
      reason: 'left-over',
      collections: [{ collection: 'orders', rows: 1 }],
      ways: ['leave'],
    });
    expect(request.log.filter((e) => e.type === 'erasure-planned')).toHaveLength(3);
  });

  it('is left to a person as not done, once somebody says so', async () => {
    const world = aShop();
    const requestId = await approvedErasure(world);
    await eraseRounds({ ...world, stores: importing(world, 'orders', orderAgain) }, requestId);
    const left = await countLeftOut(world, await world.register.load(requestId));

    await world.register.append(requestId, 'leave', () => anEvent('drift-accepted', { as: 'leave', left }));

    expect(left).toEqual([{ storeId: 'shop', collection: 'orders', rows: 1 }]);
    expect(await eraseRounds(world, requestId)).toBe('ask-manual-stores');
  });

  it('does not keep rounds repeating if another store was given up', async () => {
    const world = aShop();
    const requestId = await approvedErasure(world);
    if (world.connectors.archive) world.connectors.archive.down = true;
    const leaky = { ...world, stores: importing(world, 'orders', orderAgain) };
    await eraseRounds(leaky, requestId);
    await world.register.append(requestId, 'gone', () =>
      anEvent('stores-given-up', { storeIds: ['archive'] }),
    );

    const next = await eraseRounds(leaky, requestId);

    expect(next).toBe('by-person');
  });

  it('is reported as not done if its store was given up in a later round, and the others continue', async () => {
    const world = aShop();
    const requestId = await approvedErasure(world);
    const leaky = importing(world, 'orders', orderAgain);
    const thenDown: Stores = {
      call: async (storeId: string, request: { op: string }): Promise<unknown> => {
        const answer = await leaky.call(storeId, request);
        if (storeId === 'shop' && request.op === 'read-again' && world.connectors.shop)
          world.connectors.shop.down = true;
        return answer;
      },
    } as Stores;
    const first = await eraseRounds({ ...world, stores: thenDown }, requestId);
    await world.register.append(requestId, 'gone', () => anEvent('stores-given-up', { storeIds: ['shop'] }));

    const second = await eraseRounds(world, requestId);

    expect([first, second]).toEqual(['await-stores', 'done']);
  });

  it('is erased in the next round if the same row only came back late', async () => {
    const world = aShop();
    const requestId = await approvedErasure(world);
    let late = true;
    const once: Stores = {
      call: async (storeId: string, request: unknown): Promise<unknown> => {
        const answer = await world.stores.call(storeId, request);
        const erasing = storeId === 'shop' && (request as { op: string }).op === 'erase';
        if (late && erasing) world.connectors.shop?.rows.get('orders')?.push(orderAgain());
        late = late && !erasing;
        return answer;
      },
    };

    const next = await eraseRounds({ ...world, stores: once }, requestId);

    expect(next).toBe('done');
    expect(everything(world).join()).not.toContain('"o0-0"');
  });
});

describe('a completed erasure', () => {
  it('is not begun again by a driver that starts over: the log says what there is to do [F13]', async () => {
    const world = aShop();
    const requestId = await approvedErasure(world);
    await eraseRounds(world, requestId);
    const stores = counting(world);

    const next = await eraseRounds({ ...world, stores }, requestId);

    expect([next, stores.calls]).toEqual(['done', []]);
  });

  it('stops for a person who took over, and for a withdrawal', async () => {
    const nexts = await Promise.all(
      (['handed-to-staff', 'withdrawn'] as const).map(async (type) => {
        const world = aShop();
        const requestId = await approvedErasure(world);
        await world.register.append(requestId, 'notice', () => anEvent('erasure-noticed'));
        await world.register.append(requestId, 'stop', () => anEvent(type));
        return eraseRounds(world, requestId);
      }),
    );

    expect(nexts).toEqual(['by-person', 'ended']);
  });
});

describe('the second reading', () => {
  async function readAfter(change: (world: World) => void) {
    const world = aShop();
    const requestId = await approvedErasure(world);
    await eraseRounds(world, requestId);
    change(world);
    await world.register.append(requestId, 'due', () => anEvent('second-reading-due'));
    const { next } = await readStoresAgain(world, { requestId });
    return { world, requestId, next };
  }

  it('finds nothing left', async () => {
    expect((await readAfter(() => undefined)).next).toBe('done');
  });

  it('erases the very row that came back once more', async () => {
    const { world, requestId, next } = await readAfter((w) =>
      w.connectors.shop?.rows.get('orders')?.push(orderAgain()),
    );

    expect(next).toBe('again');
    expect(await eraseRounds(world, requestId)).toBe('done');
    expect(everything(world).join()).not.toContain('"o0-0"');
    expect((await readStoresAgain(world, { requestId })).next).toBe('done');
  });

  it('hands a row that came with a ground to keep it to a person, instead of calling the erasure done', async () => {
    const { world, requestId, next } = await readAfter((w) =>
      w.connectors.shop?.rows
        .get('invoices')
        ?.push({ id: 'new', number: 'N0', address_id: null, issued_on: '2026-11-01' }),
    );

    expect(next).toBe('again');
    expect(await eraseRounds(world, requestId)).toBe('by-person');
    expect(everything(world).join()).toContain('"new"');
  });

  it('waits for a store that is down, and reads only that one again', async () => {
    const { world, requestId, next } = await readAfter((w) => {
      if (w.connectors.profiles) w.connectors.profiles.down = true;
    });
    if (world.connectors.profiles) world.connectors.profiles.down = false;
    const stores = counting(world);
    await world.register.append(requestId, 'retried', () => anEvent('stores-retried'));

    const again = await readStoresAgain({ ...world, stores }, { requestId });

    expect([next, again.next]).toEqual(['await-stores', 'done']);
    expect(stores.calls.map((c) => c.storeId)).toEqual(['profiles']);
  });
});

describe('the check right before an erasure', () => {
  it('touches no store if the request was handed to a person', async () => {
    const world = aShop();
    const requestId = await approvedErasure(world);
    await planErasure(world, { requestId });
    await world.register.append(requestId, 'handed', () => anEvent('handed-to-staff'));
    const stores = counting(world);
    const before = everything(world);

    await eraseStore({ ...world, stores }, { requestId, storeId: 'shop', round: 1 });

    expect(stores.calls).toEqual([]);
    expect(everything(world)).toEqual(before);
  });

  it('reads a store by key and by search, then makes one call for all its collections, and reads it again', async () => {
    const world = aShop();
    const requestId = await approvedErasure(world);
    await planErasure(world, { requestId });
    const stores = counting(world);

    await eraseStore({ ...world, stores }, { requestId, storeId: 'shop', round: 1 });

    const erased = lastOf((await world.register.load(requestId)).log, 'store-erased');
    expect(stores.calls.map(({ op }) => op)).toEqual(['prints', 'read-again', 'erase', 'read-again']);
    expect(erased?.data).toMatchObject({ erased: 3, remaining: 0, retained: 2 });
  });

  it('touches no store twice in one round', async () => {
    const world = aShop();
    const requestId = await approvedErasure(world);
    await planErasure(world, { requestId });
    await eraseStore(world, { requestId, storeId: 'shop', round: 1 });
    const stores = counting(world);

    await eraseStore({ ...world, stores }, { requestId, storeId: 'shop', round: 1 });

    expect(stores.calls).toEqual([]);
  });

  it('ends quietly if the request is closed', async () => {
    const world = aShop();
    const requestId = await approvedErasure(world);
    await world.register.append(requestId, 'closed', () => anEvent('closed'));

    await expect(eraseStore(world, { requestId, storeId: 'shop', round: 1 })).rejects.toThrow(
      RequestEndedError,
    );
    await expect(planErasure(world, { requestId })).rejects.toThrow(RequestEndedError);
  });

  it('plans nothing and leaves no tombstone without an approval', async () => {
    const world = aShop();
    const requestId = await approvedErasure(world);
    await world.register.append(requestId, 'handed', () => anEvent('handed-to-staff'));

    await expect(planErasure(world, { requestId })).rejects.toThrow(NotAllowedError);

    expect(world.tombstones.entries.size).toBe(0);
    expect(happened(await world.register.load(requestId))).not.toContain('erasure-planned');
  });

  it('writes tombstones of what identifies the person before the first row is erased [F10]', async () => {
    const world = aShop();
    const requestId = await approvedErasure(world);
    const before = everything(world);

    await planErasure(world, { requestId });

    const about = { storeId: 'shop', collection: 'customers', field: 'email' };
    const [theirs, others] = await world.tombstones.find(
      [
        { ...about, value: 'p0@example.com' },
        { ...about, value: 'p1@example.com' },
      ],
      world.clock.now(),
    );
    expect([theirs?.requestId, others]).toEqual([requestId, undefined]);
    expect(everything(world)).toEqual(before);
  });

  it('records more matches than the manifest by name, and erases nothing in that collection [D03]', async () => {
    const world = aShop();
    const requestId = await approvedErasure(world);
    await planErasure(world, { requestId });
    world.connectors.shop?.rows.get('orders')?.push({ id: 'o0-0', customer_id: 'c1' });

    await eraseStore(world, { requestId, storeId: 'shop', round: 1 });

    const { log } = await world.register.load(requestId);
    expect(log.at(-1)).toMatchObject({ type: 'store-unavailable', data: { code: 'BlastRadiusError' } });

    expect(world.connectors.shop?.rows.get('orders')).toHaveLength(5);
  });

  it('packs no copy for a request that was not approved as an access', async () => {
    const world = aShop();
    const requestId = await approvedErasure(world);

    await expect(assemblePackage(world, { requestId })).rejects.toThrow(NotAllowedError);

    expect(world.packages.content.size).toBe(0);
  });
});
