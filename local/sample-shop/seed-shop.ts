import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { S3Client } from '@aws-sdk/client-s3';
import { seedDynamoDb } from './seed-dynamodb';
import { seedFiles } from './seed-files';
import { seedPostgres } from './seed-postgres';
import { SeededRandom } from './seeded-random';
import { type ShopScale, shopRecords, usualScale } from './shop-records';

/** Where the shop's stores are. */
export interface ShopStores {
  readonly postgresUrl: string;
  readonly dynamo: DynamoDBClient;
  readonly s3: S3Client;
}

/**
 * Fills the stores of the sample shop, Alma's Lamps in Berlin: invented people at example.com, the same ones each time. Whatever the shop's
 * tables and bucket held before is gone.
 */
export async function seedShop(
  { postgresUrl, dynamo, s3 }: ShopStores,
  scale: Partial<ShopScale> = {},
): Promise<void> {
  const records = shopRecords({ ...usualScale, ...scale });
  await Promise.all([
    seedPostgres(postgresUrl, records),
    seedDynamoDb(dynamo, records.customers, new SeededRandom(2)),
    seedFiles(s3, records.customers, new SeededRandom(3)),
  ]);
}
