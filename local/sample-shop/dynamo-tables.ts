import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';

/** The shop's DynamoDB tables: an index finds profiles and sessions, the key finds taste vectors. */
export const shopDynamoTables = [
  table('almas-lamps-profiles', ['profileId'], { byCustomerNumber: 'customerNumber', byEmail: 'email' }),
  table('almas-lamps-sessions', ['sessionId', 'startedAt'], { byCustomerNumber: 'customerNumber' }),
  table('almas-lamps-taste-vectors', ['customerNumber', 'model'], {}),
] as const;

function table(name: string, key: readonly string[], indexes: Readonly<Record<string, string>>) {
  const indexed = Object.entries(indexes);
  const input: CreateTableCommandInput = {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [...key, ...Object.values(indexes)].map((AttributeName) => ({
      AttributeName,
      AttributeType: 'S',
    })),
    KeySchema: key.map((AttributeName, index) => ({
      AttributeName,
      KeyType: index === 0 ? 'HASH' : 'RANGE',
    })),
  };
  if (indexed.length > 0) {
    input.GlobalSecondaryIndexes = indexed.map(([IndexName, AttributeName]) => ({
      IndexName,
      KeySchema: [{ AttributeName, KeyType: 'HASH' }],
      Projection: { ProjectionType: 'ALL' },
    }));
  }
  return { name, input };
}
