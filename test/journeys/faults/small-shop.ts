import { DeleteObjectCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import { DeleteCommand, DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { shopDynamoTables } from '../../../local/sample-shop/dynamo-tables';
import { shopBucket } from '../../../local/sample-shop/seed-files';
import { type StraightClients, withDatabase } from './shopper';

/** Bystanders whose rows stay; the rest of the shop would only slow down a run of hundreds of requests. */
const BYSTANDERS = 12;

/** Makes the shop small: the same tables, indexes and folders with a dozen people. */
export async function makeSmall(shop: StraightClients): Promise<void> {
  await withDatabase(shop, async (client) => {
    const many = "customer_number = 'AL-10005'";
    await client.query(
      `DELETE FROM payments WHERE invoice_number IN (SELECT invoice_number FROM invoices WHERE ${many})`,
    );
    await client.query(`DELETE FROM invoices WHERE ${many}`);
    for (const table of ['order_items', 'shipments'])
      await client.query(
        `DELETE FROM ${table} WHERE order_id IN (SELECT id FROM orders WHERE ${many} OR id > 60)`,
      );
    await client.query(`DELETE FROM orders WHERE ${many} OR id > 60`);
    await client.query('DELETE FROM payments WHERE id > 60');
    await client.query(
      'DELETE FROM invoices WHERE NOT EXISTS (SELECT 1 FROM payments p WHERE p.invoice_number = invoices.invoice_number)',
    );
    await client.query(`DELETE FROM customers WHERE id > ${BYSTANDERS}`);
    await client.query('DELETE FROM addresses WHERE id NOT IN (SELECT address_id FROM customers)');
    await client.query('DELETE FROM reviews WHERE id > 20');
  });
  await removeItems(shop, (_, nth) => nth >= BYSTANDERS);
  await removeObjects(shop, (_, nth) => nth >= 4);
}

/** Removes whatever names one of these ids, whether or not the desk has erased it. */
export async function removeShopper(shop: StraightClients, id: number): Promise<void> {
  await withDatabase(shop, async (client) => {
    await client.query('DELETE FROM payments WHERE id = $1', [id]);
    for (const table of ['order_items', 'shipments'])
      await client.query(`DELETE FROM ${table} WHERE order_id = $1`, [id]);
    await client.query('DELETE FROM newsletter WHERE email IN (SELECT email FROM customers WHERE id = $1)', [
      id,
    ]);
    for (const table of ['invoices', 'orders', 'reviews', 'customers', 'addresses'])
      await client.query(`DELETE FROM ${table} WHERE id = $1`, [id]);
  });
  const named = (text: string) => text.includes(String(id));
  await removeItems(shop, (item) => named(JSON.stringify(item)));
  await removeObjects(shop, named);
}

async function removeItems(
  { dynamo }: StraightClients,
  goes: (item: Record<string, unknown>, nth: number) => boolean,
): Promise<void> {
  const documents = DynamoDBDocumentClient.from(dynamo);
  for (const { name, input } of shopDynamoTables) {
    let nth = 0;
    for await (const { Items = [] } of paginateScan({ client: documents }, { TableName: name })) {
      for (const item of Items) {
        nth += 1;
        if (!goes(item, nth)) continue;
        const Key = Object.fromEntries(
          (input.KeySchema ?? []).map((k) => [k.AttributeName ?? '', item[k.AttributeName ?? '']]),
        );
        await documents.send(new DeleteCommand({ TableName: name, Key }));
      }
    }
  }
}

async function removeObjects(
  { s3 }: StraightClients,
  goes: (key: string, nth: number) => boolean,
): Promise<void> {
  for (const Prefix of ['uploads/', 'chats/']) {
    let nth = 0;
    for await (const { Contents = [] } of paginateListObjectsV2(
      { client: s3 },
      { Bucket: shopBucket, Prefix },
    )) {
      for (const { Key = '' } of Contents) {
        nth += 1;
        if (goes(Key, nth)) await s3.send(new DeleteObjectCommand({ Bucket: shopBucket, Key }));
      }
    }
  }
}
