import { frozenManifest } from '../../functions/casework/evidence/stored-findings';
import type { DataMap, Reach } from '../../functions/domain/data-map';
import type { Tombstone } from '../../functions/domain/ports';
import { planErasure } from '../../functions/steps/erase-stores/plan-erasure';
import { aBook, aDesk } from '../builders/a-desk';
import { aCollection, aField, aMap } from '../builders/a-map';
import { aWorld, type World } from '../builders/a-world';
import { approvedErasure, eraseRounds } from './erasure-saga';

jest.setTimeout(60_000);

const email = 'ida.falk@example.com';
const from = (field: string, collection: string, of: string): Reach => ({
  field,
  from: { storeId: 'shop', collection, field: of },
  leads: 'down',
});
const customers = aCollection('customers', 'Customers', {
  fields: [aField('id', 'Number'), aField('email', 'Mail', { identity: 'email' })],
  ownRecord: true,
  facts: ['id', 'email'],
  reachedBy: [{ field: 'email', identity: 'email' }],
});
const readers = aCollection('readers', 'Readers', {
  fields: [aField('id', 'Number'), aField('email', 'Mail', { identity: 'email' })],
  facts: ['email'],
  reachedBy: [{ field: 'email', identity: 'email' }],
});
const orders = aCollection('orders', 'Orders', {
  fields: [aField('id', 'Number'), aField('customer_id', 'Customer')],
  facts: ['id', 'customer_id'],
  reachedBy: [from('customer_id', 'customers', 'id')],
});
const lines = aCollection('order_lines', 'Lines', {
  fields: [aField('id', 'Number'), aField('order_id', 'Order')],
  facts: ['order_id'],
  reachedBy: [from('order_id', 'orders', 'id')],
});
const map: DataMap = aMap({
  stores: [
    { storeId: 'shop', title: 'shop', kind: 'postgres', collections: [customers, orders, lines] },
    {
      storeId: 'letters',
      title: 'letters',
      kind: 'postgres',
      collections: [readers],
    },
  ],
});

/** A person with so many orders of one line each, and what is written of tombstones. */
function aShop(ordered: number): { world: World; written: (readonly Tombstone[])[] } {
  const desk = aDesk();
  const numbers = Array.from({ length: ordered }, (_, nth) => String(nth));
  const rows = {
    shop: {
      customers: [{ id: 'c', email }],
      orders: numbers.map((nth) => ({ id: `o${nth}`, customer_id: 'c' })),
      order_lines: numbers.map((nth) => ({ id: `l${nth}`, order_id: `o${nth}` })),
    },
    letters: { readers: [] },
  };
  const world = aWorld({ desk, book: aBook(desk), map, rows });
  const written: (readonly Tombstone[])[] = [];
  const put: World['tombstones']['put'] = async (requestId, entries, dates) => {
    written.push(entries);
    await world.tombstones.put(requestId, entries, dates);
  };
  const tombstones: World['tombstones'] = Object.assign(Object.create(world.tombstones), { put });
  return { world: { ...world, tombstones }, written };
}

/** The log as it is after a search that was renewed: rounds so far were of an earlier manifest. */
function withPlansOfAnother({ register }: World): World['register'] {
  const load: typeof register.load = async (requestId) => {
    const request = await register.load(requestId);
    const log = request.log.map((event) =>
      event.type === 'erasure-planned' ? { ...event, data: { ...event.data, object: 'earlier' } } : event,
    );
    return { ...request, log };
  };
  return Object.assign(Object.create(register), { load });
}

describe('the tombstones of an erasure', () => {
  it.each([2, 60])(
    'are as many as the person has identities in each store, whatever was ordered: %i',
    async (n) => {
      const { world, written } = aShop(n);
      const requestId = await approvedErasure(world, email);
      const { stores } = await frozenManifest(world, await world.register.load(requestId));

      await planErasure(world, { requestId });

      expect(stores[0]?.searches.flatMap(({ values }) => values)).toHaveLength(n + 2);
      expect(written).toEqual([
        [
          { storeId: 'shop', collection: 'customers', field: 'email', value: email },
          { storeId: 'letters', collection: 'readers', field: 'email', value: email },
        ],
      ]);
    },
  );

  it('are written once, and again for another manifest', async () => {
    const { world, written } = aShop(1);
    const requestId = await approvedErasure(world, email);

    await planErasure(world, { requestId });
    await planErasure(world, { requestId });
    expect(written).toHaveLength(1);
    await planErasure({ ...world, register: withPlansOfAnother(world) }, { requestId });
    expect(written).toHaveLength(2);
  });

  it('are written again by the next run if the first one stopped before it noted the plan', async () => {
    const { world, written } = aShop(1);
    const requestId = await approvedErasure(world, email);
    const append: World['register']['append'] = async () => {
      throw new Error('stopped');
    };
    const register: World['register'] = Object.assign(Object.create(world.register), { append });

    await expect(planErasure({ ...world, register }, { requestId })).rejects.toThrow('stopped');
    await planErasure(world, { requestId });

    expect(written.map((entries) => entries.length)).toEqual([2, 2]);
  });

  it('of rows are one for each row that was erased', async () => {
    const { world, written } = aShop(3);
    const requestId = await approvedErasure(world, email);

    expect(await eraseRounds(world, requestId)).toBe('done');

    const ofRows = written.flat().filter(({ field }) => field === '');
    expect(ofRows.map(({ collection }) => collection).sort()).toEqual(
      ['customers', ...Array<string>(3).fill('order_lines'), ...Array<string>(3).fill('orders')].sort(),
    );
  });
});
