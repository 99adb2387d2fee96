import type { Table } from '../model';
import type { Random } from '../random';
import { foreignKey, keyType, keyValue, link, own, placeFor, type Shop } from '../shop';
import { placeOf, quoted } from '../sql-text';

/** One row per account, under the account's own key. */
export function profiles(shop: Shop, r: Random): void {
  const c = (name: string) => shop.name(name);
  const account = shop.accountKey;
  const key = c('account_id');
  const table = shop.table({
    name: 'profiles',
    key: [key],
    schema: r.chance(0.2) ? 'crm' : 'public',
    columns: [
      { name: key, type: account.type },
      { name: c('bio'), type: 'text' },
    ],
    map: {
      onErasure: { action: 'erase' },
      notes: { [key]: { ref: { table: shop.accounts, column: account.column, direction: 'from' } } },
    },
  });
  link(table, foreignKey(r, [key], shop.accounts));
  for (const person of shop.people.filter((one) => one.account && r.chance(0.8)))
    shop.add(table, own(person), {
      [key]: person.account?.values[account.column] ?? null,
      [c('bio')]: `I am "${person.name}"`,
    });
}

/** Places of one person, one of which the account references: a ring. */
export function places(shop: Shop, r: Random): void {
  const c = (name: string) => shop.name(name);
  const { accounts } = shop;
  const account = shop.accountKey;
  const type = keyType(r);
  const table = shop.table({
    name: 'places',
    key: [c('id')],
    columns: [
      { name: c('id'), type },
      { name: c('account_id'), type: account.type, notNull: r.chance(0.3) },
    ],
    map: {
      onErasure: { action: 'erase' },
      notes: {
        [c('account_id')]: { ref: { table: accounts, column: account.column, direction: 'from' } },
      },
    },
  });
  const main = c('main_place_id');
  const tight = r.chance(0.2) && !shop.traits.has('twin-accounts');
  accounts.columns.push({ name: main, type, notNull: tight });
  if (r.chance(0.4)) ringOfRules(shop, r, table, main);
  else {
    link(table, foreignKey(r, [c('account_id')], accounts, { nullable: !table.columns[1]?.notNull }));
    link(accounts, foreignKey(r, [main], table, { nullable: !tight }));
  }
  if (accounts.map) accounts.map.notes[main] = { category: 'user.contact.address' };
  for (const person of shop.people.filter((one) => one.account && (r.chance(0.8) || tight))) {
    const id = keyValue(type, person.n + 1, 'places');
    shop.add(table, own(person), {
      [c('id')]: id,
      [c('account_id')]: person.account?.values[account.column] ?? null,
    });
    if (person.account && (r.chance(0.8) || tight)) person.account.values[main] = id;
  }
}

/**
 * Real foreign keys in both directions: the ring can be deleted only with both rows at once, or after one
 * reference is emptied.
 */
function ringOfRules(shop: Shop, r: Random, table: Table, main: string): void {
  const deferrable = r.pick([undefined, 'immediate', 'deferred'] as const);
  const rule = { onDelete: 'NO ACTION' as const, ...(deferrable ? { deferrable } : {}) };
  const { accounts } = shop;
  const from = { ...rule, columns: [shop.name('account_id')], target: accounts, targetColumns: accounts.key };
  link(table, from);
  link(accounts, { ...rule, columns: [main], target: table, targetColumns: table.key });
}

/** A view that a hasty map lists as a table. */
export function view(shop: Shop): void {
  const c = (name: string) => shop.name(name);
  const { accounts } = shop;
  const key = shop.accountKey;
  const table = shop.table({
    name: 'active_accounts',
    key: [key.column],
    columns: [
      { name: key.column, type: key.type },
      { name: c('email'), type: 'text' },
    ],
    map: { onErasure: { action: 'erase' }, notes: { [c('email')]: { identity: 'email' } } },
  });
  table.view = `SELECT ${[key.column, c('email'), 'remark'].map(quoted).join(', ')} FROM ${placeOf(accounts)}`;
  table.doubt = 'view-in-the-map';
}

/** A log that is partitioned by day or by number. */
export function events(shop: Shop, r: Random): void {
  const c = (name: string) => shop.name(name);
  const account = shop.accountKey;
  const table = shop.table({
    name: 'events',
    key: [c('id'), c('day')],
    columns: [
      { name: c('id'), type: 'bigint' },
      { name: c('day'), type: 'date' },
      { name: c('account_id'), type: account.type },
    ],
    suffix: ` PARTITION BY RANGE (${quoted(c('day'))})`,
    map: {
      onErasure: { action: 'erase' },
      notes: {
        [c('account_id')]: { ref: { table: shop.accounts, column: account.column, direction: 'from' } },
      },
    },
  });
  table.parts = [
    `FOR VALUES FROM ('2020-01-01') TO ('2025-01-01')`,
    `FOR VALUES FROM ('2025-01-01') TO ('2027-01-01')`,
  ];
  link(table, foreignKey(r, [c('account_id')], shop.accounts, { nullable: true }));
  for (const person of shop.people.filter((one) => one.account))
    for (let n = 0; n < r.int(0, 3); n += 1)
      shop.add(table, own(person), {
        [c('id')]: person.n * 10 + n,
        [c('day')]: r.pick(['2023-01-01', '2026-01-01']),
        [c('account_id')]: person.account?.values[account.column] ?? null,
      });
}

/** A table that is not listed but references the accounts. */
export function tokens(shop: Shop, r: Random): void {
  const c = (name: string) => shop.name(name);
  const account = shop.accountKey;
  const table = shop.table({
    name: 'push_tokens',
    key: [c('id')],
    columns: [
      { name: c('id'), type: 'integer' },
      { name: c('account_id'), type: account.type, notNull: r.chance(0.4) },
    ],
    ...placeFor(r, 0.5, {
      onErasure: { action: 'erase' },
      notes: {
        [c('account_id')]: { ref: { table: shop.accounts, column: account.column, direction: 'from' } },
      },
    }),
  });
  link(table, foreignKey(r, [c('account_id')], shop.accounts, { nullable: !table.columns[1]?.notNull }));
  if (!table.map) table.doubt = 'table-not-in-the-map';
  for (const person of shop.people.filter((one) => one.account && r.chance(0.6)))
    shop.add(table, own(person), {
      [c('id')]: person.n + 1,
      [c('account_id')]: person.account?.values[account.column] ?? null,
    });
}
