import fc from 'fast-check';
import type { CollectionMap, DataMap, MapGap, Treatment } from '../../functions/domain/data-map';
import type { LocatedRow } from '../../functions/domain/finding';
import { freezeManifest } from '../../functions/domain/freeze-manifest';
import type { Manifest, RowTreatment } from '../../functions/domain/manifest';
import type { StoreProblem } from '../../functions/domain/store-examination';
import { erasureBlocks, refusalBlocks, withUndecided } from '../../functions/domain/undecided';
import type { ErasureBlock } from '../../functions/domain/waiting-rows';
import { aCollection, aField, aMap } from '../builders/a-map';

const retain: Treatment = {
  action: 'retain',
  ground: 'tax law keeps orders',
  article: 's 147 AO',
  period: 'P8Y',
  countedFrom: 'placed_on',
  yearEnd: true,
};

/** customers <- orders <- lines, and customers <- tokens: each child by a key of its own. */
function aShop(more: Record<string, Partial<CollectionMap>> = {}): DataMap {
  const child = (name: string, parent: string): CollectionMap =>
    aCollection(name, name, {
      fields: [aField('id', 'Id'), aField('parent', 'Parent'), aField('placed_on', 'Day')],
      facts: ['parent', 'placed_on'],
      reachedBy: [{ field: 'parent', from: { storeId: 'shop', collection: parent, field: 'id' } }],
      ...more[name],
    });
  const customers = aCollection('customers', 'customers', {
    fields: [aField('id', 'Id', { blankWith: null }), aField('email', 'Mail', { identity: 'email' })],
    facts: ['id', 'email'],
    reachedBy: [{ field: 'email', identity: 'email' }],
    ...more.customers,
  });
  const collections = [
    customers,
    child('orders', 'customers'),
    child('lines', 'orders'),
    child('tokens', 'customers'),
  ];
  return aMap({ stores: [{ storeId: 'shop', title: 'the shop', kind: 'postgres', collections }] });
}

const row = (collection: string, id: string, parent?: string): LocatedRow => ({
  collection,
  key: { id },
  facts: { placed_on: '2026-01-01', ...(parent ? { parent } : {}) },
});

const rows = [
  row('customers', 'c1'),
  row('orders', 'o1', 'c1'),
  row('orders', 'o2', 'c1'),
  row('lines', 'l1', 'o1'),
  row('tokens', 't1', 'c1'),
];

function frozen(map: DataMap, found: readonly LocatedRow[] = rows): Manifest {
  const findings = [{ storeId: 'shop', searches: [], rows: found, unmapped: [] }];
  return freezeManifest({
    map,
    right: 'erasure',
    version: 1,
    findings,
    unavailable: [],
    today: '2026-11-24',
  });
}

function fates(manifest: Manifest): Record<string, RowTreatment['action']> {
  const all = manifest.stores.flatMap((s) => s.collections.flatMap((c) => [...c.rows]));
  return Object.fromEntries(all.map((r) => [r.key.id ?? '', r.treatment.action]));
}

const gap = (collection: string, more: Partial<MapGap> = {}): MapGap => ({
  at: 'shop.yaml',
  problem: 'nobody has said what an erasure does here',
  remedy: 'Set on_erasure.',
  storeId: 'shop',
  collection,
  concerns: 'erasure',
  ...more,
});

function fatesWith(map: DataMap, gaps: readonly MapGap[], problems: readonly StoreProblem[] = []) {
  return fates(withUndecided(frozen(map), map, erasureBlocks({ ...map, gaps }, { shop: { problems } })));
}

describe('an undecided row', () => {
  it('stays, with its dependents and the row it depends on; the rest may be erased', () => {
    expect(fatesWith(aShop(), [gap('orders')])).toEqual({
      c1: 'undecided',
      o1: 'undecided',
      o2: 'undecided',
      l1: 'undecided',
      t1: 'erase',
    });
  });

  it('holds back only the rows it depends on when it is the last of a chain', () => {
    expect(fatesWith(aShop(), [gap('lines')])).toEqual({
      c1: 'undecided',
      o1: 'undecided',
      o2: 'erase',
      l1: 'undecided',
      t1: 'erase',
    });
  });

  it.each(['answer', undefined] as const)('is no gap that concerns %s alone', (concerns) => {
    const { concerns: _any, ...plain } = gap('orders');
    const gaps = [{ ...plain, ...(concerns ? { concerns } : {}) }];

    expect(Object.values(fatesWith(aShop(), gaps))).not.toContain('undecided');
  });

  it.each([
    ['everything', 'undecided'],
    ['erasure', 'undecided'],
    ['nothing', 'erase'],
  ] as const)('is what a store says blocks %s', (blocks, fate) => {
    const problem = { collection: 'tokens', code: 'cascade', problem: 'x', remedy: 'y', blocks };

    expect(fatesWith(aShop(), [], [problem])).toMatchObject({ t1: fate, o1: 'erase' });
  });

  it.each([
    ['a gap', [gap('customers', { whileKept: ['orders'] })], []],
    [
      'what a store says',
      [],
      [
        {
          collection: 'customers',
          code: 'cascade',
          problem: 'x',
          remedy: 'y',
          blocks: 'erasure',
          whileKept: ['orders'],
        },
      ],
    ],
  ] as const)('is only a row to which one points that stays, where %s says so', (_name, gaps, problems) => {
    const kept = aShop({ orders: { onErasure: retain } });

    expect(fatesWith(kept, gaps, problems)).toEqual({
      c1: 'undecided',
      o1: 'retain',
      o2: 'retain',
      l1: 'erase',
      t1: 'erase',
    });
    expect(fatesWith(aShop(), gaps, problems)).toMatchObject({ c1: 'erase', o1: 'erase' });
  });

  it('is not reported where the store has checked its references and reports nothing', () => {
    const map = {
      ...aShop({ orders: { onErasure: retain } }),
      gaps: [gap('customers', { whileKept: ['orders'] })],
    };
    const examined = { shop: { problems: [], eraseGroups: [['lines'], ['orders'], ['customers']] } };

    expect(fates(withUndecided(frozen(map), map, erasureBlocks(map, examined)))).toMatchObject({
      c1: 'erase',
    });
  });

  it('leaves what a law keeps as it is, unless the law is not named', () => {
    const kept = aShop({ orders: { onErasure: retain } });
    const groundless = aShop({ orders: { onErasure: { ...retain, ground: '' } } });

    expect(fatesWith(kept, [gap('orders')])).toMatchObject({ o1: 'retain', l1: 'undecided' });
    expect(fatesWith(groundless, [gap('orders')])).toMatchObject({ o1: 'undecided' });
  });

  it('keeps a parent that is blanked only where the blank changes the field that is referred to', () => {
    const blanked = aShop({ customers: { onErasure: { action: 'anonymise' } } });
    const elsewhere = aShop({
      customers: {
        onErasure: { action: 'anonymise' },
        fields: [aField('id', 'Id'), aField('email', 'Mail')],
      },
    });

    expect(fatesWith(blanked, [gap('tokens')])).toMatchObject({ c1: 'undecided' });
    expect(fatesWith(elsewhere, [gap('tokens')])).toMatchObject({ c1: 'anonymise' });
  });

  it('names the reason and the remedy, and for dependents the collection to mend', () => {
    const map = aShop();
    const manifest = withUndecided(frozen(map), map, erasureBlocks({ ...map, gaps: [gap('tokens')] }, {}));
    const reasons = manifest.stores.flatMap((s) =>
      s.collections.flatMap((c) =>
        [...c.rows].flatMap(({ key, treatment }) =>
          treatment.action === 'undecided' ? [[key.id, treatment.reason]] : [],
        ),
      ),
    );

    expect(reasons).toEqual([
      [
        'c1',
        'It belongs to "tokens", which waits: nobody has said what an erasure does here. Set on_erasure.',
      ],
      ['t1', 'nobody has said what an erasure does here. Set on_erasure.'],
    ]);
  });

  it('follows a reference that is written upwards', () => {
    const up = aShop({
      customers: {
        reachedBy: [
          { field: 'email', identity: 'email' },
          { field: 'id', from: { storeId: 'shop', collection: 'tokens', field: 'parent' }, leads: 'up' },
        ],
      },
      tokens: { reachedBy: [{ field: 'parent', identity: 'customer-number' }] },
    });

    expect(fatesWith(up, [gap('tokens')])).toMatchObject({ c1: 'undecided', t1: 'undecided', o1: 'erase' });
  });

  it('treats rows as connected where the store does not return the key', () => {
    const blind = aShop({ tokens: { facts: [] } });

    expect(fatesWith(blind, [gap('tokens')])).toMatchObject({ c1: 'undecided' });
  });
});

describe('what a store refused in a rehearsal', () => {
  const blocksAt = (collection?: string): ErasureBlock[] =>
    refusalBlocks(aShop(), 'shop', { ...(collection ? { collection } : {}), code: '23503' });
  const afterRefusal = (collection?: string) => {
    const map = aShop();
    return fates(withUndecided(frozen(map), map, blocksAt(collection)));
  };

  it('stays with the rows it depends on; its dependents may be erased', () => {
    expect(afterRefusal('orders')).toEqual({
      c1: 'undecided',
      o1: 'undecided',
      o2: 'undecided',
      l1: 'erase',
      t1: 'erase',
    });
  });

  it('is everything in the store when it does not say where', () => {
    expect(new Set(Object.values(afterRefusal()))).toEqual(new Set(['undecided']));
  });
});

describe('whatever is blocked', () => {
  const names = ['customers', 'orders', 'lines', 'tokens'];

  it('no row that stays refers to one that is erased', () => {
    const ids = fc.integer({ min: 0, max: 3 }).map(String);
    const someRows = fc.array(fc.record({ collection: fc.constantFrom(...names), id: ids, parent: ids }), {
      maxLength: 16,
    });
    fc.assert(
      fc.property(someRows, fc.subarray(names), (made, blocked) => {
        const map = aShop();
        const found = made.map(({ collection, id, parent }) => row(collection, id, parent));
        const gaps = blocked.map((name) => gap(name));
        const manifest = withUndecided(frozen(map, found), map, erasureBlocks({ ...map, gaps }, {}));
        const all = manifest.stores.flatMap((s) => s.collections.flatMap((c) => [...c.rows]));
        const parents = { orders: 'customers', tokens: 'customers', lines: 'orders' } as Record<
          string,
          string
        >;

        for (const child of all.filter((r) => r.treatment.action === 'undecided')) {
          const theirs = all.filter(
            (r) => r.collection === parents[child.collection] && r.key.id === child.facts.parent,
          );
          expect(theirs.map((r) => r.treatment.action)).not.toContain('erase');
        }
        for (const name of blocked)
          expect(all.filter((r) => r.collection === name).map((r) => r.treatment.action)).not.toContain(
            'erase',
          );
      }),
      { numRuns: 300 },
    );
  });
});
