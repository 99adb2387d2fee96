import type { Random } from '../random';
import { nobody, own, type Shop } from '../shop';

/** A list that holds only addresses. */
export function newsletter(shop: Shop, r: Random): void {
  const c = (name: string) => shop.name(name);
  const table = shop.table({
    name: 'newsletter',
    key: [c('email')],
    schema: r.chance(0.2) ? 'crm' : 'public',
    columns: [{ name: c('email'), type: r.weighed({ text: 3, citext: 2, 'varchar(80)': 1 }) }],
    map: {
      onErasure: { action: 'erase' },
      notes: { [c('email')]: { identity: 'email', category: 'user.contact.email' } },
    },
  });
  for (const person of shop.people.filter(() => r.chance(0.7)))
    shop.add(table, own(person), { [c('email')]: r.chance(0.5) ? person.spelled : person.email });
}

/** Vouchers with a unique, nullable code. */
export function coupons(shop: Shop, r: Random): void {
  const c = (name: string) => shop.name(name);
  const table = shop.table({
    name: 'coupons',
    key: [c('code')],
    keyKind: 'unique',
    columns: [
      { name: c('code'), type: 'text' },
      { name: c('email'), type: 'text' },
    ],
    map: {
      onErasure: { action: 'erase' },
      notes: { [c('email')]: { identity: 'email', category: 'user.contact.email' } },
    },
  });
  for (const person of shop.people.filter(() => r.chance(0.7)))
    shop.add(table, own(person), {
      [c('code')]: r.chance(0.25) ? null : `C${person.n}`,
      [c('email')]: person.spelled,
    });
  shop.add(table, nobody, { [c('code')]: 'SUMMER', [c('email')]: null });
}

/** Rows of a log, without a key. */
export function sessions(shop: Shop, r: Random): void {
  const c = (name: string) => shop.name(name);
  const account = shop.accountKey;
  const table = shop.table({
    name: 'sessions',
    key: [],
    keyKind: 'none',
    columns: [
      { name: c('account_id'), type: account.type },
      { name: c('seen_at'), type: 'timestamptz' },
    ],
    map: {
      onErasure: { action: 'erase' },
      notes: {
        [c('account_id')]: { ref: { table: shop.accounts, column: account.column, direction: 'from' } },
      },
    },
  });
  table.doubt = 'table-without-key';
  for (const person of shop.people.filter((one) => one.account))
    for (let n = 0; n < r.int(0, 2); n += 1)
      shop.add(table, own(person), {
        [c('account_id')]: person.account?.values[account.column] ?? null,
        [c('seen_at')]: '2026-03-01 10:00:00+00',
      });
}
