import {
  type AttributeDefinition,
  CreateTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  type KeySchemaElement,
} from '@aws-sdk/client-dynamodb';
import { DUE_INDEX } from '../../functions/adapters/dynamo-request-index';

/** Names of the desk's own tables, by the variable that functions read. */
export const deskTables = {
  REGISTER_TABLE: 'rightsdesk-register',
  KEYS_TABLE: 'rightsdesk-keys',
  DESK_TABLE: 'rightsdesk-desk',
  INBOX_TABLE: 'rightsdesk-inbox',
  TOMBSTONE_TABLE: 'rightsdesk-tombstones',
} as const;

const keys: Readonly<Record<string, readonly string[]>> = {
  [deskTables.REGISTER_TABLE]: ['requestId', 'sk'],
  [deskTables.KEYS_TABLE]: ['requestId'],
  [deskTables.DESK_TABLE]: ['pk', 'sk'],
  [deskTables.INBOX_TABLE]: ['requestId'],
  [deskTables.TOMBSTONE_TABLE]: ['id'],
};

/** Makes the desk's tables where they are not there yet, with the keys and the index that the stack gives them. */
export async function createTables(client: DynamoDBClient): Promise<void> {
  for (const [TableName, names] of Object.entries(keys)) {
    if (await isActive(client, TableName)) continue;
    await client.send(new CreateTableCommand({ TableName, ...schema(TableName, names) }));
    while (!(await isActive(client, TableName))) await new Promise((done) => setTimeout(done, 5));
  }
}

function schema(table: string, names: readonly string[]) {
  const due = table === deskTables.REGISTER_TABLE ? ['checkDay', 'nextCheckAt'] : [];
  return {
    BillingMode: 'PAY_PER_REQUEST' as const,
    KeySchema: keySchema(names),
    AttributeDefinitions: [...names, ...due].map(
      (AttributeName): AttributeDefinition => ({ AttributeName, AttributeType: 'S' }),
    ),
    ...(due.length > 0
      ? {
          GlobalSecondaryIndexes: [
            {
              IndexName: DUE_INDEX,
              KeySchema: keySchema(due),
              Projection: { ProjectionType: 'INCLUDE' as const, NonKeyAttributes: ['announcedSeq'] },
            },
          ],
        }
      : {}),
  };
}

function keySchema(names: readonly string[]): KeySchemaElement[] {
  return names.map((AttributeName, i) => ({ AttributeName, KeyType: i === 0 ? 'HASH' : 'RANGE' }));
}

async function isActive(client: DynamoDBClient, TableName: string): Promise<boolean> {
  try {
    const answer = await client.send(new DescribeTableCommand({ TableName }));
    return answer.Table?.TableStatus === 'ACTIVE';
  } catch (error) {
    if ((error as Error).name === 'ResourceNotFoundException') return false;
    throw error;
  }
}
