import { freezeManifest } from '../../functions/domain/freeze-manifest';
import { judgedId } from '../../functions/domain/judged-rows';
import { aCollection, aField, aMap } from '../builders/a-map';

const email = 'anna@example.org';

/** Users and their orders, of several tenants in one database. */
function tenants(userKey: readonly string[]) {
  const users = aCollection('users', 'Users', {
    primaryKey: userKey,
    ownRecord: true,
    fields: [
      aField('tenant_id', 'Tenant'),
      aField('id', 'Number'),
      aField('email', 'Mail', { identity: 'email' }),
    ],
    facts: ['id', 'email'],
    reachedBy: [{ field: 'email', identity: 'email' }],
  });
  const orders = aCollection('orders', 'Orders', {
    primaryKey: ['tenant_id', 'no'],
    fields: [aField('tenant_id', 'Tenant'), aField('no', 'Number'), aField('user_id', 'User')],
    facts: ['user_id'],
    reachedBy: [
      { field: 'user_id', from: { storeId: 'shop', collection: 'users', field: 'id' }, leads: 'down' },
    ],
  });
  const store = { storeId: 'shop', title: 'the shop', kind: 'postgres' } as const;
  return { ...aMap(), stores: [{ ...store, collections: [users, orders] }] };
}

const order = (tenant_id: string, no: string) => ({
  collection: 'orders',
  key: { tenant_id, no },
  facts: { user_id: '5' },
});
const anna = { collection: 'users', key: { tenant_id: 't1', id: '5' }, facts: { id: '5', email } };

describe.each([
  { said: 'the map', userKey: ['tenant_id', 'id'] },
  { said: 'the database alone', userKey: [] },
])('rows of two tenants with one number, where $said names the key', ({ userKey }) => {
  it.each([
    [order('t1', '1'), order('t2', '9')],
    [order('t2', '9'), order('t1', '1')],
  ])('are told apart, whichever is found first', (...rows) => {
    const map = tenants(userKey);
    const found = (collection: string, field: string, value: string) => ({
      storeId: 'shop',
      searches: [{ collection, field, values: [value] }],
      unmapped: [],
    });

    const { stores } = freezeManifest({
      map,
      right: 'erasure',
      version: 1,
      findings: [
        { ...found('users', 'email', email), rows: [anna] },
        { ...found('orders', 'user_id', '5'), rows },
      ],
      identities: { email: [email] },
      unavailable: [],
      today: '2026-11-30',
    });

    const orders = stores[0]?.collections.find(({ collection }) => collection === 'orders');
    expect(orders?.rows.map(({ key }) => key.tenant_id)).toEqual(['t1']);
  });
});

describe('rows that are judged as one', () => {
  const map = aMap();
  const invoice = (id: string, customer: string, on: string) => ({
    collection: 'invoices',
    key: { id },
    facts: { customer_id: customer, issued_on: on },
  });
  const idOf = (row: Parameters<typeof judgedId>[2], as?: string) => judgedId(map, 'shop', row, as);

  it('differ in a key that nothing refers to, or in a date', () => {
    expect(idOf(invoice('i-1', 'c-1', '2025-01-01'))).toBe(idOf(invoice('i-2', 'c-1', '2026-01-01')));
  });

  it('hold the same in what leads to a person, and were settled alike', () => {
    const one = invoice('i-1', 'c-1', '2025-01-01');

    expect(idOf(invoice('i-1', 'c-2', '2025-01-01'))).not.toBe(idOf(one));
    expect(idOf(one, 'contested')).not.toBe(idOf(one, 'clear'));
  });

  it('are never two of the records of people', () => {
    const account = (id: string) => ({ collection: 'customers', key: { id }, facts: { email } });

    expect(idOf(account('c-1'))).not.toBe(idOf(account('c-2')));
  });
});
