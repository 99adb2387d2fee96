import {
  type AttributeDefinition,
  CreateTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  type KeySchemaElement,
} from '@aws-sdk/client-dynamodb';
import { DUE_INDEX } from '../../functions/adapters/dynamo-due-requests';
import { HOUR_INDEX } from '../../functions/adapters/dynamo-log-entries';
import { LIST_INDEX, LISTED_FACTS } from '../../functions/adapters/dynamo-request-lists';

/** Names of the desk's own tables, by environment variable of the functions. */
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

/** Creates the desk's tables that are missing, with the keys and indexes that the stack gives them. */
export async function createTables(client: DynamoDBClient): Promise<void> {
  for (const [TableName, names] of Object.entries(keys)) {
    if (await isActive(client, TableName)) continue;
    await client.send(new CreateTableCommand({ TableName, ...schema(TableName, names) }));
    while (!(await isActive(client, TableName))) await new Promise((done) => setTimeout(done, 5));
  }
}

function schema(table: string, names: readonly string[]) {
  const indexes = table === deskTables.REGISTER_TABLE ? registerIndexes : [];
  const attributes = [...new Set([...names, ...indexes.flatMap((index) => index.keys)])];
  return {
    BillingMode: 'PAY_PER_REQUEST' as const,
    KeySchema: keySchema(names),
    AttributeDefinitions: attributes.map(
      (AttributeName): AttributeDefinition => ({ AttributeName, AttributeType: 'S' }),
    ),
    ...(indexes.length > 0 ? { GlobalSecondaryIndexes: indexes.map(indexSchema) } : {}),
  };
}

/** The indexes of the register, as in the stack. */
const registerIndexes = [
  { name: DUE_INDEX, keys: ['checkDay', 'nextCheckAt'], along: ['announcedSeq'] },
  { name: LIST_INDEX, keys: ['inList', 'inListSince'], along: LISTED_FACTS },
  { name: HOUR_INDEX, keys: ['hour'], along: ['hash'] },
] as const;

function indexSchema({ name, keys, along }: (typeof registerIndexes)[number]) {
  return {
    IndexName: name,
    KeySchema: keySchema(keys),
    Projection: { ProjectionType: 'INCLUDE' as const, NonKeyAttributes: [...along] },
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
