import type { CollectionMap } from '../../functions/domain/data-map';
import {
  readErasure,
  type StoreReading,
  type StoreReadingResult,
} from '../../functions/domain/erasure-reading';
import type { LocatedRow } from '../../functions/domain/finding';
import { freezeManifest } from '../../functions/domain/freeze-manifest';
import { rowKey } from '../../functions/domain/row-key';
import { aCollection, aField, aMap, shopStore } from '../builders/a-map';

const addresses = aCollection('addresses', 'Addresses', {
  fields: [aField('id', 'Number')],
  owner: 'shared',
  referencedBy: [{ collection: 'customers', field: 'address_id', ownField: 'id' }],
});
const reviews = aCollection('reviews', 'Reviews', {
  fields: [
    aField('id', 'Number'),
    aField('by', 'Written by', { blankWith: null }),
    aField('name', 'Name', { blankWith: 'a customer' }),
  ],
  facts: ['by', 'name'],
  onErasure: { action: 'anonymise' },
});
const map = aMap({
  stores: [{ ...shopStore, collections: [...shopStore.collections, addresses, reviews] }],
});
const today = '2026-11-24';

function row(collection: string, id: string, more: Partial<LocatedRow> = {}): LocatedRow {
  return { collection, key: { id }, facts: {}, ...more };
}

const pointers = (...ids: string[]) => ids.map((id) => ({ collection: 'customers', key: { id } }));
const invoice = (id: string, issued_on = '2026-01-01') => row('invoices', id, { facts: { issued_on } });
const review = (id: string, facts: Record<string, string>) => row('reviews', id, { facts });

const before = [
  row('customers', 'c-1'),
  row('orders', 'o-1'),
  row('orders', 'o-2'),
  invoice('i-1'),
  row('addresses', 'a-1', { referrers: pointers('c-1') }),
  row('addresses', 'a-2', { referrers: pointers('c-1', 'c-9') }),
  review('r-1', { by: 'c-1', name: 'Mia' }),
];
const blank = review('r-1', { name: 'a customer' });
const after = [invoice('i-1'), row('addresses', 'a-2', { referrers: pointers('c-9') }), blank];

function read(
  now: readonly LocatedRow[],
  approved: readonly LocatedRow[] = before,
  more: Partial<StoreReading> = {},
): StoreReadingResult {
  const findings = [{ storeId: 'shop', searches: [], rows: approved, unmapped: [] }];
  const manifest = freezeManifest({ map, right: 'erasure', version: 1, findings, unavailable: [], today });
  return readErasure({ map, manifest, storeId: 'shop', rows: now, today, ...more });
}

const leftOf = (result: StoreReadingResult) => result.left.flatMap((c) => c.rows.map((r) => r.key.id));

describe('the reading before or after an erasure', () => {
  it('stops at a row that was approved to go and that a law keeps by what it says now', () => {
    const old = invoice('i-1', '2001-01-01');
    const result = read([invoice('i-1', '2026-01-01')], [old]);

    expect([result.drift, result.driftRows]).toEqual(['now-kept', [{ collection: 'invoices', rows: 1 }]]);
  });

  it('does not stop at one that a law no longer keeps', () => {
    expect(read([invoice('i-1', '2001-01-01')], [invoice('i-1', '2026-01-01')]).drift).toBeUndefined();
  });
});

describe('the reading after an erasure', () => {
  it('finds nothing left when all is gone, blanked, kept by law or shared', () => {
    expect(read(after)).toEqual({
      left: [],
      leftCount: 0,
      added: [],
      kept: 2,
      keptGone: [],
      strayed: [],
      unread: [],
      found: [
        { collection: 'invoices', records: 1, unexplained: 0 },
        { collection: 'addresses', records: 1, unexplained: 0 },
        { collection: 'reviews', records: 1, unexplained: 0 },
      ],
    });
  });

  it('counts vanished rows as absent', () => {
    const toGo = [row('customers', 'c-1'), row('orders', 'o-1')];

    expect(read([], toGo)).toEqual({
      left: [],
      leftCount: 0,
      added: [],
      kept: 0,
      keptGone: [],
      strayed: [],
      unread: [],
      found: [],
    });
  });

  it.each([
    ['was approved', 'o-1', []],
    ['nobody knew', 'o-9', ['came-unclaimed']],
  ])(
    'asks somebody to look at what is said of a single row only where it is a row that %s',
    (_, id, drift) => {
      const unread = [
        { collection: 'orders', place: `orders.cc (id ${id})`, reason: 'mentioned', row: { id } },
      ] as const;

      expect([read(after, before, { unread }).drift ?? []].flat()).toEqual(drift);
    },
  );

  it('finds a row that should be gone', () => {
    const result = read([...after, row('orders', 'o-2')]);

    expect([leftOf(result), result.leftCount, result.drift]).toEqual([['o-2'], 1, undefined]);
    expect(result.found).toContainEqual({ collection: 'orders', records: 1, unexplained: 1 });
  });

  it.each([
    ['a field that is not blank', { by: 'c-1', name: 'a customer' }, ['r-1']],
    ['a field that was overwritten with something else', { name: 'Mia' }, ['r-1']],
    ['a blank that should be null and is a text', { by: '', name: 'a customer' }, ['r-1']],
    ['all fields blank', { name: 'a customer' }, []],
    ['no field at all', {}, []],
  ] as const)('looks into an anonymised row: %s', (_, facts, left) => {
    expect(leftOf(read([...after.slice(0, 2), review('r-1', facts)]))).toEqual(left);
  });

  it.each([
    [0, '0.00', true],
    [0, '0.01', false],
    [1.5, '1.500', true],
    ['1900-01-01', '1900-01-01T00:00:00Z', true],
    ['1900-01-01', '1900-01-01T00:00:00', true],
    ['1900-01-01', '1985-04-12T00:00:00Z', false],
    ['1900-01-01 00:00:00+00', '1900-01-01T00:00:00Z', true],
    [false, 'true', false],
  ])('reads %j in a column that writes it as %j', (blankWith, name, isBlank) => {
    const fields = reviews.fields.map((field) => (field.name === 'name' ? { ...field, blankWith } : field));
    const its = aMap({ stores: [{ ...shopStore, collections: [{ ...reviews, fields }] }] });
    const rows = [review('r-1', { name })];
    const findings = [{ storeId: 'shop', searches: [], rows, unmapped: [] }];
    const manifest = freezeManifest({
      map: its,
      right: 'erasure',
      version: 1,
      findings,
      unavailable: [],
      today,
    });

    expect(leftOf(readErasure({ map: its, manifest, storeId: 'shop', rows, today }))).toEqual(
      isBlank ? [] : ['r-1'],
    );
  });

  it('leaves a further row of the same person alone, though its collection was approved', () => {
    const result = read([...after, row('orders', 'o-3')]);

    expect([leftOf(result), result.drift]).toEqual([[], 'new-since-approval']);
    expect(result.added.flatMap((c) => c.rows.map((r) => r.key.id))).toEqual(['o-3']);
    expect(result.found).toContainEqual({ collection: 'orders', records: 1, unexplained: 1 });
  });

  it('finds a row that was to be kept gone, and says so with how many', () => {
    const result = read(after.filter((r) => r.collection !== 'invoices'));

    expect([result.drift, result.driftRows]).toEqual([
      'kept-row-gone',
      [{ collection: 'invoices', rows: 1 }],
    ]);
    expect(result.kept).toBe(1);
  });

  it('counts a kept row as there that the searches no longer find and its key does', () => {
    const there = new Set([rowKey(row('invoices', 'i-1'))]);

    const result = read(
      after.filter((r) => r.collection !== 'invoices'),
      before,
      { there },
    );

    expect([result.drift, result.kept, result.keptGone]).toEqual([undefined, 2, []]);
  });

  it('takes no row for blank that is what it was before', () => {
    const unchanged = new Set([rowKey(row('reviews', 'r-1'))]);

    expect(leftOf(read(after, before, { unchanged }))).toEqual(['r-1']);
  });

  it('takes nothing for lost that no longer has to be kept', () => {
    const result = read(after.slice(1), before, { today: '2035-01-01' });

    expect([result.drift, result.keptGone]).toEqual([undefined, []]);
  });

  it('leaves a kept row alone though its retention has run out since', () => {
    const findings = [{ storeId: 'shop', searches: [], rows: [invoice('i-1', '2018-01-01')], unmapped: [] }];
    const manifest = freezeManifest({ map, right: 'erasure', version: 1, findings, unavailable: [], today });

    const result = readErasure({
      map,
      manifest,
      storeId: 'shop',
      rows: [invoice('i-1', '2018-01-01')],
      today: '2027-02-01',
    });

    expect([result.leftCount, result.kept, result.drift]).toEqual([0, 1, undefined]);
  });

  it('counts an address as kept while an invoice of the person points at it', () => {
    const own = { referrers: [{ collection: 'invoices', key: { id: 'i-1' } }] };
    const rows = [invoice('i-1'), row('addresses', 'a-3', own)];

    expect([read(rows, rows).leftCount, read(rows, rows).kept]).toEqual([0, 2]);
  });
});

describe('drift, which staff must look at', () => {
  const many = (n: number) => Array.from({ length: n }, (_, i) => row('orders', `new-${i}`));

  it.each([
    [
      'a row that was this person’s alone has a new owner',
      [row('addresses', 'a-1', { referrers: pointers('c-9') })],
      'new-owner',
    ],
    ['a row came that a law keeps', [invoice('i-2')], 'new-ground'],
    ['a row came in a collection nobody approved', [row('newsletter', 'n-1')], 'unapproved-collection'],
    ['eleven rows came where seven were approved', many(11), 'beyond-bound'],
  ] as const)('is said when %s', (_, more, drift) => {
    const newsletter = aCollection('newsletter', 'Newsletter', { fields: [aField('id', 'Number')] });
    const wider = {
      ...map,
      stores: map.stores.map((s) => ({ ...s, collections: [...s.collections, newsletter] })),
    };
    const findings = [{ storeId: 'shop', searches: [], rows: before, unmapped: [] }];
    const manifest = freezeManifest({
      map: wider,
      right: 'erasure',
      version: 1,
      findings,
      unavailable: [],
      today,
    });

    const result = readErasure({ map: wider, manifest, storeId: 'shop', rows: [...after, ...more], today });

    expect(result.drift).toBe(drift);
  });

  it('tells a few new rows, up to ten or a tenth of what was approved, from many', () => {
    const approved = Array.from({ length: 300 }, (_, i) => row('orders', `o-${i}`));

    expect(read([...after, ...many(10)]).drift).toBe('new-since-approval');
    expect(read(many(30), approved).drift).toBe('new-since-approval');
    expect(read(many(31), approved).drift).toBe('beyond-bound');
  });

  it('is not said of a shared row that stays shared, nor of one that came', () => {
    const another = row('addresses', 'a-5', { referrers: pointers('c-8') });

    expect(read([...after, another]).drift).toBeUndefined();
  });
});

describe('a row that has come since the approval', () => {
  const [customers, orders] = shopStore.collections;
  const contact = aField('contact', 'Address', { identity: 'email' });
  const withContact = {
    ...orders,
    fields: [...(orders?.fields ?? []), contact],
    facts: ['customer_id', 'contact'],
    reachedBy: [...(orders?.reachedBy ?? []), { field: 'contact', identity: 'email' }],
  } as CollectionMap;
  const shop = aMap({ stores: [{ ...shopStore, collections: [customers as CollectionMap, withContact] }] });
  const identities = { email: ['mia@example.com'] };
  const searches = [
    { collection: 'customers', field: 'email', values: ['mia@example.com'] },
    { collection: 'orders', field: 'contact', values: ['mia@example.com'] },
    { collection: 'orders', field: 'customer_id', values: ['c-1'] },
  ];
  const order = (id: string, facts: Record<string, string>) => row('orders', id, { facts });
  const approved = [
    row('customers', 'c-1', { facts: { email: 'mia@example.com' } }),
    order('o-1', { customer_id: 'c-1' }),
    order('o-2', { customer_id: 'c-2', contact: 'mia@example.com' }),
  ];
  const noah = row('customers', 'c-2', { facts: { email: 'noah@example.com' } });
  const check = { collection: 'customers', field: 'id', values: ['c-2'], check: true } as const;
  const readShop = (rows: readonly LocatedRow[]) => {
    const findings = [
      { storeId: 'shop', searches, rows: approved, unmapped: [] },
      { storeId: 'shop', searches: [check], rows: [noah], unmapped: [] },
    ];
    const input = { map: shop, right: 'erasure', version: 1, findings, identities, unavailable: [], today };
    const there = new Set([rowKey(row('orders', 'o-2'))]);
    return readErasure({ map: shop, manifest: freezeManifest(input), storeId: 'shop', rows, there, today });
  };

  const contested = order('o-2', { customer_id: 'c-2', contact: 'mia@example.com' });

  it('is asked about when it hangs on an approved one, though that is gone by now', () => {
    const result = readShop([contested, order('o-9', { customer_id: 'c-1' })]);

    expect([leftOf(result), result.drift]).toEqual([[], 'new-since-approval']);
  });

  it('goes to a person when it names somebody who was never asked about', () => {
    const result = readShop([contested, order('o-9', { customer_id: 'c-7', contact: 'mia@example.com' })]);

    expect([leftOf(result), result.drift]).toEqual([[], 'new-owner']);
  });

  it('is not looked for among what was contested: that stays as it was', () => {
    const result = readShop([contested]);

    expect([leftOf(result), result.kept, result.drift]).toEqual([[], 1, undefined]);
  });
});
