import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  ScanCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Inbox, InboxItem } from '../domain/ports';
import { conditionHolds } from './condition-holds';
import { pages } from './dynamo-pages';

export interface InboxSettings {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}

/**
 * Requests that arrived and were not yet taken into the register. The form's function may put here and do
 * nothing else.
 */
export function dynamoInbox({ client, table }: InboxSettings): Inbox {
  return {
    put: (item) =>
      conditionHolds(
        client.send(
          new PutCommand({
            TableName: table,
            Item: item,
            ConditionExpression: 'attribute_not_exists(requestId)',
          }),
        ),
      ),
    find: async (requestId) => {
      const found = await client.send(
        new GetCommand({ TableName: table, Key: { requestId }, ConsistentRead: true }),
      );
      return found.Item as InboxItem | undefined;
    },
    remove: async (requestId) => {
      await client.send(new DeleteCommand({ TableName: table, Key: { requestId } }));
    },
    setAside: async (requestId, note) => {
      const noted = Object.entries(note).filter(([, value]) => value !== undefined);
      await conditionHolds(
        client.send(
          new UpdateCommand({
            TableName: table,
            Key: { requestId },
            UpdateExpression: `SET ${noted.map(([name]) => `#${name} = :${name}`).join(', ')}`,
            ConditionExpression: 'attribute_exists(requestId)',
            ExpressionAttributeNames: Object.fromEntries(noted.map(([name]) => [`#${name}`, name])),
            ExpressionAttributeValues: Object.fromEntries(noted.map(([name, value]) => [`:${name}`, value])),
          }),
        ),
      );
    },
    waiting: async function* () {
      const scan = (start: Record<string, unknown> | undefined) =>
        client.send(new ScanCommand({ TableName: table, ExclusiveStartKey: start }));
      for await (const item of pages(scan)) yield item as unknown as InboxItem;
    },
  };
}
