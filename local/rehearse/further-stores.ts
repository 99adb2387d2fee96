import { CreateTableCommand, type DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import {
  CreateBucketCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { people } from '../sample-shop/people';
import type { ShopStores } from '../sample-shop/seed-shop';

type Stores = Pick<ShopStores, 'dynamo' | 's3'>;
type Person = { readonly email: string; readonly customerNumber: string };

const TableName = 'almas-lamps-stock-alerts';
const Bucket = 'almas-lamps-warranties';

/**
 * Creates and fills the two stores that the rehearsal's desk has in addition to the sample shop's: see
 * `stock-alerts.yaml` and `warranties.yaml`.
 */
export async function seedFurtherStores({ dynamo, s3 }: Stores): Promise<void> {
  await makeTable(dynamo);
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }));
  const documents = DynamoDBDocumentClient.from(dynamo);
  const known: readonly Partial<Person>[] = Object.values(people);
  for (const { email, customerNumber } of known.filter(isCustomer)) {
    const Item = { email, customerNumber, lamp: 'Reading lamp Emil', alsoOffers: true };
    await documents.send(new PutCommand({ TableName, Item }));
    const Key = `cards/${customerNumber}/emil.pdf`;
    for (const Body of ['%PDF-1.7 first print', '%PDF-1.7 second print'])
      await s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentType: 'application/pdf' }));
  }
}

/** Fails when an erased person is still in one of them, even in an old version. */
export async function expectGone({ dynamo, s3 }: Stores, { email, customerNumber }: Person): Promise<void> {
  const { Item } = await DynamoDBDocumentClient.from(dynamo).send(
    new GetCommand({ TableName, Key: { email } }),
  );
  const { Versions = [], DeleteMarkers = [] } = await s3.send(
    new ListObjectVersionsCommand({ Bucket, Prefix: `cards/${customerNumber}/` }),
  );
  if (Item || Versions.length + DeleteMarkers.length > 0)
    throw new Error('something of hers is left in the stock alerts or the warranty cards');
}

function isCustomer(person: Partial<Person>): person is Person {
  return person.email !== undefined && person.customerNumber !== undefined;
}

async function makeTable(client: DynamoDBClient): Promise<void> {
  const key = (AttributeName: string) => [{ AttributeName, KeyType: 'HASH' as const }];
  const text = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' as const });
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [text('email'), text('customerNumber')],
      KeySchema: key('email'),
      GlobalSecondaryIndexes: [
        {
          IndexName: 'byCustomerNumber',
          KeySchema: key('customerNumber'),
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: 30, minDelay: 0.02, maxDelay: 1 }, { TableName });
}
