import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateTableCommand, DescribeTableCommand } from '@aws-sdk/client-dynamodb';

/** Makes the table `register` with the key `pk` and waits until it is active. */
export async function createRegisterTable(client: DynamoDBClient): Promise<void> {
  await client.send(
    new CreateTableCommand({
      TableName: 'register',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    }),
  );
  while ((await statusOf(client)) !== 'ACTIVE') await new Promise((resolve) => setTimeout(resolve, 5));
}

export async function statusOf(client: DynamoDBClient): Promise<string | undefined> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: 'register' }));
  return Table?.TableStatus;
}
