import type { CopyPart } from '../../functions/casework/evidence/copy-records';
import type { StoreRequest } from '../../functions/connectors/store-request';
import { copyRows } from '../../functions/steps/search-stores/copy-rows';
import { aBook, aDesk } from '../builders/a-desk';
import { aWorld } from '../builders/a-world';
import { approvedErasure } from './erasure-saga';
import { rowsOf, shopMap } from './random-shop';

const person = { address: 0, orders: 1, invoices: [], reviews: 0, letters: 0 } as const;

it('a store is told what each row was found by, and no other fact of it', async () => {
  const desk = aDesk();
  const world = aWorld({ desk, book: aBook(desk), map: shopMap, rows: rowsOf([[0, person]]) });
  const request = await world.register.load(await approvedErasure(world));
  const asked: StoreRequest[] = [];
  const stores: typeof world.stores = {
    call: async (storeId, wanted) => {
      asked.push(wanted as StoreRequest);
      return world.stores.call(storeId, wanted);
    },
  };
  const facts = { email: 'p0@example.com', address_id: 'a0', number: 'N0' };

  await copyRows({ ...world, stores }, request, {
    storeId: 'shop',
    wave: 1,
    made: [],
    isOver: undefined,
    rows: [
      { collection: 'customers', key: { id: 'c0' }, facts },
      { collection: 'orders', key: { id: 'o0-0' }, facts: { customer_id: 'c0' } },
      { collection: 'addresses', key: { id: 'a0' }, facts: {} },
    ],
  });

  expect(asked).toMatchObject([
    {
      op: 'export',
      rows: [
        { collection: 'customers', key: { id: 'c0' }, foundBy: { email: 'p0@example.com' } },
        { collection: 'orders', key: { id: 'o0-0' }, foundBy: { customer_id: 'c0' } },
        { collection: 'addresses', key: { id: 'a0' }, foundBy: {} },
      ],
    },
  ]);
});

it('copies that one call has no time to make are made by the next ones, each row once and in order', async () => {
  const desk = aDesk();
  const world = aWorld({ desk, book: aBook(desk), map: shopMap, rows: rowsOf([[0, person]]) });
  const request = await world.register.load(await approvedErasure(world));
  const copied: string[] = [];
  const stores: typeof world.stores = {
    call: async (storeId, wanted) => {
      const asked = wanted as StoreRequest;
      if (asked.op === 'export') copied.push(...asked.rows.map(({ key }) => key.id ?? ''));
      return world.stores.call(storeId, wanted);
    },
  };
  const ids = Array.from({ length: 9_001 }, (_, n) => `o-${n}`);
  const rows = ids.map((id) => ({ collection: 'orders', key: { id }, facts: { customer_id: 'c0' } }));
  const turns: number[] = [];

  let made: readonly CopyPart[] = [];
  for (let isDone = false; !isDone; turns.push(made.length))
    ({ made, isDone } = await copyRows({ ...world, stores }, request, {
      ...{ storeId: 'shop', wave: 1, rows, made },
      isOver: () => true,
    }));

  expect(turns).toEqual([1, 2, 3]);
  expect(copied).toEqual(ids);
});
