import type { CollectionMap, DataMap, Reach } from '../../functions/domain/data-map';
import { unsearched } from '../../functions/domain/unsearched';
import { aCollection, aField } from '../builders/a-map';

const by = (field: string, identity: string): Reach => ({ field, identity });
const hangsOn = (field: string, collection: string): Reach => ({
  field,
  from: { storeId: 'shop', collection, field: 'id' },
  leads: 'down',
});

function table(name: string, reachedBy: readonly Reach[], more: Partial<CollectionMap> = {}): CollectionMap {
  const fields = reachedBy.map((way) =>
    'identity' in way
      ? aField(way.field, way.field, { identity: way.identity })
      : aField(way.field, way.field),
  );
  return aCollection(name, name, { fields: [aField('id', 'Id'), ...fields], reachedBy, ...more });
}

function blindIn(identities: Record<string, readonly string[]>, ...collections: readonly CollectionMap[]) {
  const map: DataMap = {
    stores: [{ storeId: 'shop', title: 'Shop', kind: 'postgres', collections }],
    systems: [],
    gaps: [],
  };
  return unsearched(map, 'shop', identities).map(({ collection }) => collection);
}

const ida = { email: ['ida.falk@example.com'] };
const customers = table('customers', [by('email', 'email'), by('phone', 'phone')]);
const orders = table('orders', [hangsOn('customer', 'customers'), by('phone', 'phone')]);
const calls = table('calls', [by('phone', 'phone')]);
const tickets = table('tickets', [by('email', 'email'), by('phone', 'phone')]);

describe('a place to which no search leads', () => {
  it('is a collection without a way to it, and what depends on it alone', () => {
    const lost = table('lost', []);

    expect(blindIn(ida, customers, orders, lost, table('notes', [hangsOn('lost', 'lost')]))).toEqual([
      'lost',
      'notes',
    ]);
  });

  it('is found only by an identity that the requester did not name and no own record adds', () => {
    expect(blindIn(ida, customers, orders, calls, tickets)).toEqual(['calls', 'tickets']);
  });

  it('does not exist once the requester names it, or their own record may add it', () => {
    const own: CollectionMap = { ...customers, ownRecord: true };

    expect(blindIn({ ...ida, phone: ['+4930111'] }, customers, orders, calls, tickets)).toEqual([]);
    expect(blindIn(ida, own, orders, calls, tickets)).toEqual([]);
  });

  it('is not an empty table that depends on rows which may be found', () => {
    expect(blindIn(ida, customers, orders, table('lines', [hangsOn('order', 'orders')]))).toEqual([]);
  });

  describe('besides rows that are found', () => {
    const own: CollectionMap = { ...customers, ownRecord: true };
    const cards = table('cards', []);
    const wallets = table('wallets', [hangsOn('customer', 'customers')]);
    const payments = table('payments', [hangsOn('wallet', 'wallets'), hangsOn('card', 'cards')]);
    const receipts = table('receipts', [hangsOn('payment', 'payments')]);

    it('is what depends on a collection to which nothing leads, at any depth', () => {
      expect(blindIn(ida, own, wallets, cards, payments, receipts)).toEqual([
        'cards',
        'payments',
        'receipts',
      ]);
    });

    it('is not what names its person itself, in each row', () => {
      const mine = { ...payments, reachedBy: [...payments.reachedBy, hangsOn('customer', 'customers')] };
      const byMail = table('payments', [hangsOn('card', 'cards'), by('email', 'email')]);

      expect(blindIn(ida, own, wallets, cards, mine, receipts)).toEqual(['cards']);
      expect(blindIn(ida, own, wallets, cards, byMail, receipts)).toEqual(['cards']);
    });

    it('is what depends on a collection that a store did not search whole, which the store tells itself', () => {
      const paid = table('payments', [hangsOn('wallet', 'wallets')]);
      const collections = [own, wallets, paid, receipts];
      const map: DataMap = {
        stores: [{ storeId: 'shop', title: 'Shop', kind: 'postgres', collections }],
        systems: [],
        gaps: [],
      };
      const unread = [{ collection: 'payments', place: 'payments', reason: 'unsearched' as const }];
      const findings = [{ storeId: 'shop', searches: [], rows: [], unmapped: [], unread }];

      expect(unsearched(map, 'shop', ida, findings).map(({ collection }) => collection)).toEqual([
        'receipts',
      ]);
    });
  });
});
