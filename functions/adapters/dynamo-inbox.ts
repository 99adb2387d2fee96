import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  ScanCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Inbox, InboxItem } from '../domain/ports';
import { pages } from './dynamo-pages';
import { isConditionFailed } from './is-condition-failed';

export interface InboxSettings {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}

/** Requests that arrived and were not yet taken into the register. The form's function may put here and do nothing else. */
export function dynamoInbox({ client, table }: InboxSettings): Inbox {
  return {
    put: async (item) => {
      try {
        await client.send(
          new PutCommand({
            TableName: table,
            Item: item,
            ConditionExpression: 'attribute_not_exists(requestId)',
          }),
        );
      } catch (error) {
        if (!isConditionFailed(error)) throw error;
      }
    },
    find: async (requestId) => {
      const found = await client.send(
        new GetCommand({ TableName: table, Key: { requestId }, ConsistentRead: true }),
      );
      return found.Item as InboxItem | undefined;
    },
    remove: async (requestId) => {
      await client.send(new DeleteCommand({ TableName: table, Key: { requestId } }));
    },
    waiting: async function* () {
      const scan = (start: Record<string, unknown> | undefined) =>
        client.send(new ScanCommand({ TableName: table, ExclusiveStartKey: start }));
      for await (const item of pages(scan)) yield item as unknown as InboxItem;
    },
  };
}
