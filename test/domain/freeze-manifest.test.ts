import fc from 'fast-check';
import type { CollectionMap, Treatment } from '../../functions/domain/data-map';
import type { LocatedRow } from '../../functions/domain/finding';
import type { StoreFinding } from '../../functions/domain/found-rows';
import { freezeManifest, retainedUntil } from '../../functions/domain/freeze-manifest';
import type { Manifest, ManifestRow } from '../../functions/domain/manifest';
import { manifestText } from '../../functions/domain/manifest-text';
import { rowKey } from '../../functions/domain/row-key';
import { aCollection, aField, aMap } from '../builders/a-map';

const tax: Extract<Treatment, { action: 'retain' }> = {
  action: 'retain',
  ground: 'tax law keeps invoices',
  article: 's 147 AO',
  period: 'P8Y',
  countedFrom: 'issued_on',
  yearEnd: true,
};

const addresses = aCollection('addresses', 'Addresses', {
  fields: [aField('id', 'Number')],
  owner: 'shared',
  referencedBy: [{ collection: 'customers', field: 'address_id', ownField: 'id' }],
});
const plainMap = aMap();
const map = aMap({
  stores: plainMap.stores.map((s) => ({ ...s, collections: [...s.collections, addresses] })),
});

function row(collection: string, id: string, more: Partial<LocatedRow> = {}): LocatedRow {
  return { collection, key: { id }, facts: {}, ...more };
}

function freeze(rows: readonly LocatedRow[], more: { today?: string; unavailable?: readonly string[] } = {}) {
  const findings: StoreFinding[] = [{ storeId: 'shop', searches: [], rows, unmapped: [] }];
  return freezeManifest({
    map,
    right: 'erasure',
    version: 1,
    findings,
    unavailable: [],
    today: '2026-11-24',
    ...more,
  });
}

function treatmentOf(
  rows: readonly LocatedRow[],
  id: string,
  today?: string,
): ManifestRow['treatment'] | undefined {
  const frozen = freeze(rows, today ? { today } : {});
  return frozen.stores.flatMap((s) => s.collections.flatMap((c) => [...c.rows])).find((r) => r.key.id === id)
    ?.treatment;
}

describe('the manifest', () => {
  it('contains every row once, however often and by whichever question it was found', () => {
    const again: LocatedRow = { collection: 'orders', key: { b: '2', a: '1' }, facts: {} };
    const rows = [row('orders', 'o-1'), row('orders', 'o-1'), again, { ...again, key: { a: '1', b: '2' } }];

    const [orders] = freeze(rows).stores[0]?.collections ?? [];

    expect(orders?.rows.map((r) => rowKey(r))).toEqual([
      '["orders",[["id","o-1"]]]',
      '["orders",[["a","1"],["b","2"]]]',
    ]);
  });

  it('tells rows of two collections, and of two keys, apart', () => {
    expect(rowKey(row('a', '1'))).not.toBe(rowKey(row('b', '1')));
    expect(rowKey({ collection: 'a', key: { x: '1', y: '2' } })).not.toBe(
      rowKey({ collection: 'a', key: { x: '2', y: '1' } }),
    );
  });

  it('says of each store how it was searched', () => {
    const everything = {
      ...map,
      stores: [...map.stores, { storeId: 'm', title: 'm', kind: 'manual' as const, collections: [] }],
    };
    const states = freezeManifest({
      map: everything,
      right: 'access',
      version: 1,
      findings: [],
      unavailable: ['shop'],
      today: '2026-11-24',
    }).stores.map((s) => s.state);

    expect(states).toEqual(['unavailable', 'manual']);
  });
});

describe('a row that a law keeps', () => {
  it.each([
    ['counts from the end of the calendar year', '2026-02-03', 'P8Y', true, '2034-12-31'],
    ['counts the last day of a year into that year', '2026-12-31', 'P8Y', true, '2034-12-31'],
    ['counts the first day of a year into that year', '2027-01-01', 'P8Y', true, '2035-12-31'],
    ['counts a leap day to a leap day', '2024-02-29', 'P8Y', false, '2032-02-29'],
    [
      'counts a leap day to the last of February where there is no leap day',
      '2024-02-29',
      'P1Y',
      false,
      '2025-02-28',
    ],
    ['counts months from the end of a long month', '2026-01-31', 'P1M', false, '2026-02-28'],
    ['reads the date of an instant', '2026-02-03T23:59:00Z', 'P6Y', false, '2032-02-03'],
    ['has no end without a date', undefined, 'P8Y', true, undefined],
    ['has no end with a date it cannot read', '03.02.2026', 'P8Y', true, undefined],
    ['has no end with a date that is two', '01/02/2026', 'P8Y', true, undefined],
    ['has no end with a mere year', '2026', 'P8Y', true, undefined],
    ['has no end with a day and its hour', '2024123123', 'P8Y', true, undefined],
    ['has no end with digits that are no day', '20261331', 'P8Y', true, undefined],
    ['has no end with the day before the first', '2026-00-00', 'P8Y', true, undefined],
    ['has no end with a day of three digits', '2026-01-311', 'P8Y', true, undefined],
    ['has no end with microseconds', '1735689600000000', 'P8Y', true, undefined],
    ['reads a day without hyphens', '20241231', 'P6Y', false, '2030-12-31'],
    ['reads a month as its last day', '2024-02', 'P6Y', false, '2030-02-28'],
    ['reads seconds since 1970', '1735689599', 'P6Y', false, '2030-12-31'],
    ['reads seconds with a fraction', '1735689599.75', 'P6Y', false, '2030-12-31'],
    ['reads milliseconds since 1970', '1735689599999', 'P6Y', false, '2030-12-31'],
    ['has no end with a date that is none', '0000-00-00', 'P8Y', true, undefined],
    ['has no end with the 31st of June', '2026-06-31', 'P8Y', true, undefined],
    ['has no end with the date that stands for never', '9999-12-31', 'P8Y', true, undefined],
    ['has no end with the instant that stands for never', '9999-12-31T23:59:59Z', 'P1M', false, undefined],
    ['ends on the last day that has four digits for its year', '9990-06-01', 'P9Y', true, '9999-12-31'],
  ] as const)('%s', (_, from, period, yearEnd, until) => {
    expect(retainedUntil({ ...tax, period, yearEnd }, from)).toBe(until);
  });

  const invoice = row('invoices', 'i-1', { facts: { issued_on: '2018-05-05' } });

  it('is kept on its last day and erased on the day after', () => {
    expect(treatmentOf([invoice], 'i-1', '2026-12-31')).toEqual({
      action: 'retain',
      ground: tax.ground,
      article: tax.article,
      until: '2026-12-31',
    });
    expect(treatmentOf([invoice], 'i-1', '2027-01-01')).toEqual({ action: 'erase' });
  });

  it.each([undefined, '31.12.2017', '12/31/2017', '2017-02-31', 'soon', '9999-12-31'])(
    'waits for a decision, and is not told as kept by a law, when its date cannot be read: %s',
    (issued_on) => {
      const dated = row('invoices', 'i-1', { facts: issued_on === undefined ? {} : { issued_on } });

      expect(treatmentOf([dated], 'i-1')).toEqual({
        action: 'undecided',
        reason: expect.stringContaining('issued_on'),
      });
    },
  );

  it.each(['1525478400', '1525478400000', '20180505', '2018-05'])(
    'is over when its date says so as a number: %s',
    (issued_on) => {
      const dated = row('invoices', 'i-1', { facts: { issued_on } });

      expect(treatmentOf([dated], 'i-1', '2027-01-01')).toEqual({ action: 'erase' });
    },
  );

  it('counts an instant that is a number from the day in the zone of the establishment', () => {
    expect(retainedUntil({ ...tax, period: 'P6Y', yearEnd: false }, '1735689599', 'Europe/Berlin')).toBe(
      '2031-01-01',
    );
  });
});

describe('a row that the store itself does not delete', () => {
  const kept = (more: Partial<LocatedRow>, collection = 'customers') =>
    treatmentOf([row(collection, '1', { facts: { issued_on: '2026-01-15' }, ...more })], '1');

  it.each(['2026-11-24', '2031-05-01', 'unknown'])(
    'is kept until then, and the person is told by what: %s',
    (until) => {
      expect(kept({ heldUntil: until })).toEqual({
        action: 'retain',
        ground: 'The storage is locked against deletion (Object Lock)',
        article: '',
        until,
      });
    },
  );

  it('is erased when the lock has ended', () => {
    expect(kept({ heldUntil: '2026-11-23' })).toEqual({ action: 'erase' });
  });

  it('keeps the ground of a law that lasts as long, and is kept longer by a lock that lasts longer', () => {
    expect(kept({ heldUntil: '2030-01-01' }, 'invoices')).toMatchObject({
      ground: 'tax law keeps invoices',
      until: '2034-12-31',
    });
    expect(kept({ heldUntil: '2050-01-01' }, 'invoices')).toMatchObject({ article: '', until: '2050-01-01' });
  });

  it('is kept where the map keeps old versions, and undecided where it does not mention them', () => {
    expect(kept({ heldBy: 'old-version', heldUntil: 'unknown' })).toMatchObject({
      action: 'retain',
      until: 'unknown',
    });
    expect(kept({ heldBy: 'old-version' })).toMatchObject({ action: 'undecided' });
    expect(kept({ heldBy: 'same-id' })).toMatchObject({ action: 'undecided' });
  });

  it('is undecided where its erasure would end more, and stays as the law says where it is kept', () => {
    expect(kept({ heldBy: 'ends-more' })).toMatchObject({
      action: 'undecided',
      reason: expect.stringContaining('also end something that still runs'),
    });
    expect(kept({ heldBy: 'ends-more' }, 'invoices')).toMatchObject({ action: 'retain' });
  });
});

describe('a row that several people may share', () => {
  const mine = row('customers', 'c-1');
  const pointsAt = (...ids: readonly [collection: string, id: string][]) =>
    ids.map(([collection, id]) => ({ collection, key: { id } }));

  it('stays when another person’s row refers to it', () => {
    const shared = row('addresses', 'a-1', {
      referrers: pointsAt(['customers', 'c-1'], ['customers', 'c-2']),
    });

    expect(treatmentOf([mine, shared], 'a-1')).toEqual({ action: 'keep-shared' });
  });

  it('is erased when only rows of this person refer to it, or none', () => {
    const own = row('addresses', 'a-1', { referrers: pointsAt(['customers', 'c-1']) });

    expect(treatmentOf([mine, own], 'a-1')).toEqual({ action: 'erase' });
    expect(treatmentOf([row('addresses', 'a-2')], 'a-2')).toEqual({ action: 'erase' });
  });

  it('stays as long as the longest kept row of this person that refers to it, on its ground', () => {
    const invoices = ['2019-01-01', '2024-01-01', '2021-01-01'].map((issued_on, i) =>
      row('invoices', `i-${i}`, { facts: { issued_on } }),
    );
    const referrers = pointsAt(
      ['customers', 'c-1'],
      ['invoices', 'i-0'],
      ['invoices', 'i-1'],
      ['invoices', 'i-2'],
    );
    const address = row('addresses', 'a-1', { referrers });

    expect(treatmentOf([mine, ...invoices, address], 'a-1')).toEqual({
      action: 'retain',
      ground: tax.ground,
      article: tax.article,
      until: '2032-12-31',
    });
    expect(treatmentOf([mine, ...invoices, address], 'a-1', '2033-01-01')).toEqual({ action: 'erase' });
  });
});

describe('a shared row to which another shared row refers', () => {
  const cities = aCollection('cities', 'Cities', {
    fields: [aField('id', 'Number')],
    owner: 'shared',
    referencedBy: [{ collection: 'addresses', field: 'city_id', ownField: 'id' }],
  });
  const wider = aMap({
    stores: plainMap.stores.map((s) => ({ ...s, collections: [cities, ...s.collections, addresses] })),
  });
  const pointing = (collection: string, ...ids: string[]) => ids.map((id) => ({ collection, key: { id } }));
  const city = row('cities', 'b-1', { referrers: pointing('addresses', 'a-1') });

  function cityBeside(...rows: readonly LocatedRow[]): ManifestRow['treatment'] | undefined {
    const findings = [{ storeId: 'shop', searches: [], rows: [city, ...rows], unmapped: [] }];
    const today = '2026-11-24';
    return freezeManifest({ map: wider, right: 'erasure', version: 1, findings, unavailable: [], today })
      .stores.flatMap((s) => s.collections.flatMap((c) => [...c.rows]))
      .find((r) => r.collection === 'cities')?.treatment;
  }

  it('stays for as long as that one', () => {
    const customer = row('customers', 'c-1');
    const invoice = row('invoices', 'i-1', { facts: { issued_on: '2024-01-01' } });
    const address = (...referrers: LocatedRow['referrers'] & object) =>
      row('addresses', 'a-1', { referrers });

    expect(cityBeside(customer, address(...pointing('customers', 'c-1')))).toEqual({ action: 'erase' });
    expect(cityBeside(customer, address(...pointing('customers', 'c-1', 'c-2')))).toEqual({
      action: 'keep-shared',
    });
    expect(cityBeside(invoice, address(...pointing('invoices', 'i-1')))).toMatchObject({
      action: 'retain',
      until: '2032-12-31',
    });
  });
});

describe('what a decision binds to', () => {
  const rows = [
    row('customers', 'c-1', { facts: { email: 'mia@example.com' } }),
    row('orders', 'o-1'),
    row('orders', 'o-2'),
    row('invoices', 'i-1', { facts: { issued_on: '2026-01-01' } }),
  ];
  const textOf = (manifest: Manifest) => [...manifestText(manifest)].join('');
  const text = textOf(freeze(rows));

  it('is the same whatever volatile facts rows carry', () => {
    fc.assert(
      fc.property(fc.string(), (volatile) => {
        const changed = rows.map((r) => ({ ...r, facts: { ...r.facts, seen: volatile } }));

        expect(textOf(freeze(changed))).toBe(text);
      }),
    );
  });

  it.each([
    ['a row more', [...rows, row('orders', 'o-3')]],
    ['a row less', rows.slice(1)],
    ['another row', [...rows.slice(1), row('customers', 'c-2')]],
    [
      'another end of a retention',
      [...rows.slice(0, -1), row('invoices', 'i-1', { facts: { issued_on: '2025-01-01' } })],
    ],
  ])('is another with %s', (_, other) => {
    expect(textOf(freeze(other))).not.toBe(text);
  });

  it('differs when a store stayed out of reach, or a field turned up that is not in the map', () => {
    const findings = [
      { storeId: 'shop', searches: [], rows, unmapped: [{ collection: 'orders', field: 'new' }] },
    ];
    const unmapped = freezeManifest({
      map,
      right: 'erasure',
      version: 1,
      findings,
      unavailable: [],
      today: '2026-11-24',
    });

    expect(textOf(freeze(rows, { unavailable: ['shop'] }))).not.toBe(text);
    expect(textOf(unmapped)).not.toBe(text);
  });
});

describe('a timestamp that a retention counts from', () => {
  const eightYears = {
    action: 'retain',
    ground: 'tax law',
    article: '§ 147 AO',
    period: 'P8Y',
    countedFrom: 'issued_at',
    yearEnd: true,
  } as const;

  it('is the civil day of the establishment: an invoice of New Year’s night is one of the new year', () => {
    expect(retainedUntil(eightYears, '2025-12-31T23:30:00Z', 'Europe/Berlin')).toBe('2034-12-31');
    expect(retainedUntil(eightYears, '2025-12-31T23:30:00Z')).toBe('2033-12-31');
    expect(retainedUntil(eightYears, '2025-12-31', 'Europe/Berlin')).toBe('2033-12-31');
  });
});

describe('a row that is treated as its parent row', () => {
  const order = aCollection('orders', 'Orders', {
    fields: [aField('id', 'Number'), aField('issued_on', 'Date')],
    facts: ['issued_on'],
    reachedBy: [{ field: 'id', identity: 'customer-number' }],
    onErasure: tax,
  });
  const below = (name: string, parent: string, more: Partial<CollectionMap> = {}) =>
    aCollection(name, name, {
      fields: [aField('id', 'Number'), aField('of', 'Of')],
      facts: ['of'],
      reachedBy: [
        { field: 'of', from: { storeId: 'shop', collection: parent, field: 'id' }, leads: 'down' },
        { field: 'of', identity: 'customer-number' },
      ],
      onErasure: { action: 'as-parent', parent, field: 'of', parentField: 'id' },
      ...more,
    });
  const lines = below('lines', 'orders');
  const notes = below('notes', 'lines');
  const fatesIn = (collections: readonly CollectionMap[], rows: readonly LocatedRow[]) => {
    const stores = [{ storeId: 'shop', title: 'Shop', kind: 'postgres' as const, collections }];
    const findings = [{ storeId: 'shop', searches: [], rows, unmapped: [] }];
    const frozen = freezeManifest({
      map: aMap({ stores }),
      right: 'erasure',
      version: 1,
      findings,
      unavailable: [],
      today: '2026-11-24',
    });
    const all = frozen.stores.flatMap((s) => s.collections.flatMap((c) => [...c.rows]));
    return Object.fromEntries(all.map((one) => [one.key.id, one.treatment]));
  };
  const at = (issued_on: string) => row('orders', 'o', { facts: { issued_on } });
  const line = row('lines', 'l', { facts: { of: 'o' } });
  const note = row('notes', 'n', { facts: { of: 'l' } });

  it('is kept as long on the same ground, and erased with it when that time is over, at any depth', () => {
    const kept = fatesIn([order, lines, notes], [at('2026-02-03'), line, note]);
    const over = fatesIn([order, lines, notes], [at('2012-02-03'), line, note]);

    expect([kept.l, kept.n]).toEqual([kept.o, kept.o]);
    expect(kept.o).toMatchObject({ action: 'retain', until: '2034-12-31' });
    expect([over.o, over.l, over.n]).toEqual(Array(3).fill({ action: 'erase' }));
  });

  it('follows the row that its type names, where a pair names it', () => {
    const posts = below('posts', 'orders', { onErasure: { action: 'erase' } });
    const pair = below('comments', 'orders', {
      facts: ['of', 'kind'],
      fields: [aField('id', 'Number'), aField('of', 'Of'), aField('kind', 'Kind')],
      onErasure: {
        action: 'as-parent',
        ...{ parent: 'orders', field: 'of', parentField: 'id', where: { kind: 'Order' } },
        or: [{ parent: 'posts', field: 'of', parentField: 'id', where: { kind: 'Post' } }],
      },
    });
    const comment = (id: string, kind: string) => row('comments', id, { facts: { of: 'o', kind } });
    const rows = [at('2026-02-03'), row('posts', 'o', { facts: { of: 'o' } })];
    const fates = fatesIn(
      [order, posts, pair],
      [...rows, comment('a', 'Order'), comment('b', 'Post'), comment('c', 'Page')],
    );

    expect([fates.a?.action, fates.b?.action, fates.c?.action]).toEqual(['retain', 'erase', 'undecided']);
  });

  it('is undecided when that row was not found, or names nothing', () => {
    const undecided = { action: 'undecided', reason: 'the record it belongs to was not found' };

    expect(fatesIn([order, lines, notes], [line, note])).toEqual({ l: undecided, n: undecided });
    expect(fatesIn([order, lines], [at('2026-02-03'), row('lines', 'x')]).x).toEqual(undecided);
  });

  it('is undecided below an anonymised row unless the map says what is blanked, and in a cycle', () => {
    const blank = { ...order, onErasure: { action: 'anonymise' } as const };
    const telling = below('lines', 'orders', {
      fields: [aField('id', 'Number'), aField('of', 'Of'), aField('name', 'Name', { blankWith: null })],
    });

    expect(fatesIn([blank, lines], [at('2026-02-03'), line]).l).toMatchObject({ action: 'undecided' });
    expect(fatesIn([blank, telling], [at('2026-02-03'), line]).l).toEqual({ action: 'anonymise' });
    const ring = [below('lines', 'notes'), below('notes', 'lines')];
    const round = fatesIn(ring, [row('lines', 'l', { facts: { of: 'n' } }), note]);
    expect([round.l, round.n]).toEqual(Array(2).fill(expect.objectContaining({ action: 'undecided' })));
  });

  it('keeps an address to which it refers as long as itself', () => {
    const named = { ...lines, fields: [...lines.fields, aField('address_id', 'Address')] };
    const shared = aCollection('addresses', 'Addresses', {
      fields: [aField('id', 'Number')],
      owner: 'shared',
      referencedBy: [{ collection: 'lines', field: 'address_id', ownField: 'id' }],
    });
    const address = row('addresses', 'a', { referrers: [{ collection: 'lines', key: { id: 'l' } }] });

    expect(fatesIn([order, named, shared], [at('2026-02-03'), line, address]).a).toMatchObject({
      action: 'retain',
      until: '2034-12-31',
    });
    expect(fatesIn([order, named, shared], [line, address]).a).toEqual({ action: 'keep-shared' });
  });
});
