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

/** The shop's stores, while the database may still be starting. */
export type StartingStores = Omit<ShopStores, 'postgresUrl'> & {
  readonly postgresUrl: string | Promise<string>;
};

/**
 * Fills the stores of the sample shop, Alma's Lamps in Berlin: invented people at example.com, the same ones
 * each time. Deletes what the shop's tables and bucket held before.
 */
export async function seedShop(
  { postgresUrl, dynamo, s3 }: StartingStores,
  scale: Partial<ShopScale> = {},
): Promise<void> {
  const records = shopRecords({ ...usualScale, ...scale });
  await Promise.all([
    Promise.resolve(postgresUrl).then((url) => seedPostgres(url, records)),
    seedDynamoDb(dynamo, records.customers, new SeededRandom(2)),
    seedFiles(s3, records.customers, new SeededRandom(3)),
  ]);
}
