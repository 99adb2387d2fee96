import type { Random } from '../random';
import { foreignKey, keyType, keyValue, link, own, type Shop, shared, two } from '../shop';

/** Teams of several people, and their members. */
export function teams(shop: Shop, r: Random): void {
  const c = (name: string) => shop.name(name);
  const type = keyType(r);
  const account = shop.accountKey;
  const teamTable = shop.table({
    name: 'teams',
    key: [c('id')],
    columns: [
      { name: c('id'), type },
      { name: c('owner_id'), type: account.type },
    ],
    map: { owner: 'shared', onErasure: { action: 'erase' } },
  });
  const members = shop.people.filter((person) => person.account);
  const owned = r.chance(0.25);
  const rows = [1, 2].map((n) =>
    shop.add(teamTable, shared, {
      [c('id')]: keyValue(type, n, 'teams'),
      [c('owner_id')]:
        owned && members.length > 0 ? (r.pick(members).account?.values[account.column] ?? null) : null,
    }),
  );
  if (owned) link(teamTable, foreignKey(r, [c('owner_id')], shop.accounts, { nullable: true }));
  const table = shop.table({
    name: 'memberships',
    key: [c('team_id'), c('account_id')],
    columns: [
      { name: c('team_id'), type },
      { name: c('account_id'), type: account.type },
      { name: c('role'), type: 'text' },
    ],
    map: {
      onErasure: { action: 'erase' },
      notes: {
        [c('team_id')]: { ref: { table: teamTable, column: c('id'), direction: 'to' } },
        [c('account_id')]: { ref: { table: shop.accounts, column: account.column, direction: 'from' } },
      },
    },
  });
  link(table, foreignKey(r, [c('team_id')], teamTable));
  link(table, foreignKey(r, [c('account_id')], shop.accounts));
  for (const person of members)
    for (const team of rows.filter(() => r.chance(0.6)))
      shop.add(table, own(person), {
        [c('team_id')]: team.values[c('id')] ?? null,
        [c('account_id')]: person.account?.values[account.column] ?? null,
        [c('role')]: r.pick(['admin', 'guest']),
      });
}

/** Messages between two people, who are both named in one row. */
export function messages(shop: Shop, r: Random): void {
  pair(shop, r, { name: 'messages', from: 'sender_id', to: 'recipient_id', itself: 0.4, share: 0.3 });
}

/** An audit log of what one person did to the account of another. */
export function audit(shop: Shop, r: Random): void {
  pair(shop, r, { name: 'audit_log', from: 'actor_id', to: 'account_id', itself: 0.7, share: 0.2 });
}

interface Pair {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly itself: number;
  /** The share of the columns that are real foreign keys. */
  readonly share: number;
}

function pair(shop: Shop, r: Random, { name, from, to, itself, share }: Pair): void {
  const c = (word: string) => shop.name(word);
  const account = shop.accountKey;
  const ref = { ref: { table: shop.accounts, column: account.column, direction: 'from' as const } };
  const table = shop.table({
    name,
    key: [c('id')],
    columns: [
      { name: c('id'), type: 'bigint' },
      { name: c(from), type: account.type },
      { name: c(to), type: account.type },
    ],
    map: { onErasure: { action: 'erase' }, notes: { [c(from)]: ref, [c(to)]: ref } },
  });
  for (const column of [from, to])
    if (r.chance(share)) link(table, foreignKey(r, [c(column)], shop.accounts, { nullable: true }));
  const writers = shop.people.filter((person) => person.account);
  for (let n = 1; n <= r.int(1, 4) && writers.length > 0; n += 1) {
    const one = r.pick(writers);
    const other = r.chance(itself) ? one : r.pick(writers);
    shop.add(table, two(one, other), {
      [c('id')]: n,
      [c(from)]: one.account?.values[account.column] ?? null,
      [c(to)]: other.account?.values[account.column] ?? null,
    });
  }
}

/** Tickets with a second address, which may be anyone's. */
export function tickets(shop: Shop, r: Random): void {
  const c = (name: string) => shop.name(name);
  const table = shop.table({
    name: 'tickets',
    key: [c('code')],
    columns: [
      { name: c('code'), type: 'text' },
      { name: c('email'), type: 'text' },
      { name: c('second_email'), type: 'text' },
    ],
    map: {
      onErasure: { action: 'erase' },
      notes: {
        [c('email')]: { identity: 'email', category: 'user.contact.email' },
        [c('second_email')]: { identity: 'email', category: 'user.contact.email' },
      },
    },
  });
  for (let n = 1; n <= r.int(1, 4); n += 1) {
    const one = r.pick(shop.people);
    const other = r.chance(0.6) ? one : r.pick(shop.people);
    shop.add(table, two(one, other), {
      [c('code')]: `T-${n}`,
      [c('email')]: one.spelled,
      [c('second_email')]: other === one && r.chance(0.7) ? null : other.spelled,
    });
  }
}
