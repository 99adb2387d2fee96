import type { Blank, Column, Person } from '../model';
import type { Random } from '../random';
import { foreignKey, keyType, keyValue, link, own, type Shop } from '../shop';

/** Each person's own record. */
export function accounts(shop: Shop, r: Random): void {
  const c = (name: string) => shop.name(name);
  const type = keyType(r);
  const key = c(type === 'text' ? 'login' : 'id');
  const mailNotNull = r.chance(0.4);
  const columns: Column[] = [
    { name: key, type },
    {
      name: c('email'),
      type: r.weighed({ text: 4, 'varchar(60)': 2, citext: 2, 'char(50)': 0.5 }),
      notNull: mailNotNull,
      unique: !shop.traits.has('twin-accounts') && r.chance(0.6),
    },
    { name: c('full_name'), type: 'text', notNull: r.chance(0.3) },
    { name: c('number'), type: 'varchar(12)', unique: true },
    { name: c('referred_by'), type },
    { name: c('settings'), type: 'jsonb' },
  ];
  shop.table({
    name: r.pick(['accounts', 'users', 'customers', 'members']),
    key: [key],
    columns,
    map: {
      ownRecord: true,
      onErasure: { action: 'erase' },
      notes: {
        [c('email')]: {
          identity: 'email',
          blank: mailBlank(r, mailNotNull),
          category: 'user.contact.email',
        },
        [c('full_name')]: { blank: columns[2]?.notNull ? 'gone' : null, category: 'user.name' },
        [c('number')]: { identity: 'customer_number', blank: null, category: 'user.account' },
        [c('referred_by')]: { category: 'user.account' },
      },
    },
  });
  const holders = shop.people.filter(({ n }) => r.chance(n === 0 ? 0.88 : 0.8));
  for (const person of holders) person.account = addAccount(shop, type, person);
  if (shop.traits.has('twin-accounts') && shop.asker.account) addAccount(shop, type, shop.asker, 50);
  if (shop.traits.has('referrals')) referrals(shop, r);
}

function addAccount(shop: Shop, type: string, person: Person, more = 0) {
  const { accounts } = shop;
  const c = (name: string) => shop.name(name);
  return shop.add(accounts, own(person), {
    [accounts.key[0] ?? '']: keyValue(type, person.n + 1 + more, 'accounts'),
    [c('email')]: person.spelled,
    [c('full_name')]: person.name,
    [c('number')]: more ? `${person.number}${more}` : person.number,
    [c('settings')]: '{"mails": [1, 2.50], "theme": "dark"}',
  });
}

/** A self reference: who referred whom. */
function referrals(shop: Shop, r: Random): void {
  const { accounts } = shop;
  const column = shop.name('referred_by');
  link(accounts, foreignKey(r, [column], accounts, { nullable: true }));
  for (const row of accounts.rows) {
    const other = r.pick(accounts.rows);
    const itself = r.chance(0.3);
    if (r.chance(0.5)) row.values[column] = (itself ? row : other).values[accounts.key[0] ?? ''] ?? null;
  }
}

/** The blank that a developer writes, knowing or not that the column may not be null. */
export function mailBlank(r: Random, notNull: boolean): Blank {
  if (!notNull) return null;
  if (r.chance(0.85)) return { random: 'email' };
  return r.chance(0.8) ? placeholder : null;
}

export const placeholder = 'gone@invalid.example';
