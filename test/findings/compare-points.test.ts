import { StoreShapeError, StoreUnavailableError } from '../../functions/connectors/connector';
import type { CollectionMap, DataMap, StoreKind } from '../../functions/domain/data-map';
import { pointKinds } from '../../functions/domain/data-points';
import { comparePoints } from '../../functions/findings/compare-points';
import {
  californianWorld,
  miasPoints,
  noahsPoints,
  pointedMap,
  pointedRows,
  waitingForDecision,
} from '../builders/a-californian';
import type { World } from '../builders/a-world';
import type { MemoryRow } from '../fakes/memory-connector';

type Typed = Readonly<Record<string, string>>;

function aMapWith(more: Partial<CollectionMap> = {}, kind: StoreKind = 'postgres'): DataMap {
  const map = pointedMap();
  const customersAre = ({ ownRecord: _, ...one }: CollectionMap) => ({ ...one, ...more });
  const stores = map.stores.map((store) => ({
    ...store,
    kind,
    collections: store.collections.map((one) => (one.name === 'customers' ? customersAre(one) : one)),
  }));
  return { ...map, stores };
}

async function compared(world: World, typed: Typed = miasPoints) {
  const id = await waitingForDecision(world);
  expect((await world.register.load(id)).status).toBe('awaiting-decision');
  const points = Object.fromEntries(
    pointKinds(world.map).map(({ id: point, title }) => [point, typed[title] ?? '']),
  );
  return comparePoints(world, await world.register.load(id), points);
}

/** Customers of the shop, of whom `mine` are Mia's. */
function customers(...mine: readonly MemoryRow[]) {
  const rows = pointedRows();
  const [first = {}, ...others] = rows.customers ?? [];
  return {
    shop: {
      ...rows,
      customers: [
        ...mine.map((row) => ({ ...first, ...row })),
        ...others.map((row) => ({ row: 'n', ...row })),
      ],
    },
  };
}

const wrong = { birth: '1950-01-01', club: 1950, shade: 'Mud' };

describe('the comparison of what was typed', () => {
  it.each([1, 2, 10, 11, 40, 41, 49, 50, 51, 120])(
    'looks at each row of the person, of %d',
    async (count) => {
      for (const at of new Set([0, Math.floor(count / 2), count - 1])) {
        const rows = customers(
          ...Array.from({ length: count }, (_, n) => ({ row: `m-${n}`, ...(n === at ? {} : wrong) })),
        );
        const world = californianWorld({ map: aMapWith({ primaryKey: ['row'] }), rows });

        expect([count, at, await compared(world)]).toEqual([count, at, 'match']);
        expect(await compared(world, { ...miasPoints, 'Favourite shade': 'Snow' })).toBe('no-match');
      }
    },
  );

  it('takes for theirs the row that all fields of its key name, and none of another that shares a part of it', async () => {
    const map = aMapWith({
      primaryKey: ['tenant', 'id'],
      reachedBy: [{ field: 'email', identity: 'email' }],
    });
    const rows = customers({ tenant: 'a' }, { tenant: 'b', ...wrong });
    const noah = rows.shop.customers.at(-1) ?? {};
    rows.shop.customers[rows.shop.customers.length - 1] = { ...noah, tenant: 'b' };
    const world = () => californianWorld({ map, rows });

    expect(await compared(world())).toBe('match');
    expect(await compared(world(), { ...miasPoints, 'Favourite shade': 'Mud' })).toBe('match');
    expect(await compared(world(), noahsPoints)).toBe('no-match');
    expect(await compared(world(), { ...miasPoints, 'Favourite shade': 'Snow' })).toBe('no-match');
  });

  it.each(['dynamodb', 's3'] as const)('says nothing where rows found together differ: %s', async (kind) => {
    const rows = customers({ id: 'm-1' }, { id: 'm-2', ...wrong });
    const world = californianWorld({ map: aMapWith({}, kind), rows });

    expect(await compared(world)).toBe('not-checked');
    expect(await compared(world, { ...miasPoints, 'Favourite shade': 'Snow' })).toBe('not-checked');
  });

  it('says nothing where more rows are found together than a store looks at', async () => {
    const rows = customers(...Array.from({ length: 60 }, (_, n) => ({ id: `m-${n}` })));
    const world = californianWorld({ map: aMapWith({}, 'dynamodb'), rows });

    expect(await compared(world, { ...miasPoints, 'Favourite shade': 'Snow' })).toBe('not-checked');
  });

  it.each([
    ['an answer that is neither yes nor no', async () => ({ answer: 'ambiguous' as const })],
    ['a store that is down', () => Promise.reject(new StoreUnavailableError('down'))],
    ['a store that is not as the map says', () => Promise.reject(new StoreShapeError('no such field'))],
    ['a store that fails otherwise', () => Promise.reject(new Error('broken'))],
  ])('never takes for wrong what was not compared: %s', async (_what, answer) => {
    const world = californianWorld();
    const real = world.stores;
    const stores: World['stores'] = {
      ...real,
      call: async (storeId, request) =>
        (request as { op: string }).op === 'match'
          ? ((await answer()) as never)
          : real.call(storeId, request),
    };

    expect(await compared({ ...world, stores })).toBe('not-checked');
  });

  it('never takes for wrong what stands in a store that could not be searched', async () => {
    const world = californianWorld();
    const id = await waitingForDecision(world);
    const request = await world.register.load(id);
    const typed = Object.fromEntries(pointKinds(world.map).map(({ id: point }) => [point, 'x']));
    const unsearched = { ...request, log: request.log.filter(({ type }) => type !== 'manifest-frozen') };

    expect(await comparePoints(world, unsearched, typed)).toBe('not-checked');
  });
});
