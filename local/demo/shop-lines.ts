import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { snapshotShop } from '../sample-shop/snapshot-shop';

/** Everything the sample shop holds, line by line; see {@link snapshotShop}. */
export type ShopLines = ReadonlyMap<string, string>;

/** Reads the whole shop with ordinary clients, not through the desk. */
export function readShop(environment: Readonly<Record<string, string>>): Promise<ShopLines> {
  return snapshotShop({
    postgresUrl: environment.SHOP_DATABASE_URL ?? '',
    dynamo: new DynamoDBClient({}),
    s3: new S3Client({ forcePathStyle: true }),
  });
}

/**
 * Keys of the lines that name the person or belong to an order or invoice that does, found without the desk's
 * own map.
 */
export function linesOf(lines: ShopLines, names: readonly string[]): Set<string> {
  const own = new Set<string>();
  for (const [key, line] of lines) if (names.some((name) => `${key} ${line}`.includes(name))) own.add(key);
  const orders = numbersIn(own, 'orders');
  const invoices = [...own].flatMap((key) =>
    /^shop-database\/invoices\//.test(key) ? (lines.get(key)?.split(',')[1] ?? []) : [],
  );
  for (const [key, line] of lines) {
    const [, table, first = ''] = key.split('/');
    const second = line.split(',')[1] ?? '';
    if (table === 'order_items' && orders.has(first)) own.add(key);
    if (table === 'shipments' && orders.has(second)) own.add(key);
    if (table === 'payments' && invoices.includes(second)) own.add(key);
  }
  return own;
}

function numbersIn(keys: ReadonlySet<string>, table: string): Set<string> {
  const start = `shop-database/${table}/`;
  return new Set([...keys].filter((key) => key.startsWith(start)).map((key) => key.slice(start.length)));
}

export interface ShopChange {
  readonly gone: readonly string[];
  readonly changed: readonly string[];
  readonly added: readonly string[];
}

export function changeBetween(before: ShopLines, after: ShopLines): ShopChange {
  return {
    gone: [...before.keys()].filter((key) => !after.has(key)),
    changed: [...before]
      .filter(([key, line]) => after.has(key) && after.get(key) !== line)
      .map(([key]) => key),
    added: [...after.keys()].filter((key) => !before.has(key)),
  };
}

/** Every mail address anywhere in the shop. */
export function addressesIn(lines: ShopLines): Set<string> {
  return new Set([...lines.values()].flatMap((line) => line.match(/[\w.+-]+@[\w-]+(\.[\w-]+)+/g) ?? []));
}
