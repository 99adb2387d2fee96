import type { Client } from 'pg';

/** One column of the shop that both products are given. */
interface Column {
  readonly name: string;
  readonly type: 'integer' | 'text' | 'timestamptz';
  readonly category: string;
  /** An erasure sets it to null. */
  readonly blank?: true;
  readonly identity?: true;
  /** The column that it points to, `customer.id`. */
  readonly to?: string;
}

export interface ShopTable {
  readonly name: string;
  readonly columns: readonly Column[];
  /** Rows of each person. */
  readonly each: number;
  /** An SQL expression for each column but the key, of the row number `n` and the parent's row number `p`. */
  readonly values: readonly string[];
}

const key: Column = { name: 'id', type: 'integer', category: 'system.operations' };

function text(name: string, category: string): Column {
  return { name, type: 'text', category, blank: true };
}

function pointer(name: string, to: string): Column {
  return { name, type: 'integer', category: 'system.operations', to };
}

/** 82 rows of each person in five tables. Both products read all columns and blank the same ones. */
export const shopTables: readonly ShopTable[] = [
  {
    name: 'customer',
    each: 1,
    columns: [
      key,
      { ...text('email', 'user.contact.email'), identity: true },
      text('full_name', 'user.name'),
      text('phone', 'user.contact.phone_number'),
    ],
    values: ["'person-' || n || '@example.com'", "'Person ' || n", "'+49 30 ' || n"],
  },
  {
    name: 'address',
    each: 1,
    columns: [
      key,
      pointer('customer_id', 'customer.id'),
      text('street', 'user.contact.address.street'),
      text('city', 'user.contact.address.city'),
    ],
    values: ['p', "'Lampengasse ' || n", "'Berlin'"],
  },
  {
    name: 'orders',
    each: 20,
    columns: [
      key,
      pointer('customer_id', 'customer.id'),
      text('ship_to', 'user.contact.address'),
      text('note', 'user.content.private'),
    ],
    values: ['p', "'Lampengasse ' || n", "'Please ring twice, order ' || n"],
  },
  {
    name: 'order_item',
    each: 40,
    columns: [key, pointer('order_id', 'orders.id'), text('gift_message', 'user.content.private')],
    values: ['1 + (n - 1) / 2', "'Happy birthday ' || n"],
  },
  {
    name: 'visit',
    each: 20,
    columns: [
      key,
      pointer('customer_id', 'customer.id'),
      text('ip', 'user.device.ip_address'),
      text('page', 'user.behavior.browsing_history'),
    ],
    values: ['p', "'10.0.0.' || n % 250", "'/lamps/' || n"],
  },
];

export const ROWS_EACH = shopTables.reduce((sum, { each }) => sum + each, 0);

/** Creates the tables with their rows; person 1 has further visits. */
export async function fillShop(
  client: Client,
  { people, visitsOfFirst }: { readonly people: number; readonly visitsOfFirst: number },
): Promise<void> {
  for (const { name, columns, each, values } of shopTables) {
    const declared = columns.map(
      (column) => `${column.name} ${column.type}${column === key ? ' PRIMARY KEY' : ''}`,
    );
    await client.query(`CREATE TABLE ${name} (${declared.join(', ')})`);
    await client.query(
      `INSERT INTO ${name} SELECT n, ${values.join(', ')} FROM (SELECT n, 1 + (n - 1) / ${each} AS p FROM generate_series(1, ${people * each}) n) numbered`,
    );
    for (const { name: column, to, identity } of columns)
      if (to || identity) await client.query(`CREATE INDEX ON ${name} (${column})`);
  }
  await client.query(
    `INSERT INTO visit SELECT n, 1, '10.0.0.1', '/lamps/' || n FROM generate_series(${people * 20 + 1}, ${people * 20 + visitsOfFirst}) n`,
  );
  await client.query('ANALYZE');
}

export function emailOf(person: number): string {
  return `person-${person}@example.com`;
}
