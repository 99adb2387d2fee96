import { buildCompletionInput } from '../../functions/casework/evidence/build-completion-input';
import { type EraseReceipt, StoreUnavailableError } from '../../functions/connectors/connector';
import { completionReport } from '../../functions/documents/completion-report';
import { allOf, lastOf } from '../../functions/domain/log-entries';
import type { Stores } from '../../functions/domain/ports';
import { eraseStore } from '../../functions/steps/erase-stores/erase-store';
import { readStoresAgain } from '../../functions/steps/read-stores-again/read-stores-again';
import { aBook, aDesk } from '../builders/a-desk';
import { aWorld, happened, type World } from '../builders/a-world';
import { anEvent } from '../domain/a-log';
import { approvedErasure, eraseRounds, everything, retryStores } from './erasure-saga';
import { rowsOf, shopMap } from './random-shop';

const desk = aDesk({
  stores: ['shop', 'profiles', 'archive'].map((id) => ({
    id,
    title: id,
    kind: 'postgres',
    datasets: [],
    connection: {},
    backupsKept: 'P35D',
  })),
});
const person = { address: 0, orders: 2, invoices: [[2026, false]], reviews: 0, letters: 1 } as const;

function aShop(mine: Parameters<typeof rowsOf>[0][number][1] = person): World {
  return aWorld({
    desk,
    book: aBook(desk),
    map: shopMap,
    rows: rowsOf([
      [0, mine],
      [1, { ...person, address: 1 }],
    ]),
  });
}

const tableOf = (world: World, name: string, store = 'shop') => world.connectors[store]?.rows.get(name) ?? [];
const ids = (world: World, name: string) => tableOf(world, name).map((row) => row.id);
const load = (world: World, requestId: string) => world.register.load(requestId);

/** The same stores; `after` runs after each erasure in the shop. */
function withEffect(world: World, after: () => void): World {
  const stores: Stores = {
    call: async (storeId: string, request: unknown): Promise<unknown> => {
      const answer = await world.stores.call(storeId, request);
      if (storeId === 'shop' && (request as { op: string }).op === 'erase') after();
      return answer;
    },
  };
  return { ...world, stores };
}

function removeRow(world: World, name: string, id: string): void {
  const left = tableOf(world, name).filter((row) => row.id !== id);
  world.connectors.shop?.rows.set(name, left);
}

async function driftOf(world: World, requestId: string) {
  const { log, status } = await load(world, requestId);
  return [status, lastOf(log, 'erasure-drifted')?.data];
}

async function acceptDrift(world: World, requestId: string): Promise<void> {
  await world.register.append(requestId, 'accept', () => anEvent('drift-accepted'));
}

describe('a field that was added after the approval', () => {
  const add = (world: World, name: string) =>
    world.connectors.shop?.rows.set(
      name,
      tableOf(world, name).map((row) => ({ ...row, iban: 'DE00' })),
    );

  it('stops, by name, before a row is blanked that would keep it', async () => {
    const world = aShop({ ...person, reviews: 1 });
    const requestId = await approvedErasure(world);
    add(world, 'reviews');
    const rows = structuredClone(tableOf(world, 'reviews'));

    expect(await eraseRounds(world, requestId)).toBe('await-stores');

    const down = allOf((await load(world, requestId)).log, 'store-unavailable').map((e) => e.data);
    const place = { collection: 'reviews', field: 'iban', code: 'undescribed' };
    expect(down).toEqual([
      expect.objectContaining({ storeId: 'shop', phase: 'erase', kind: 'misfit', place }),
    ]);
    expect(tableOf(world, 'reviews')).toEqual(rows);
  });

  it('is erased with a row that is erased', async () => {
    const world = aShop();
    const requestId = await approvedErasure(world);
    add(world, 'customers');

    expect(await eraseRounds(world, requestId)).toBe('done');
  });
});

describe('the evidence of an erasure', () => {
  it('is an intent before the call and a receipt after it, in each store', async () => {
    const world = aShop();
    const requestId = await approvedErasure(world);

    await eraseRounds(world, requestId);

    const log = (await load(world, requestId)).log.filter((e) => /erasure-|store-erased/.test(e.type));
    const ofShop = log.filter((e) => (e.data as { storeId: string }).storeId === 'shop');
    expect(ofShop.map((e) => e.type)).toEqual(['erasure-begun', 'erasure-acknowledged', 'store-erased']);
    expect(ofShop[0]?.data).toMatchObject({ storeId: 'shop', round: 1, rows: 4, gone: [] });
  });

  it('counts as erased what a call erased whose answer was lost [F01]', async () => {
    const world = aShop();
    const requestId = await approvedErasure(world);
    const lossy = withEffect(world, () => {
      throw new StoreUnavailableError('no answer');
    });
    await eraseRounds(lossy, requestId);
    await retryStores(world, requestId);

    expect(await eraseRounds(world, requestId)).toBe('done');

    const erased = allOf((await load(world, requestId)).log, 'store-erased');
    expect(erased.find((e) => e.data.storeId === 'shop')?.data).toMatchObject({
      erased: 4,
      alreadyAbsent: 0,
    });
  });

  it('counts as erased what another call of the same step erased meanwhile [F02]', async () => {
    const world = aShop();
    const requestId = await approvedErasure(world);
    const input = { requestId, storeId: 'shop', round: 1 };

    const put: World['tombstones']['put'] = async (...graves) => {
      await world.tombstones.put(...graves);
      await eraseStore(world, input);
    };

    await eraseStore(
      { ...world, tombstones: Object.assign(Object.create(world.tombstones), { put }) },
      input,
    );

    const object = lastOf((await load(world, requestId)).log, 'store-erased')?.data.object ?? '';
    const { receipt } = (await world.objects.get(requestId, object)) as { receipt: EraseReceipt };
    expect(receipt.collections.map(({ alreadyAbsent }) => alreadyAbsent)).toEqual([0, 0, 0]);
  });

  it.each([
    ['a row that hangs on another person now', 'orders', { customer_id: 'c1' }, 'shop'],
    ['a row that hangs on nobody now', 'orders', { customer_id: 'c-nobody' }, 'shop'],
    ['an account that another person took over', 'customers', { email: 'dora@example.com' }, 'shop'],
    ['a row to blank that is another person’s now', 'reviews', { customer_id: 'c1' }, 'shop'],
    ['a row found by its key that names another person', 'profiles', { email: 'd@example.com' }, 'profiles'],
  ])('leaves %s alone, and asks a person', async (_, name, now, store) => {
    const world = aShop({ ...person, reviews: 1 });
    const requestId = await approvedErasure(world);
    Object.assign(tableOf(world, name, store)[0] ?? {}, now);
    const before = structuredClone(world.connectors[store]?.rows);

    expect(await eraseRounds(world, requestId)).toBe('by-person');

    const [status, drift] = await driftOf(world, requestId);
    expect([status, drift]).toEqual(['with-staff', expect.objectContaining({ reason: 'new-owner' })]);
    expect(world.connectors[store]?.rows).toEqual(before);
  });

  it('lets an interrupted erasure continue: what it erased or blanked does not make the rest another person’s', async () => {
    const world = aShop({ ...person, reviews: 2 });
    const requestId = await approvedErasure(world);
    await world.register.append(requestId, 'begin-erase-shop-1', () =>
      anEvent('erasure-begun', { storeId: 'shop', round: 1, rows: 6, gone: [] }),
    );
    removeRow(world, 'customers', 'c0');
    Object.assign(tableOf(world, 'reviews')[0] ?? {}, { customer_id: null, name: 'x' });
    await retryStores(world, requestId);

    expect(await eraseRounds(world, requestId)).toBe('done');
  });
});

describe('data that names the person and came after the approval', () => {
  it.each(['unclaimed', 'mentioned', 'unclear', 'same-id'] as const)(
    'goes to a person as what it is, and not as a place that has become unreadable: %s',
    async (reason) => {
      const world = aShop();
      const requestId = await approvedErasure(world);
      world.connectors.shop?.unread.push({ collection: 'orders', place: 'orders/wish', reason });

      expect(await eraseRounds(world, requestId)).toBe('by-person');
      expect((await driftOf(world, requestId))[1]).toMatchObject({ reason: 'came-unclaimed' });
    },
  );
});

describe('a place that has become unreadable after the erasure', () => {
  it('goes to a person, and the report is incomplete', async () => {
    const world = aShop();
    const requestId = await approvedErasure(world);
    const damaged = { collection: 'orders', place: 'orders/2026.jsonl', reason: 'broken' } as const;
    const damaging = withEffect(world, () => world.connectors.shop?.unread.push(damaged));

    expect(await eraseRounds(damaging, requestId)).toBe('by-person');

    expect(await driftOf(world, requestId)).toEqual([
      'with-staff',
      { storeId: 'shop', reason: 'became-unread', collections: [{ collection: 'orders', rows: 1 }] },
    ]);
    const report = completionReport(await buildCompletionInput(world, await load(world, requestId))).json;
    expect(report.complete).toBe(false);
    expect(report.missing).toContainEqual(
      expect.objectContaining({ storeId: 'shop', reason: 'unread', count: 1 }),
    );
  });
});

describe('a row to be kept', () => {
  it('that the store itself erases with the others is a finding, never reported as kept', async () => {
    const world = aShop();
    const requestId = await approvedErasure(world);
    const cascading = withEffect(world, () => removeRow(world, 'invoices', 'i0-0'));

    expect(await eraseRounds(cascading, requestId)).toBe('by-person');

    expect(await driftOf(world, requestId)).toEqual([
      'with-staff',
      { storeId: 'shop', reason: 'kept-row-gone', collections: [{ collection: 'invoices', rows: 1 }] },
    ]);
    const request = await load(world, requestId);
    const report = completionReport(await buildCompletionInput(world, request)).json;
    expect([report.complete, report.totals.retained]).toEqual([false, 0]);
    expect(report.missing).toContainEqual(
      expect.objectContaining({ storeId: 'shop', reason: 'kept-record-gone', count: 1 }),
    );
  });

  it('is found by its key if nothing leads to it any more', async () => {
    const world = aShop();
    const requestId = await approvedErasure(world);
    const moved = withEffect(world, () => {
      for (const row of tableOf(world, 'invoices')) if (row.id === 'i0-0') row.number = null;
    });

    expect(await eraseRounds(moved, requestId)).toBe('done');

    const erased = allOf((await load(world, requestId)).log, 'store-erased');
    expect(erased.find((e) => e.data.storeId === 'shop')?.data.retained).toBe(1);
  });

  it('that is gone a day later goes to a person', async () => {
    const world = aShop();
    const requestId = await approvedErasure(world);
    await eraseRounds(world, requestId);
    removeRow(world, 'invoices', 'i0-0');
    await world.register.append(requestId, 'due', () => anEvent('second-reading-due'));

    expect(await readStoresAgain(world, { requestId })).toEqual({ next: 'again' });
    expect(await eraseRounds(world, requestId)).toBe('by-person');
  });
});

describe('rows that come between the approval and the erasure', () => {
  it('are asked about before anything in their store is erased [R06]', async () => {
    const world = aShop();
    const requestId = await approvedErasure(world);
    tableOf(world, 'orders').push({ id: 'chair', customer_id: 'c0' });
    const before = everything(world).filter((row) => row.includes('["shop"'));

    expect(await eraseRounds(world, requestId)).toBe('by-person');

    expect(everything(world).filter((row) => row.includes('["shop"'))).toEqual(before);
    expect(await driftOf(world, requestId)).toEqual([
      'with-staff',
      {
        storeId: 'shop',
        reason: 'new-since-approval',
        collections: [{ collection: 'orders', rows: 1 }],
        ways: ['leave'],
      },
    ]);
  });

  it('are erased with the rest once a person permits it', async () => {
    const world = aShop();
    const requestId = await approvedErasure(world);
    tableOf(world, 'orders').push({ id: 'chair', customer_id: 'c0' });
    await eraseRounds(world, requestId);
    await acceptDrift(world, requestId);

    expect(await eraseRounds(world, requestId)).toBe('done');

    expect(ids(world, 'orders')).toEqual(['o1-0', 'o1-1']);
    expect(ids(world, 'customers')).toEqual(['c1']);
  });

  it('stay by law if a person lets the erasure go on and a law keeps them', async () => {
    const world = aShop();
    const requestId = await approvedErasure(world);
    tableOf(world, 'invoices').push({ id: 'chair', number: 'N0', address_id: null, issued_on: '2026-11-23' });
    await eraseRounds(world, requestId);
    await acceptDrift(world, requestId);

    expect(await eraseRounds(world, requestId)).toBe('done');

    expect(ids(world, 'invoices')).toContain('chair');
    expect(ids(world, 'customers')).toEqual(['c1']);
  });

  it('are asked about again if there are more of them', async () => {
    const world = aShop();
    const requestId = await approvedErasure(world);
    tableOf(world, 'orders').push({ id: 'chair', customer_id: 'c0' });
    await eraseRounds(world, requestId);
    await acceptDrift(world, requestId);
    tableOf(world, 'orders').push({ id: 'table', customer_id: 'c0' });

    expect(await eraseRounds(world, requestId)).toBe('by-person');
    expect(ids(world, 'orders')).toEqual(expect.arrayContaining(['chair', 'table']));
  });

  it.each(['kept-row-gone', 'new-owner', 'left-over', 'came-anew', 'became-unread', 'now-kept'] as const)(
    'do not hide other obstacles: a yes cannot let an erasure continue with %s',
    async (reason) => {
      const world = aShop();
      const requestId = await approvedErasure(world);
      await world.register.append(requestId, 'd', () => anEvent('erasure-drifted', { reason }));
      await world.register.append(requestId, 'h', () => anEvent('handed-to-staff'));

      await expect(acceptDrift(world, requestId)).rejects.toThrow();
    },
  );
});

describe('an erased key', () => {
  async function comesBack(row: Record<string, string>) {
    const world = aShop();
    const profiles = { id: 'N0', email: 'p0@example.com', since: '2020-01-01T09:30:00Z' };
    Object.assign(tableOf(world, 'profiles', 'profiles')[0] ?? {}, profiles);
    const requestId = await approvedErasure(world);
    await eraseRounds(world, requestId);
    tableOf(world, 'profiles', 'profiles').push({ ...profiles, ...row });
    await world.register.append(requestId, 'due', () => anEvent('second-reading-due'));
    const { next } = await readStoresAgain(world, { requestId });
    return { world, requestId, next };
  }

  it('is erased again if the same row is back under it', async () => {
    const { world, requestId, next } = await comesBack({});

    expect([next, await eraseRounds(world, requestId)]).toEqual(['again', 'done']);
    expect(everything(world).join()).not.toContain('"N0","email":"p0@');
  });

  it('is left to a person if another row is under it: somebody came back', async () => {
    const { world, requestId, next } = await comesBack({ since: '2026-11-25' });

    expect([next, await eraseRounds(world, requestId)]).toEqual(['again', 'by-person']);
    expect((await driftOf(world, requestId))[1]).toMatchObject({ reason: 'came-anew' });
    expect(everything(world).join()).toContain('2026-11-25');
    expect(happened(await load(world, requestId))).not.toContain('closed');
  });
});

describe('a row that is blanked with a different value each time', () => {
  it('does not count as blank if the store left it unchanged', async () => {
    const random = { random: 'text' } as const;
    const [shop, ...others] = shopMap.stores;
    const collections = (shop?.collections ?? []).map((c) =>
      c.name === 'reviews'
        ? { ...c, fields: c.fields.map((f) => (f.blankWith === undefined ? f : { ...f, blankWith: random })) }
        : c,
    );
    const all = [0, { ...person, reviews: 1 }] as const;
    const map = { ...shopMap, stores: [{ ...(shop as NonNullable<typeof shop>), collections }, ...others] };
    const world = aWorld({ desk, book: aBook(desk), map, rows: rowsOf([all]) });
    const swallowing: Stores = {
      call: async (storeId: string, request: unknown): Promise<unknown> => {
        const { op, instructions = [] } = request as { op: string; instructions?: { action: string }[] };
        if (op !== 'erase') return world.stores.call(storeId, request);
        const erasing = instructions.filter((i) => i.action === 'erase');
        return world.stores.call(storeId, { op, instructions: erasing });
      },
    };
    const requestId = await approvedErasure(world);

    expect(await eraseRounds({ ...world, stores: swallowing }, requestId)).toBe('by-person');

    expect((await driftOf(world, requestId))[1]).toMatchObject({
      reason: 'left-over',
      collections: [{ collection: 'reviews', rows: 1 }],
    });
  });
});
