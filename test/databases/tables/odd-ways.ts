import type { Random } from '../random';
import { foreignKey, keyType, keyValue, link, own, type Shop } from '../shop';

/** A table with an heir that has one more column. */
export function cards(shop: Shop, r: Random): void {
  const c = (name: string) => shop.name(name);
  const account = shop.accountKey;
  const type = keyType(r);
  const perks = c('perks');
  const isListed = r.chance(0.6);
  const table = shop.table({
    name: 'cards',
    key: [c('id')],
    columns: [
      { name: c('id'), type },
      { name: c('account_id'), type: account.type },
      { name: c('label'), type: 'text' },
    ],
    map: {
      onErasure: { action: r.chance(0.7) ? 'erase' : 'anonymise' },
      notes: {
        [c('account_id')]: {
          ref: { table: shop.accounts, column: account.column, direction: 'from' },
          blank: null,
        },
        [c('label')]: { blank: null },
        ...(isListed ? { [perks]: {} } : {}),
      },
    },
  });
  const child = c('gold_cards');
  table.heir = { name: child, columns: [{ name: perks, type: 'text' }] };
  if (!isListed) table.doubt = 'column-of-an-heir-not-in-the-map';
  link(table, foreignKey(r, [c('account_id')], shop.accounts, { nullable: true }));
  for (const person of shop.people.filter((one) => one.account))
    for (let n = 0; n < r.int(0, 3); n += 1) {
      const isGold = r.chance(0.4);
      const row = shop.add(table, own(person), {
        [c('id')]: keyValue(type, person.n * 10 + n + 1, 'cards'),
        [c('account_id')]: person.account?.values[account.column] ?? null,
        [c('label')]: `card of ${person.name}`,
        ...(isGold ? { [perks]: 'lounge' } : {}),
      });
      if (isGold) table.heirs.push(row.mark);
    }
}

/** Answers in one JSON value, of which parts are blanked and the rest stays. */
export function surveys(shop: Shop, r: Random): void {
  const c = (name: string) => shop.name(name);
  const account = shop.accountKey;
  const table = shop.table({
    name: 'surveys',
    key: [c('id')],
    columns: [
      { name: c('id'), type: 'bigint' },
      { name: c('account_id'), type: account.type },
      { name: c('answers'), type: r.pick(['jsonb', 'jsonb', 'json']) },
    ],
    map: {
      onErasure: { action: 'anonymise' },
      notes: {
        [c('account_id')]: {
          ref: { table: shop.accounts, column: account.column, direction: 'from' },
          blank: null,
        },
        [c('answers')]: { blank: { inside: { 'contact.mail': null, 'lines.0': 'gone', name: null } } },
      },
    },
  });
  link(table, foreignKey(r, [c('account_id')], shop.accounts, { nullable: true }));
  for (const person of shop.people.filter((one) => one.account && r.chance(0.8)))
    for (let n = 0; n < r.int(1, 2); n += 1)
      shop.add(table, own(person), {
        [c('id')]: person.n * 10 + n,
        [c('account_id')]: person.account?.values[account.column] ?? null,
        [c('answers')]: r.pick([...answers(person.name, person.spelled), null]),
      });
}

function answers(name: string, mail: string): string[] {
  return [
    { contact: { mail, tel: '1' }, lines: [`I am ${name}`, 'x'], n: 1 },
    { contact: null, lines: [], name },
    { contact: [mail], lines: 'none', other: { name } },
    { name: { first: name }, lines: [[name], 2] },
    {},
    [name, mail],
  ]
    .map((value) => JSON.stringify(value))
    .concat(`{"n": 12345678901234567890, "x": 1.50, "contact": {"mail": "${mail}"}}`, '"text"');
}

/** Several addresses in one column, which no search by an address can read. */
export function watchers(shop: Shop, r: Random): void {
  const c = (name: string) => shop.name(name);
  const type = r.weighed({ 'text[]': 3, jsonb: 1 });
  const table = shop.table({
    name: 'watchers',
    key: [c('id')],
    columns: [
      { name: c('id'), type: 'integer' },
      { name: c('emails'), type },
    ],
    map: {
      onErasure: { action: 'erase' },
      notes: { [c('emails')]: { identity: 'email', category: 'user.contact.email' } },
    },
  });
  table.doubt = 'cannot-be-searched';
  for (const person of shop.people.filter(() => r.chance(0.6)))
    shop.add(table, own(person), {
      [c('id')]: person.n + 1,
      [c('emails')]: type === 'jsonb' ? JSON.stringify([person.email]) : `{${person.email}}`,
    });
}
