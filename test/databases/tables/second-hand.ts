import type { Column, Person, Row, Table } from '../model';
import type { Random } from '../random';
import { foreignKey, keyType, keyValue, link, nobody, own, type Shop, two } from '../shop';

/**
 * Wallets of one person, and rows that reference only wallets: their owners are two or three references away,
 * at either end.
 */
export function wallets(shop: Shop, r: Random): void {
  const c = (name: string) => shop.name(name);
  const type = keyType(r);
  const account = shop.accountKey;
  const table = shop.table({
    name: 'wallets',
    key: [c('id')],
    columns: [
      { name: c('id'), type },
      { name: c('account_id'), type: account.type },
    ],
    map: {
      onErasure: { action: 'erase' },
      notes: { [c('account_id')]: from(shop.accounts, account.column) },
    },
  });
  link(table, foreignKey(r, [c('account_id')], shop.accounts, { nullable: true }));
  const owners = shop.people.filter((person) => person.account);
  const held: Held[] = owners.flatMap((person) =>
    Array.from({ length: r.int(1, 2) }, (_, n) => ({
      person,
      row: shop.add(table, own(person), {
        [c('id')]: keyValue(type, person.n * 10 + n + 1, 'wallets'),
        [c('account_id')]: person.account?.values[account.column] ?? null,
      }),
    })),
  );
  const loose = r.chance(0.3) ? [looseWallet(shop, table, type)] : [];
  if (held.length === 0) return;
  const made: Between = { table, held: [...held, ...loose] };
  transfers(shop, r, made);
  if (r.chance(0.5)) payments(shop, r, made);
  if (r.chance(0.4)) remarks(shop, r, made);
}

interface Held {
  readonly person?: Person;
  readonly row: Row;
}

interface Between {
  readonly table: Table;
  readonly held: readonly Held[];
}

function looseWallet(shop: Shop, table: Table, type: string): Held {
  return { row: shop.add(table, nobody, { [shop.name('id')]: keyValue(type, 90, 'wallets') }) };
}

function from(table: Table, column: string) {
  return { ref: { table, column, direction: 'from' as const } };
}

/** The owner of a row that references two wallets: both owners, one of them, or nobody. */
function ofBoth(one: Held, other: Held) {
  if (one.person && other.person) return two(one.person, other.person);
  const [person] = [one.person, other.person].filter((who) => who !== undefined);
  return person ? own(person) : nobody;
}

/** From one wallet to another: both owners are equally many references away. */
function transfers(shop: Shop, r: Random, { table: parent, held }: Between): void {
  const c = (name: string) => shop.name(name);
  const id = parent.key[0] ?? '';
  const ends = [c('from_wallet'), c('to_wallet')];
  const table = hanging(shop, r, 'transfers', { ends, parents: [parent, parent] });
  for (let n = 1; n <= r.int(1, 5); n += 1) {
    const one = r.pick(held);
    const other = r.chance(0.4) ? one : r.pick(held);
    shop.add(table, ofBoth(one, other), {
      [c('id')]: n,
      [ends[0] ?? '']: one.row.values[id] ?? null,
      [ends[1] ?? '']: other.row.values[id] ?? null,
    });
  }
}

/** From a card of one wallet into another wallet: one owner is a reference further away than the other. */
function payments(shop: Shop, r: Random, { table: parent, held }: Between): void {
  const c = (name: string) => shop.name(name);
  const id = parent.key[0] ?? '';
  const cards = hanging(shop, r, 'payment_cards', { ends: [c('wallet_id')], parents: [parent] });
  const drawn = held.map((one, n) => ({
    person: one.person,
    row: shop.add(cards, one.person ? own(one.person) : nobody, {
      [c('id')]: n + 1,
      [c('wallet_id')]: one.row.values[id] ?? null,
    }),
  }));
  const ends = [c('card_id'), c('into_wallet')];
  const table = hanging(shop, r, 'card_payments', { ends, parents: [cards, parent] });
  for (let n = 1; n <= r.int(1, 4); n += 1) {
    const at = r.int(0, held.length - 1);
    const [card, other] = [drawn[at] as Held, r.chance(0.5) ? (held[at] as Held) : r.pick(held)];
    shop.add(table, ofBoth(card, other), {
      [c('id')]: n,
      [ends[0] ?? '']: card.row.values[c('id')] ?? null,
      [ends[1] ?? '']: other.row.values[id] ?? null,
    });
  }
}

/** Remarks about any wallet, which name their author themselves. */
function remarks(shop: Shop, r: Random, { table: parent, held }: Between): void {
  const c = (name: string) => shop.name(name);
  const account = shop.accountKey;
  const table = hanging(shop, r, 'wallet_notes', {
    ends: [c('wallet_id'), c('author_id')],
    parents: [parent, shop.accounts],
  });
  const writers = shop.people.filter((person) => person.account);
  for (let n = 1; n <= r.int(1, 3); n += 1) {
    const [person, about] = [r.pick(writers), r.pick(held)];
    const beside = about.person ? { beside: about.person.n } : {};
    shop.add(
      table,
      { kind: 'own', person: person.n, ...beside },
      {
        [c('id')]: n,
        [c('wallet_id')]: about.row.values[parent.key[0] ?? ''] ?? null,
        [c('author_id')]: person.account?.values[account.column] ?? null,
      },
    );
  }
}

interface Hanging {
  readonly ends: readonly string[];
  readonly parents: readonly Table[];
}

function hanging(shop: Shop, r: Random, name: string, { ends, parents }: Hanging): Table {
  const c = (word: string) => shop.name(word);
  const target = (n: number) => parents[n] as Table;
  const keyOf = (parent: Table) => parent.key[0] ?? '';
  const typeOf = (parent: Table) => parent.columns.find((one) => one.name === keyOf(parent))?.type ?? 'text';
  const table = shop.table({
    name,
    key: [c('id')],
    columns: [
      { name: c('id'), type: 'integer' },
      ...ends.map((end, n): Column => ({ name: end, type: typeOf(target(n)) })),
    ],
    map: {
      onErasure: { action: 'erase' },
      notes: Object.fromEntries(ends.map((end, n) => [end, from(target(n), keyOf(target(n)))])),
    },
  });
  for (const [n, end] of ends.entries())
    if (r.chance(0.3)) link(table, foreignKey(r, [end], target(n), { nullable: true }));
  return table;
}
