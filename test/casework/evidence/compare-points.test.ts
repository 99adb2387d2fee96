import { comparePoints } from '../../../functions/casework/evidence/compare-points';
import { pointQuestions } from '../../../functions/casework/evidence/point-questions';
import { StoreShapeError, StoreUnavailableError } from '../../../functions/connectors/connector';
import { MAX_MATCHED_ROWS } from '../../../functions/connectors/match-points';
import type { CollectionMap, DataMap, StoreKind } from '../../../functions/domain/data-map';
import { pointKinds } from '../../../functions/domain/data-points';
import type { ManifestRow } from '../../../functions/domain/manifest';
import {
  californianWorld,
  miasPoints,
  noahsPoints,
  pointedMap,
  pointedRows,
  waitingForDecision,
} from '../../builders/a-californian';
import type { World } from '../../builders/a-world';
import { mia } from '../../builders/shop-rows';
import type { MemoryRow } from '../../fakes/memory-connector';

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

/** `map`: the map of the comparison, if it differs from that of the search. */
async function compared(world: World, typed: Typed = miasPoints, map = world.map) {
  const id = await waitingForDecision(world);
  expect((await world.register.load(id)).status).toBe('awaiting-decision');
  const points = Object.fromEntries(
    pointKinds(world.map).map(({ id: point, title }) => [point, typed[title] ?? '']),
  );
  expect((await world.register.load(id)).log.some(({ type }) => type === 'manifest-frozen')).toBe(true);
  return comparePoints({ ...world, map }, await world.register.load(id), points);
}

/** Customers of the shop, `mine` of whom are Mia's. */
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

/** The values in her row. */
const miasRow = { birth: '1990-05-31', club: 2017, shade: 'Deep Sea Green' };

const wrongFacts = { birth: '1950-01-01', club: 1950, shade: 'Mud' };

describe('the comparison of the facts that a person typed', () => {
  it.each([1, 2, 10, 11, 40, 41, 49, 50, 51, 120])(
    'looks at each row that one address ties together, of %d',
    async (count) => {
      for (const at of new Set([0, Math.floor(count / 2), count - 1])) {
        const rows = customers(
          ...Array.from({ length: count }, (_, n) => ({ row: `m-${n}`, ...(n === at ? wrongFacts : {}) })),
        );
        const world = californianWorld({ map: aMapWith({ primaryKey: ['row'] }), rows });

        expect([count, at, await compared(world)]).toEqual([count, at, count === 1 ? 'no-match' : 'several']);
        expect(await compared(world, { ...miasPoints, 'Favourite shade': 'Snow' })).toBe('no-match');
      }
    },
  );

  it('counts as the person’s the row that all fields of its key name, and no row that shares only a part of it', async () => {
    const map = aMapWith({
      primaryKey: ['tenant', 'id'],
      reachedBy: [{ field: 'email', identity: 'email' }],
    });
    const rows = customers({ tenant: 'a' }, { tenant: 'b', ...wrongFacts });
    const noah = rows.shop.customers.at(-1) ?? {};
    rows.shop.customers[rows.shop.customers.length - 1] = { ...noah, tenant: 'b' };
    const world = () => californianWorld({ map, rows });

    expect(await compared(world())).toBe('several');
    expect(await compared(world(), { ...miasPoints, 'Favourite shade': 'Mud' })).toBe('several');
    expect(await compared(world(), noahsPoints)).toBe('no-match');
    expect(await compared(world(), { ...miasPoints, 'Favourite shade': 'Snow' })).toBe('no-match');
  });

  it.each(['dynamodb', 's3'] as const)(
    'does not match if all rows found together lack a fact: %s',
    async (kind) => {
      const rows = customers({ row: 'm-1' }, { row: 'm-2', ...wrongFacts });
      const byRow = { primaryKey: ['row'] };
      const world = californianWorld({ map: aMapWith(byRow), rows });
      const typed = { ...miasPoints, 'Favourite shade': 'Snow' };

      expect(await compared(world, typed, aMapWith(byRow, kind))).toBe('no-match');
    },
  );

  it('has no result if more rows are found together than a store looks at', async () => {
    const byRow = { primaryKey: ['row'] };
    const rows = customers(...Array.from({ length: 60 }, (_, n) => ({ row: `m-${n}` })));
    const world = californianWorld({ map: aMapWith(byRow), rows });
    const typed = { ...miasPoints, 'Favourite shade': 'Snow' };

    expect(await compared(world, typed, aMapWith(byRow, 'dynamodb'))).toBe('not-checked');
  });

  it.each([
    ['a store that is down', () => Promise.reject(new StoreUnavailableError('down'))],
    ['a store that is not as the map says', () => Promise.reject(new StoreShapeError('no such field'))],
    ['a store that fails otherwise', () => Promise.reject(new Error('broken'))],
  ])('never calls a fact wrong that was not compared: %s', async (_what, answer) => {
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

  it('does not match if one fact is certainly wrong, although another could not be compared', async () => {
    for (const lost of Object.keys(miasPoints)) {
      const world = californianWorld();
      const field = pointKinds(world.map).find(({ title }) => title === lost)?.places[0]?.field;
      const asked: unknown[] = [];
      const real = world.stores;
      const stores: World['stores'] = {
        ...real,
        call: async (storeId, request) => {
          const { op, points = [] } = request as { op: string; points?: readonly { field: string }[] };
          const isLost = op === 'match' && points.some((point) => point.field === field);
          if (isLost) asked.push(field);
          return isLost ? Promise.reject(new StoreUnavailableError('down')) : real.call(storeId, request);
        },
      };
      for (const wrongOne of Object.keys(miasPoints).filter((title) => title !== lost))
        expect(await compared({ ...world, stores }, { ...miasPoints, [wrongOne]: 'Mud' })).toBe('no-match');
      expect(await compared({ ...world, stores })).toBe('not-checked');
      expect(asked).not.toHaveLength(0);
    }
  });

  it('counts rows that are not the person’s along with those of the same search', () => {
    const [collection] = aMapWith({ primaryKey: ['row'] }).stores[0]?.collections ?? [];
    if (!collection) throw new Error('the map has no collection');
    const way = collection.reachedBy[0]?.field ?? '';
    const rows = Array.from(
      { length: MAX_MATCHED_ROWS },
      (_, n): ManifestRow =>
        ({
          ...{ collection: collection.name, key: { row: `${n}` }, facts: { [way]: mia.email } },
          treatment: { action: 'erase' },
        }) as unknown as ManifestRow,
    );

    for (const theirs of [1, MAX_MATCHED_ROWS - 1, MAX_MATCHED_ROWS]) {
      const few = rows.slice(0, theirs);
      expect(pointQuestions('dynamodb', collection, few, rows)).toEqual([
        expect.objectContaining({ isCut: true }),
      ]);
      expect(pointQuestions('dynamodb', collection, few, few)[0]?.isCut).toBe(
        theirs < MAX_MATCHED_ROWS ? undefined : true,
      );
    }
  });

  it('never calls a fact wrong that is in a store which could not be searched', async () => {
    const world = californianWorld();
    const id = await waitingForDecision(world);
    const request = await world.register.load(id);
    const typed = Object.fromEntries(pointKinds(world.map).map(({ id: point }) => [point, 'x']));
    const unsearched = { ...request, log: request.log.filter(({ type }) => type !== 'manifest-frozen') };

    expect(await comparePoints(world, unsearched, typed)).toBe('not-checked');
  });

  describe('two people who share a mailbox', () => {
    const titles = Object.keys(miasPoints) as (keyof typeof miasPoints)[];
    const paul = { birth: '1988-01-01', club: 2010, shade: 'Red' };
    const pauls = { 'Date of birth': '1988-01-01', 'Lamp club since': '2010', 'Favourite shade': 'Red' };
    const mixtures = Array.from({ length: 8 }, (_, bits) =>
      Object.fromEntries(titles.map((t, at) => [t, (bits & (1 << at) ? pauls : miasPoints)[t]])),
    );

    it.each(['postgres', 'dynamodb', 's3'] as const)(
      'are not confused: one’s facts do not match both, and both sets of facts do not match one: %s',
      async (kind) => {
        for (const typed of mixtures) {
          const rows = customers({ row: 'm-1' }, { row: 'm-2', ...paul });
          const byRow = { primaryKey: ['row'] };
          const world = californianWorld({ map: aMapWith(byRow), rows });

          expect([typed, await compared(world, typed, aMapWith(byRow, kind))]).toEqual([typed, 'several']);
        }
      },
    );

    it('are not revealed as two by a fact that is wrong for both', async () => {
      for (const typed of mixtures) {
        const rows = customers({ row: 'm-1' }, { row: 'm-2', ...paul });
        const world = californianWorld({ map: aMapWith({ primaryKey: ['row'] }), rows });

        expect(await compared(world, { ...typed, 'Lamp club since': '1950' })).toBe('no-match');
      }
    });

    it('do not get each other’s row by knowing one fact if it lacks another', async () => {
      const rows = customers({ row: 'm-1', birth: '' }, { row: 'm-2', ...miasRow, club: '', shade: '' });

      expect(await compared(californianWorld({ map: aMapWith({ primaryKey: ['row'] }), rows }))).toBe(
        'several',
      );
    });
  });
});
