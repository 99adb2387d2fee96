import { createHash } from 'node:crypto';
import { type AttributeValue, type DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import { Client } from 'pg';
import { shopDynamoTables } from './dynamo-tables';
import { shopTables } from './postgres-schema';
import { shopBucket } from './seed-files';
import type { ShopStores } from './seed-shop';

/**
 * Everything the shop holds, one entry per row, item, object and chat record, so that two snapshots show
 * exactly what changed. Keys: `shop-database/TABLE/KEY`, `profiles/TABLE/KEY`, `files/OBJECT` and
 * `files/OBJECT#RECORD`; values: the content, canonically.
 */
export async function snapshotShop({ postgresUrl, dynamo, s3 }: ShopStores): Promise<Map<string, string>> {
  const parts = [await databaseLines(postgresUrl), await dynamoLines(dynamo), await fileLines(s3)];
  return new Map(parts.flat());
}

type Line = readonly [string, string];

async function databaseLines(postgresUrl: string): Promise<Line[]> {
  const client = new Client({ connectionString: postgresUrl });
  await client.connect();
  try {
    const lines: Line[] = [];
    for (const table of shopTables) {
      const { rows } = await client.query<{ row: string }>(
        `SELECT t::text AS row FROM ${table} t ORDER BY 1`,
      );
      lines.push(...rows.map(({ row }): Line => [`shop-database/${table}/${keyOfRow(table, row)}`, row]));
    }
    return lines;
  } finally {
    await client.end();
  }
}

/** The key columns come first in every table of the shop. */
function keyOfRow(table: string, row: string): string {
  const columns = row.slice(1).split(',');
  return columns.slice(0, table === 'order_items' ? 2 : 1).join('/');
}

async function dynamoLines(client: DynamoDBClient): Promise<Line[]> {
  const lines: Line[] = [];
  for (const { name, input } of shopDynamoTables) {
    const key = (input.KeySchema ?? []).map(({ AttributeName }) => AttributeName ?? '');
    for await (const { Items = [] } of paginateScan({ client }, { TableName: name })) {
      lines.push(
        ...Items.map(
          (item): Line => [
            `profiles/${name}/${key.map((field) => item[field]?.S).join('/')}`,
            canonical(item),
          ],
        ),
      );
    }
  }
  return lines;
}

function canonical(item: Record<string, AttributeValue>): string {
  const sorted = (value: unknown): unknown =>
    value !== null && typeof value === 'object' && !Array.isArray(value) && !(value instanceof Uint8Array)
      ? Object.fromEntries(
          Object.entries(value)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([field, inner]) => [field, sorted(inner)]),
        )
      : value;
  return JSON.stringify(sorted(item));
}

async function fileLines(client: S3Client): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: shopBucket })) {
    for (const { Key = '' } of Contents) {
      lines.push(...(await objectLines(client, Key)));
    }
  }
  return lines;
}

async function objectLines(client: S3Client, key: string): Promise<Line[]> {
  const { Body, ContentType, Metadata } = await client.send(
    new GetObjectCommand({ Bucket: shopBucket, Key: key }),
  );
  const content = Buffer.from((await Body?.transformToByteArray()) ?? []);
  const about = JSON.stringify([ContentType, Metadata]);
  if (!key.endsWith('.jsonl')) {
    return [[`files/${key}`, `${createHash('sha256').update(content).digest('hex')} ${about}`]];
  }
  const records = content.toString('utf8').split(/(?<=\n)/);
  return [
    [`files/${key}`, about],
    ...records.map((line): Line => [`files/${key}#${(JSON.parse(line) as { id: string }).id}`, line]),
  ];
}
