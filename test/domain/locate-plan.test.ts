import fc from 'fast-check';
import type { CollectionMap, DataMap, Reach } from '../../functions/domain/data-map';
import type { LocatedRow, Search } from '../../functions/domain/finding';
import type { StoreFinding } from '../../functions/domain/found-rows';
import { asciiLowerCase } from '../../functions/domain/identity-values';
import { knownIdentities } from '../../functions/domain/known-identities';
import { isCheck, planWave } from '../../functions/domain/locate-plan';
import { aCollection, aField } from '../builders/a-map';

const from = (
  field: string,
  storeId: string,
  collection: string,
  of: string,
  leads: 'down' | 'up' = 'down',
): Reach => ({ field, from: { storeId, collection, field: of }, leads });

function aMapOf(stores: Readonly<Record<string, readonly CollectionMap[]>>): DataMap {
  const list = Object.entries(stores).map(([storeId, collections]) => ({
    storeId,
    title: storeId,
    kind: 'postgres' as const,
    collections,
  }));
  return { stores: list, systems: [], gaps: [] };
}

const id = aField('id', 'Number');
const people = aCollection('people', 'People', {
  fields: [id, aField('email', 'Mail', { identity: 'email' }), aField('address_id', 'Address')],
  facts: ['email', 'address_id'],
  ownRecord: true,
  reachedBy: [{ field: 'email', identity: 'email' }, from('id', 'shop', 'orders', 'person_id', 'up')],
});
const orders = aCollection('orders', 'Orders', {
  fields: [id, aField('person_id', 'Person'), aField('contact', 'Mail', { identity: 'email' })],
  facts: ['person_id', 'contact'],
  reachedBy: [{ field: 'contact', identity: 'email' }, from('person_id', 'shop', 'people', 'id')],
});
const parcels = aCollection('parcels', 'Parcels', {
  fields: [id, aField('order_id', 'Order')],
  facts: ['order_id'],
  reachedBy: [from('order_id', 'shop', 'orders', 'id')],
});
const addresses = aCollection('addresses', 'Addresses', {
  fields: [id, aField('door_mail', 'Mail of the house', { identity: 'email' })],
  facts: ['door_mail'],
  owner: 'shared',
  reachedBy: [from('id', 'shop', 'people', 'address_id', 'up')],
});
const map = aMapOf({ shop: [people, orders, addresses], carrier: [parcels] });

type Rows = Readonly<Record<string, readonly (LocatedRow & { readonly storeId: string })[]>>;

function row(storeId: string, collection: string, key: string, facts: Record<string, string> = {}) {
  return { storeId, collection, key: { id: key }, facts };
}

/** A store's answer: rows whose key or fact equals a value asked for. */
function answer(rows: Rows, storeId: string, searches: readonly Search[]): LocatedRow[] {
  return searches.flatMap(({ collection, field, values }) =>
    (rows[collection] ?? []).filter(
      (r) => r.storeId === storeId && values.includes({ ...r.facts, ...r.key }[field] ?? '-'),
    ),
  );
}

/** Waves until nothing new is asked. */
function searchAll(
  dataMap: DataMap,
  rows: Rows,
  email: string,
  silent: readonly string[] = [],
  before: readonly StoreFinding[][] = [],
): StoreFinding[][] {
  const waves: StoreFinding[][] = [...before];
  for (;;) {
    const plan = planWave(dataMap, { email: [email] }, waves.flat(), silent);
    if (plan.length === 0) return waves;
    if (waves.length > 50) throw new Error('the search does not end');
    waves.push(
      plan.map(({ storeId, searches }) => ({
        storeId,
        searches,
        rows: answer(rows, storeId, searches),
        unmapped: [],
      })),
    );
  }
}

function questions(waves: readonly StoreFinding[][]): string[] {
  return waves
    .flat()
    .filter((f) => !isCheck(f))
    .flatMap((f) =>
      f.searches.flatMap((s) => s.values.map((v) => [f.storeId, s.collection, s.field, v].join(' '))),
    );
}

/** Rows that were found, without those only read to see who else is named. */
const names = (waves: readonly StoreFinding[][]) => [
  ...new Set(
    waves
      .flat()
      .filter((f) => !isCheck(f))
      .flatMap((f) => f.rows.map((r) => `${r.collection} ${r.key.id}`)),
  ),
];

describe('the search along the foreign keys', () => {
  const shop: Rows = {
    people: [row('shop', 'people', 'p1', { email: 'mia@example.com', address_id: 'a1' })],
    orders: [row('shop', 'orders', 'o1', { person_id: 'p1', contact: 'mia.office@example.com' })],
    parcels: [row('carrier', 'parcels', 'k1', { order_id: 'o1' })],
    addresses: [row('shop', 'addresses', 'a1', { door_mail: 'house@example.com' })],
  };

  it('goes from the address to the person, the orders, and over to another store', () => {
    expect(names(searchAll(map, shop, 'mia@example.com')).sort()).toEqual([
      'addresses a1',
      'orders o1',
      'parcels k1',
      'people p1',
    ]);
  });

  it('does not go from a guest order up to the account, nor from there to every address found', () => {
    const waves = searchAll(map, shop, 'mia.office@example.com');

    expect(names(waves)).not.toContain('people p1');
    expect(questions(waves).join()).not.toContain('people email mia@example.com');
  });

  it('learns no identity from a row that is not the person’s own record', () => {
    const waves = searchAll(map, shop, 'mia@example.com');

    expect(names(waves)).toContain('orders o1');
    expect(questions(waves)).not.toContain('orders contact mia.office@example.com');
    expect(knownIdentities(map, { email: ['mia@example.com'] }, waves.flat()).email).toEqual([
      'mia@example.com',
    ]);
  });

  it('learns every identity from the person’s own record', () => {
    const both = {
      ...people,
      fields: [...people.fields, aField('office', 'At work', { identity: 'email' })],
      facts: [...people.facts, 'office'],
    };
    const rows = {
      ...shop,
      people: [row('shop', 'people', 'p1', { email: 'mia@example.com', office: 'mia.office@example.com' })],
    };

    const waves = searchAll(aMapOf({ shop: [both, orders] }), rows, 'mia@example.com');

    expect(questions(waves)).toContain('shop orders contact mia.office@example.com');
  });

  it('follows no identity in a row that several people share', () => {
    const waves = searchAll(map, shop, 'mia@example.com');

    expect(names(waves)).toContain('addresses a1');
    expect(questions(waves).join()).not.toContain('house@example.com');
    expect(knownIdentities(map, {}, waves.flat()).email).not.toContain('house@example.com');
  });

  it('is not led by a shared row to the rows of those who share it', () => {
    const bothWays = {
      ...people,
      reachedBy: [...people.reachedBy, from('address_id', 'shop', 'addresses', 'id')],
    };
    const dataMap = aMapOf({ shop: [bothWays, orders, addresses], carrier: [parcels] });
    const flatmate = row('shop', 'people', 'p2', { email: 'noah@example.com', address_id: 'a1' });
    const rows = { ...shop, people: [...(shop.people ?? []), flatmate] };

    expect(names(searchAll(dataMap, rows, 'mia@example.com'))).not.toContain('people p2');
  });

  it('asks a manual store nothing', () => {
    const manual = { ...map, stores: map.stores.map((s) => ({ ...s, kind: 'manual' as const })) };

    expect(planWave(manual, { email: ['mia@example.com'] }, [], [])).toEqual([]);
  });

  it('tries an address as typed and in ASCII lower case, and folds nothing else', () => {
    const [wave] = planWave(map, { email: ['Mia.SÖMMER+x@Example.com'] }, [], []);

    expect(wave?.searches[0]?.values).toEqual(['Mia.SÖMMER+x@Example.com', 'mia.sÖmmer+x@example.com']);
    expect(asciiLowerCase('\u212A')).toBe('\u212A');
  });

  it('asks about nothing it does not know', () => {
    expect(planWave(map, {}, [], [])).toEqual([]);
    expect(planWave(map, { email: [] }, [], [])).toEqual([]);
  });

  it('ends, asks nothing twice, and finds what hangs on the person’s own, whatever the rows', () => {
    const ref = (kind: string) => fc.integer({ min: 0, max: 5 }).map((n) => `${kind}${n}`);
    const mail = fc.integer({ min: 0, max: 5 }).map((n) => `m${n}@example.com`);
    const tables = fc.record({
      people: fc.array(fc.tuple(mail, ref('a')), { maxLength: 6 }),
      orders: fc.array(fc.tuple(ref('p'), mail), { maxLength: 6 }),
      parcels: fc.array(ref('o'), { maxLength: 6 }),
    });

    fc.assert(
      fc.property(tables, (t) => {
        const rows: Rows = {
          people: t.people.map(([email, address_id], i) =>
            row('shop', 'people', `p${i}`, { email, address_id }),
          ),
          orders: t.orders.map(([person_id, contact], i) =>
            row('shop', 'orders', `o${i}`, { person_id, contact }),
          ),
          parcels: t.parcels.map((order_id, i) => row('carrier', 'parcels', `k${i}`, { order_id })),
        };

        const waves = searchAll(map, rows, 'm0@example.com');

        expect(new Set(questions(waves)).size).toBe(questions(waves).length);
        expect(names(waves).sort()).toEqual(hangsTogether(rows, 'm0@example.com'));
      }),
      { numRuns: 150 },
    );
  });
});

/** Four stores that lead to one another, each with or without an index. */
const talks = aCollection('talks', 'Talks', {
  fields: [id, aField('from_mail', 'Mail', { identity: 'email' }), aField('person_id', 'Person')],
  facts: ['from_mail', 'person_id'],
  reachedBy: [
    { field: 'from_mail', identity: 'email' },
    from('person_id', 'shop', 'people', 'id'),
    from('id', 'carrier', 'parcels', 'order_id', 'up'),
  ],
});
const tillOrders = {
  ...orders,
  reachedBy: [orders.reachedBy[0] as Reach, from('person_id', 'shop', 'people', 'id')],
};
const tillParcels = {
  ...parcels,
  facts: ['order_id'],
  reachedBy: [from('order_id', 'till', 'orders', 'id')],
};
const spreadPeople = {
  ...people,
  reachedBy: [people.reachedBy[0] as Reach, from('id', 'talks', 'talks', 'person_id', 'up')],
};
const spread = {
  shop: [spreadPeople, addresses],
  till: [tillOrders],
  carrier: [tillParcels],
  talks: [talks],
};

function withoutIndex(storeIds: readonly string[]): DataMap {
  return aMapOf(
    Object.fromEntries(
      Object.entries(spread).map(([storeId, collections]) => [
        storeId,
        storeIds.includes(storeId)
          ? collections.map((collection) => ({ ...collection, readWhole: true as const }))
          : collections,
      ]),
    ),
  );
}

const spreadRows: Rows = {
  people: [row('shop', 'people', 'p1', { email: 'mia@example.com' })],
  orders: [row('till', 'orders', 'o1', { person_id: 'p1', contact: 'mia.office@example.com' })],
  parcels: [row('carrier', 'parcels', 'o7', { order_id: 'o1' })],
  talks: [row('talks', 'talks', 't1', { from_mail: 'mia.office@example.com' })],
};

describe('a store that keeps no index', () => {
  const visits = (waves: readonly StoreFinding[][]) =>
    waves.flat().filter((f) => f.storeId === 'talks').length;

  it('waits for what the others find, and is read once for all of it', () => {
    const greedy = searchAll(withoutIndex([]), spreadRows, 'mia@example.com');
    const waiting = searchAll(withoutIndex(['talks']), spreadRows, 'mia@example.com');

    expect([visits(greedy), visits(waiting)]).toEqual([3, 1]);
    expect(questions(waiting).sort()).toEqual(questions(greedy).sort());
  });

  it('waits for no store whose rows cannot hold what it is asked by', () => {
    const unled = {
      ...talks,
      reachedBy: [{ field: 'id', identity: 'phone' as const }],
      readWhole: true as const,
    };
    const dataMap = aMapOf({ ...spread, talks: [unled] });

    const [first] = [planWave(dataMap, { email: ['mia@example.com'], phone: ['030 12345'] }, [], [])];

    expect(first?.map(({ storeId }) => storeId)).toEqual(['shop', 'till', 'talks']);
  });

  it('waits for no store that was asked for everything it could find', () => {
    const cards = aCollection('cards', 'Cards', {
      fields: [id, aField('mail', 'Mail', { identity: 'email' })],
      facts: ['mail'],
      ownRecord: true,
      reachedBy: [{ field: 'mail', identity: 'email' }],
    });
    const ask = (collection: CollectionMap) =>
      planWave(
        aMapOf({ cards: [collection], talks: [{ ...talks, readWhole: true }] }),
        { email: ['mia@example.com'], phone: ['030 12345'] },
        [],
        [],
      ).map((s) => s.storeId);

    expect(ask(cards)).toEqual(['cards', 'talks']);
    expect(ask({ ...cards, reachedBy: [...cards.reachedBy, { field: 'id', identity: 'phone' }] })).toEqual([
      'cards',
    ]);
  });

  it('waits for what a store may find along its own keys', () => {
    const letters = aCollection('letters', 'Letters', {
      fields: [id, aField('mail', 'Mail', { identity: 'email' })],
      facts: ['mail'],
      ownRecord: true,
      reachedBy: [from('id', 'cards', 'cards', 'letter')],
    });
    const cards = aCollection('cards', 'Cards', {
      fields: [id, aField('letter', 'Letter')],
      facts: ['letter'],
      ownRecord: true,
      reachedBy: [{ field: 'id', identity: 'phone' }],
    });
    const dataMap = aMapOf({ cards: [letters, cards], talks: [{ ...talks, readWhole: true }] });

    const plan = planWave(dataMap, { email: ['mia@example.com'], phone: ['030 12345'] }, [], []);

    expect(plan.map((s) => s.storeId)).toEqual(['cards']);
  });

  it('waits for no store that will not answer', () => {
    const ask = (silent: readonly string[]) =>
      planWave(withoutIndex(['talks']), { email: ['mia@example.com'] }, [], silent).map((s) => s.storeId);

    expect(ask([])).toEqual(['shop', 'till']);
    expect(ask(['shop'])).toEqual(['till']);
    expect(ask(['shop', 'carrier'])).toEqual(['till', 'talks']);
    expect(ask(['shop', 'till'])).toEqual(['talks']);
    expect(ask(['shop', 'till', 'talks'])).toEqual([]);
  });

  const storeIds = Object.keys(spread);
  const world = fc.record({
    unindexed: fc.subarray(storeIds),
    silent: fc.subarray(storeIds),
    rows: anyRows(),
  });

  it('is asked in the end what it would have been asked at once, whatever the rows, and whoever is silent', () => {
    fc.assert(
      fc.property(world, ({ unindexed, silent, rows }) => {
        const greedy = searchAll(withoutIndex([]), rows, 'm0@example.com', silent);
        const waiting = searchAll(withoutIndex(unindexed), rows, 'm0@example.com', silent);

        expect(questions(waiting).sort()).toEqual(questions(greedy).sort());
        expect(names(waiting).sort()).toEqual(names(greedy).sort());
      }),
      { numRuns: 150 },
    );
  });

  it('is asked the same when stores were down for a while and came back', () => {
    fc.assert(
      fc.property(world, ({ unindexed, silent, rows }) => {
        const greedy = searchAll(withoutIndex([]), rows, 'm0@example.com');
        const dataMap = withoutIndex(unindexed);

        const meanwhile = searchAll(dataMap, rows, 'm0@example.com', silent);
        const after = searchAll(dataMap, rows, 'm0@example.com', [], meanwhile);

        expect(questions(after).sort()).toEqual(questions(greedy).sort());
      }),
      { numRuns: 150 },
    );
  });
});

function anyRows(): fc.Arbitrary<Rows> {
  const ref = (kind: string) => fc.integer({ min: 0, max: 4 }).map((n) => `${kind}${n}`);
  const mail = fc.integer({ min: 0, max: 4 }).map((n) => `m${n}@example.com`);
  const tables = fc.record({
    people: fc.array(mail, { maxLength: 5 }),
    orders: fc.array(fc.tuple(ref('p'), mail), { maxLength: 5 }),
    parcels: fc.array(ref('o'), { maxLength: 5 }),
    talks: fc.array(fc.tuple(ref('o'), ref('p'), mail), { maxLength: 5 }),
  });
  return tables.map((t) => ({
    people: t.people.map((email, n) => row('shop', 'people', `p${n}`, { email })),
    orders: t.orders.map(([person_id, contact], n) => row('till', 'orders', `o${n}`, { person_id, contact })),
    parcels: t.parcels.map((order_id, n) => row('carrier', 'parcels', `k${n}`, { order_id })),
    talks: t.talks.map(([key, person_id, from_mail]) => row('talks', 'talks', key, { person_id, from_mail })),
  }));
}

/**
 * The same by brute force: accounts under the address, and rows that depend on them or name it. An order's
 * account is looked at and not included, nor is its other address.
 */
function hangsTogether(rows: Rows, email: string): string[] {
  const accounts = (rows.people ?? []).filter((p) => p.facts.email === email);
  const mine = new Set(accounts.map((p) => p.key.id));
  const orders = (rows.orders ?? []).filter((o) => o.facts.contact === email || mine.has(o.facts.person_id));
  const ordered = new Set(orders.map((o) => o.key.id));
  const parcels = (rows.parcels ?? []).filter((k) => ordered.has(k.facts.order_id));
  return [...accounts, ...orders, ...parcels].map((r) => `${r.collection} ${r.key.id}`).sort();
}
