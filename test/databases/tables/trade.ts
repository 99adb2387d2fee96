import type { Column, Person, Row, Table, Treatment } from '../model';
import type { Random } from '../random';
import { foreignKey, keyType, keyValue, link, nobody, own, type Shop, shared, two } from '../shop';
import { mailBlank, placeholder } from './accounts';

/** Postal addresses, one of which a household shares; a hasty map calls them the person's own. */
export function addresses(shop: Shop, r: Random): void {
  const c = (name: string) => shop.name(name);
  const type = keyType(r);
  const table = shop.table({
    name: 'addresses',
    key: [c('id')],
    columns: [
      { name: c('id'), type },
      { name: c('street'), type: 'text' },
    ],
    map: {
      owner: 'shared',
      onErasure: { action: 'erase' },
      notes: { [c('street')]: { category: 'user.contact.address' } },
    },
  });
  const houses = [1, 2, 3].map((n) =>
    shop.add(table, shared, { [c('id')]: keyValue(type, n, 'addresses'), [c('street')]: `${n} Mill Lane` }),
  );
  const { accounts } = shop;
  const column: Column = { name: c('address_id'), type };
  accounts.columns.push(column);
  for (const row of accounts.rows)
    row.values[column.name] = r.chance(0.85) ? (r.pick(houses).values[c('id')] ?? null) : null;
  link(accounts, foreignKey(r, [column.name], table, { nullable: true }));
  if (accounts.map)
    accounts.map.notes[column.name] = { ref: { table, column: c('id'), direction: 'to' }, blank: null };
}

/** Orders by account or by a guest's address, with lines that reference products. */
export function orders(shop: Shop, r: Random): void {
  const c = (name: string) => shop.name(name);
  const composite = r.chance(0.35);
  const type = keyType(r);
  const account = shop.accountKey;
  const key = composite ? [c('shop'), c('order_no')] : [c('id')];
  const notNull = r.chance(0.15);
  const onErasure: Treatment =
    r.weighed({ erase: 6, retain: 2, anonymise: 2 }) === 'erase'
      ? { action: 'erase' }
      : r.chance(0.5)
        ? { action: 'retain', from: c('ordered_on'), years: 6 }
        : { action: 'anonymise' };
  const table = shop.table({
    name: 'orders',
    key,
    schema: shop.traits.has('second-schema') ? 'crm' : 'public',
    columns: [
      ...key.map((name, n): Column => ({ name, type: composite ? (n === 0 ? 'text' : 'integer') : type })),
      { name: c('account_id'), type: account.type },
      { name: c('email'), type: 'text', notNull },
      { name: c('ordered_on'), type: 'date' },
      { name: c('total'), type: 'numeric(10,2)' },
      ...(r.chance(0.2) ? [doubled(c('doubled'), c('total'))] : []),
    ],
    map: {
      onErasure,
      notes: {
        [c('account_id')]: {
          ref: { table: shop.accounts, column: account.column, direction: 'from' },
          blank: null,
        },
        [c('email')]: {
          identity: 'email',
          blank: mailBlank(r, notNull),
          category: 'user.contact.email',
        },
      },
    },
  });
  link(table, foreignKey(r, [c('account_id')], shop.accounts, { nullable: true }));
  const rows = shop.people.flatMap((person) =>
    Array.from({ length: r.int(0, 3) }, (_, n) =>
      addOrder(shop, r, { table, person, n: person.n * 10 + n, key, type, notNull }),
    ),
  );
  if (r.chance(0.3)) anonymised(shop, { table, key, type });
  if (r.chance(0.7)) lines(shop, r, { table, key, rows, onErasure });
}

function doubled(name: string, of: string): Column {
  return { name, type: 'numeric', rest: `GENERATED ALWAYS AS (${JSON.stringify(of)} * 2) STORED` };
}

interface OrderStart {
  readonly table: Table;
  readonly key: readonly string[];
  readonly type: string;
}

function keyValues({ key, type }: OrderStart, n: number): Record<string, string | number | boolean | null> {
  const [first = '', second] = key;
  return second
    ? { [first]: n % 2 ? 'west' : 'east', [second]: n }
    : { [first]: keyValue(type, n, 'orders') };
}

function addOrder(
  shop: Shop,
  r: Random,
  { person, n, notNull, ...start }: OrderStart & { person: Person; n: number; notNull: boolean },
): Row {
  const c = (name: string) => shop.name(name);
  const { account } = person;
  const other = r.chance(0.06) && account ? r.pick(shop.people) : person;
  const withMail = notNull || !account || other !== person || r.chance(0.5);
  return shop.add(start.table, two(person, other), {
    ...keyValues(start, n),
    [c('account_id')]: account?.values[shop.accountKey.column] ?? null,
    [c('email')]: withMail ? other.spelled : null,
    [c('ordered_on')]: r.pick(['2015-03-01', '2024-02-29', '2026-01-31']),
    [c('total')]: `${n}.50`,
  });
}

/** A person who was anonymised long ago, with a placeholder that others have too. */
function anonymised(shop: Shop, start: OrderStart): void {
  const c = (name: string) => shop.name(name);
  shop.add(start.table, nobody, {
    ...keyValues(start, 90),
    [c('email')]: placeholder,
    [c('ordered_on')]: '2024-01-01',
    [c('total')]: '1.00',
  });
}

interface LineStart {
  readonly table: Table;
  readonly key: readonly string[];
  readonly rows: readonly Row[];
  readonly onErasure: Treatment;
}

function lines(shop: Shop, r: Random, { table: parent, key, rows, onErasure }: LineStart): void {
  const c = (name: string) => shop.name(name);
  const products = r.chance(0.6) ? catalogue(shop, r) : undefined;
  const columnOf = (name: string) => parent.columns.find((column) => column.name === name)?.type ?? 'text';
  const theirs = key.length > 1 ? key : [c('order_id')];
  const [field = ''] = theirs.slice(-1);
  const parentField = key.at(-1) ?? '';
  const table = shop.table({
    name: 'order_lines',
    key: [...theirs, c('line_no')],
    schema: parent.schema,
    columns: [
      ...theirs.map((name, n): Column => ({ name, type: columnOf(key[n] ?? '') })),
      { name: c('line_no'), type: 'integer' },
      { name: c('product_id'), type: 'integer', ...(products ? { notNull: true } : {}) },
    ],
    map: {
      onErasure:
        onErasure.action !== 'erase'
          ? { action: 'as-parent', parent, field, parentField }
          : { action: 'erase' },
      notes: {
        [field]: { ref: { table: parent, column: parentField, direction: 'from' } },
        ...(products?.map && !products.map.skip
          ? { [c('product_id')]: { ref: { table: products, column: c('id'), direction: 'to' as const } } }
          : {}),
      },
    },
  });
  const joined = foreignKey(r, theirs, parent);
  link(table, joined);
  // Columns of the same name do not imply a reference.
  if (!joined && key.length > 1) table.doubt = 'part-of-key';
  if (products) link(table, foreignKey(r, [c('product_id')], products));
  for (const row of rows)
    for (let n = 1; n <= r.int(0, 2); n += 1)
      shop.add(table, row.whose, {
        ...Object.fromEntries(theirs.map((name, i) => [name, row.values[key[i] ?? ''] ?? null])),
        [c('line_no')]: n,
        [c('product_id')]: r.int(1, 3),
      });
}

/**
 * Products belong to nobody: left out of the map, marked as holding nothing about people, or listed as if an
 * order made them the customer's.
 */
function catalogue(shop: Shop, r: Random): Table {
  const c = (name: string) => shop.name(name);
  const how = r.weighed({ skip: 6, out: 2, listed: 1 });
  const map = { onErasure: { action: 'erase' as const }, ...(how === 'skip' ? { skip: true } : {}) };
  const table = shop.table({
    name: 'products',
    key: [c('id')],
    columns: [{ name: c('id'), type: 'integer' }],
    ...(how === 'out' ? {} : { map }),
  });
  if (how === 'listed') table.doubt = 'catalogue-as-own';
  for (let n = 1; n <= 3; n += 1) shop.add(table, nobody, { [c('id')]: n });
  return table;
}

/**
 * Accounting records that a law requires to keep, by account or by customer number, with or without lines.
 */
export function invoices(shop: Shop, r: Random): void {
  const c = (name: string) => shop.name(name);
  const byNumber = r.chance(0.6);
  const type = keyType(r);
  const account = shop.accountKey;
  const column = byNumber
    ? { name: c('customer_number'), type: 'varchar(12)' }
    : { name: c('account_id'), type: account.type };
  const table = shop.table({
    name: 'invoices',
    key: [c('id')],
    columns: [{ name: c('id'), type }, column, { name: c('issued_on'), type: 'date' }],
    map: {
      onErasure: { action: 'retain', from: c('issued_on'), years: 8 },
      notes: {
        [column.name]: byNumber
          ? { identity: 'customer_number' }
          : { ref: { table: shop.accounts, column: account.column, direction: 'from' } },
      },
    },
  });
  const holders = shop.people.filter((person) => person.account);
  const rows = holders.flatMap((person) =>
    Array.from({ length: r.int(0, 2) }, (_, n) =>
      shop.add(table, own(person), {
        [c('id')]: keyValue(type, person.n * 10 + n + 1, 'invoices'),
        [column.name]: byNumber ? person.number : (person.account?.values[account.column] ?? null),
        [c('issued_on')]: r.pick(['2014-05-05', '2023-12-31', '2026-02-03']),
      }),
    ),
  );
  const key = byNumber
    ? r.chance(0.3) &&
      foreignKey(r, [column.name], shop.accounts, { nullable: true, targetColumns: [c('number')] })
    : foreignKey(r, [column.name], shop.accounts, { nullable: true });
  if (key) link(table, key);
  if (key && shop.accounts.map && r.chance(0.9)) shop.accounts.map.onErasure = { action: 'anonymise' };
  if (r.chance(0.4)) invoiceLines(shop, r, table, rows);
}

function invoiceLines(shop: Shop, r: Random, parent: Table, rows: readonly Row[]): void {
  const c = (name: string) => shop.name(name);
  const [key = ''] = parent.key;
  const field = c('invoice_id');
  const table = shop.table({
    name: 'invoice_lines',
    key: [field, c('line_no')],
    columns: [
      { name: field, type: parent.columns[0]?.type ?? 'text' },
      { name: c('line_no'), type: 'integer' },
    ],
    map: {
      onErasure: { action: 'as-parent', parent, field, parentField: key },
      notes: { [field]: { ref: { table: parent, column: key, direction: 'from' } } },
    },
  });
  link(table, foreignKey(r, [field], parent));
  for (const row of rows)
    for (let n = 1; n <= r.int(0, 2); n += 1)
      shop.add(table, row.whose, { [field]: row.values[key] ?? null, [c('line_no')]: n });
}
