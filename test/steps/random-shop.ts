import fc from 'fast-check';
import type { CollectionMap, DataMap, Reach } from '../../functions/domain/data-map';
import { aCollection, aField } from '../builders/a-map';
import type { MemoryRow } from '../fakes/memory-connector';

const shop = (field: string, collection: string, of: string, leads: 'down' | 'up' = 'down'): Reach => ({
  field,
  from: { storeId: 'shop', collection, field: of },
  leads,
});
const id = aField('id', 'Number');
const customerId = aField('customer_id', 'Customer');

const customers = aCollection('customers', 'Customers', {
  fields: [
    id,
    aField('email', 'Mail', { identity: 'email' }),
    aField('address_id', 'Address'),
    aField('number', 'Customer number', { identity: 'customer-number' }),
  ],
  ownRecord: true,
  facts: ['email', 'address_id', 'number'],
  reachedBy: [{ field: 'email', identity: 'email' }],
  eraseAfter: ['orders'],
});
const addresses = aCollection('addresses', 'Addresses', {
  fields: [id, aField('street', 'Street')],
  owner: 'shared',
  referencedBy: [
    { collection: 'customers', field: 'address_id', ownField: 'id' },
    { collection: 'invoices', field: 'address_id', ownField: 'id' },
  ],
  reachedBy: [shop('id', 'customers', 'address_id', 'up'), shop('id', 'invoices', 'address_id', 'up')],
  eraseAfter: ['customers', 'invoices'],
});
const orders = aCollection('orders', 'Orders', {
  fields: [id, customerId],
  facts: ['customer_id'],
  reachedBy: [shop('customer_id', 'customers', 'id')],
});
const invoices = aCollection('invoices', 'Invoices', {
  fields: [
    id,
    aField('number', 'Customer number'),
    aField('address_id', 'Address'),
    aField('issued_on', 'Date'),
  ],
  facts: ['number', 'address_id', 'issued_on'],
  reachedBy: [{ field: 'number', identity: 'customer-number' }],
  onErasure: {
    action: 'retain',
    ground: 'tax law',
    article: 's 147 AO',
    period: 'P8Y',
    countedFrom: 'issued_on',
    yearEnd: true,
  },
});
const reviews = aCollection('reviews', 'Reviews', {
  fields: [
    id,
    aField('customer_id', 'Customer', { blankWith: null }),
    aField('name', 'Name', { blankWith: 'x' }),
    aField('stars', 'Stars'),
  ],
  facts: ['customer_id', 'name'],
  reachedBy: [shop('customer_id', 'customers', 'id')],
  onErasure: { action: 'anonymise' },
});
const profiles = aCollection('profiles', 'Profiles', {
  fields: [id, aField('email', 'Mail', { identity: 'email' })],
  facts: ['email'],
  reachedBy: [{ field: 'id', identity: 'customer-number' }],
});

const letters = aCollection('letters', 'Letters', {
  fields: [id, aField('number', 'Customer number', { identity: 'customer-number' })],
  facts: ['number'],
  reachedBy: [{ field: 'number', identity: 'customer-number' }],
});

/**
 * Three stores, joined by the customer number, with rows to erase, to blank and to keep, and addresses that
 * people share.
 */
export const shopMap: DataMap = {
  stores: [
    store('shop', 'postgres', [addresses, customers, orders, invoices, reviews]),
    store('profiles', 'dynamodb', [profiles]),
    store('archive', 'postgres', [letters]),
  ],
  systems: [],
  gaps: [],
};

function store(storeId: string, kind: 'postgres' | 'dynamodb', collections: readonly CollectionMap[]) {
  return { storeId, title: storeId, kind, collections };
}

export type Rows = Record<string, Record<string, MemoryRow[]>>;

export interface Person {
  readonly address: number;
  readonly orders: number;
  /** Year of issue, and whether it names the address. */
  readonly invoices: readonly (readonly [year: number, named: boolean])[];
  readonly reviews: number;
  readonly letters: number;
}

const person: fc.Arbitrary<Person> = fc.record({
  address: fc.integer({ min: 0, max: 3 }),
  orders: fc.integer({ min: 0, max: 4 }),
  invoices: fc.array(fc.tuple(fc.constantFrom(2012, 2017, 2019, 2026), fc.boolean()), { maxLength: 3 }),
  reviews: fc.integer({ min: 0, max: 3 }),
  letters: fc.integer({ min: 0, max: 2 }),
});

/** Several people, some of whom live together. The first one makes the request. */
export const people = fc.array(person, { minLength: 2, maxLength: 5 });

export const addressOf = (n: number) => `p${n}@example.com`;

/**
 * The rows of some people of a shop; `n` is a person's place in the whole shop, so that keys stay the same if
 * others are left out.
 */
export function rowsOf(chosen: readonly (readonly [n: number, person: Person])[]): Rows {
  const each = <T>(make: (n: number, p: Person) => T[]): T[] => chosen.flatMap(([n, p]) => make(n, p));
  const times = <T>(count: number, make: (i: number) => T): T[] =>
    Array.from({ length: count }, (_, i) => make(i));
  const used = [...new Set(each((_, p) => [p.address]))].sort();
  return {
    shop: {
      addresses: used.map((a) => ({ id: `a${a}`, street: `Street ${a}` })),
      customers: each((n, p) => [
        { id: `c${n}`, email: addressOf(n), address_id: `a${p.address}`, number: `N${n}` },
      ]),
      orders: each((n, p) => times(p.orders, (i) => ({ id: `o${n}-${i}`, customer_id: `c${n}` }))),
      invoices: each((n, p) =>
        p.invoices.map(([year, named], i) => ({
          id: `i${n}-${i}`,
          number: `N${n}`,
          address_id: named ? `a${p.address}` : null,
          issued_on: `${year}-05-05`,
        })),
      ),
      reviews: each((n, p) =>
        times(p.reviews, (i) => ({ id: `r${n}-${i}`, customer_id: `c${n}`, name: `P${n}`, stars: i })),
      ),
    },
    profiles: { profiles: each((n) => [{ id: `N${n}`, email: addressOf(n) }]) },
    archive: { letters: each((n, p) => times(p.letters, (i) => ({ id: `L${n}-${i}`, number: `N${n}` }))) },
  };
}

/**
 * What must remain of the first person: kept invoices with the addresses they name, and reviews without
 * personal data.
 */
export function restOf([n, p]: readonly [number, Person], today: string): Rows {
  const whole = rowsOf([[n, p]]).shop ?? {};
  const kept = (whole.invoices ?? []).filter(
    (i) => Number(String(i.issued_on).slice(0, 4)) + 8 >= Number(today.slice(0, 4)),
  );
  const named = new Set(kept.map((i) => i.address_id));
  return {
    shop: {
      addresses: (whole.addresses ?? []).filter((a) => named.has(a.id ?? null)),
      customers: [],
      orders: [],
      invoices: kept,
      reviews: (whole.reviews ?? []).map((r) => ({ ...r, customer_id: null, name: 'x' })),
    },
    profiles: { profiles: [] },
    archive: { letters: [] },
  };
}
