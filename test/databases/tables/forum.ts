import type { Blank, Row, Table, Treatment } from '../model';
import type { Random } from '../random';
import { foreignKey, keyType, keyValue, link, nobody, own, type Shop } from '../shop';

/** Threads of one person in which others write; replies reference posts, also one's own. */
export function forum(shop: Shop, r: Random): void {
  const c = (name: string) => shop.name(name);
  const account = shop.accountKey;
  const writers = shop.people.filter((person) => person.account);
  const author = {
    ref: { table: shop.accounts, column: account.column, direction: 'from' as const },
    blank: null,
  };
  const type = keyType(r);
  const threads = shop.table({
    name: 'threads',
    key: [c('id')],
    columns: [
      { name: c('id'), type },
      { name: c('author_id'), type: account.type },
    ],
    map: { onErasure: treatment(r, 0.7), notes: { [c('author_id')]: author } },
  });
  link(threads, foreignKey(r, [c('author_id')], shop.accounts, { nullable: true }));
  const started = writers
    .filter(() => r.chance(0.6))
    .map((person) =>
      shop.add(threads, own(person), {
        [c('id')]: keyValue(type, person.n + 1, 'threads'),
        [c('author_id')]: person.account?.values[account.column] ?? null,
      }),
    );
  if (started.length > 0) posts(shop, r, { threads, started, author });
}

function treatment(r: Random, anonymised: number): Treatment {
  return r.chance(anonymised) ? { action: 'anonymise' } : { action: 'erase' };
}

interface Started {
  readonly threads: Table;
  readonly started: readonly Row[];
  readonly author: { readonly blank: null };
}

function posts(shop: Shop, r: Random, { threads, started, author }: Started): void {
  const c = (name: string) => shop.name(name);
  const [id = ''] = threads.key;
  const threadType = threads.columns[0]?.type ?? 'text';
  const account = shop.accountKey;
  const table = shop.table({
    name: 'posts',
    key: [c('id')],
    columns: [
      { name: c('id'), type: 'integer' },
      { name: c('thread_id'), type: threadType, notNull: true },
      { name: c('author_id'), type: account.type },
      { name: c('reply_to'), type: 'integer' },
    ],
    map: { onErasure: treatment(r, 0.5), notes: { [c('author_id')]: author } },
  });
  link(table, foreignKey(r, [c('thread_id')], threads));
  link(table, foreignKey(r, [c('author_id')], shop.accounts, { nullable: true }));
  link(table, foreignKey(r, [c('reply_to')], table, { nullable: true }));
  const writers = shop.people.filter((person) => person.account);
  for (let n = 1; n <= r.int(1, 6); n += 1) {
    const person = r.pick(writers);
    shop.add(table, own(person), {
      [c('id')]: n,
      [c('thread_id')]: r.pick(started).values[id] ?? null,
      [c('author_id')]: person.account?.values[account.column] ?? null,
      [c('reply_to')]: r.chance(0.4) ? r.int(1, n) : null,
    });
  }
}

/** Star ratings that are kept without their author, with the usual constraints. */
export function reviews(shop: Shop, r: Random): void {
  const c = (name: string) => shop.name(name);
  const account = shop.accountKey;
  const notNull = r.chance(0.25);
  const short = r.chance(0.15);
  const table = shop.table({
    name: 'reviews',
    key: [c('id')],
    columns: [
      { name: c('id'), type: 'integer' },
      { name: c('author_id'), type: account.type, notNull: r.chance(0.08) },
      {
        name: c('nick'),
        type: short ? 'varchar(8)' : 'text',
        notNull,
        unique: r.chance(0.2),
        ...(r.chance(0.1) ? { rest: `CHECK (${JSON.stringify(c('nick'))} <> 'a reader')` } : {}),
      },
      { name: c('stars'), type: 'smallint', rest: `CHECK (${JSON.stringify(c('stars'))} BETWEEN 0 AND 5)` },
    ],
    map: {
      onErasure: { action: 'anonymise' },
      notes: {
        [c('author_id')]: {
          ref: { table: shop.accounts, column: account.column, direction: 'from' },
          blank: null,
        },
        [c('nick')]: { blank: nickBlank(r, notNull), category: 'user.name' },
      },
    },
  });
  link(table, foreignKey(r, [c('author_id')], shop.accounts, { nullable: !table.columns[1]?.notNull }));
  const writers = shop.people.filter((person) => person.account);
  for (const person of writers)
    for (let n = 0; n < r.int(0, 2); n += 1)
      shop.add(table, own(person), {
        [c('id')]: keyValue('integer', person.n * 10 + n + 1, 'reviews'),
        [c('author_id')]: person.account?.values[account.column] ?? null,
        [c('nick')]: `n${person.n}${n}`,
        [c('stars')]: r.int(0, 5),
      });
}

function nickBlank(r: Random, notNull: boolean): Blank {
  if (!notNull && r.chance(0.5)) return null;
  return r.chance(0.5) ? { random: 'text' } : 'a reader';
}

/**
 * Comments by customers or by staff, identified by type and number. The same number is another person among
 * staff.
 */
export function comments(shop: Shop, r: Random): void {
  const c = (name: string) => shop.name(name);
  const account = shop.accountKey;
  const isTold = r.chance(0.7);
  const staff = shop.table({
    name: 'staff',
    key: [c('id')],
    columns: [{ name: c('id'), type: account.type }],
    map: { skip: true },
  });
  const ofStaff = {
    table: staff,
    column: c('id'),
    direction: 'from' as const,
    where: { [c('author_type')]: 'staff' },
  };
  const table = shop.table({
    name: 'comments',
    key: [c('id')],
    columns: [
      { name: c('id'), type: 'integer' },
      { name: c('author_type'), type: 'text' },
      { name: c('author_id'), type: account.type },
    ],
    map: {
      onErasure: { action: 'erase' },
      notes: {
        [c('author_id')]: {
          ref: {
            table: shop.accounts,
            column: account.column,
            direction: 'from',
            where: { [c('author_type')]: 'customer' },
          },
          ...(isTold ? { refs: [ofStaff] } : {}),
        },
      },
    },
  });
  if (!isTold) table.doubt = 'type-not-in-the-map';
  for (const [n, person] of shop.people.filter((one) => one.account).entries())
    for (const type of ['customer', 'staff'].filter(() => r.chance(0.7)))
      shop.add(table, type === 'customer' ? own(person) : nobody, {
        [c('id')]: n * 2 + (type === 'customer' ? 1 : 2),
        [c('author_type')]: type,
        [c('author_id')]: person.account?.values[account.column] ?? null,
      });
}
