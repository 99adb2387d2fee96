import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  ScanCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { Inbox, InboxItem } from '../domain/ports';
import { readStored } from '../domain/read-stored';
import { conditionHolds } from './condition-holds';
import { pages } from './dynamo-pages';

export interface InboxSettings {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}

const InboxShape: z.ZodMiniType<InboxItem> = z.looseObject({
  requestId: z.string(),
  receivedAt: z.string(),
  wrappedKey: z.string(),
  sealed: z.string(),
  purpose: z.exactOptional(z.literal('inbox')),
  triedOn: z.exactOptional(z.string()),
  registered: z.exactOptional(z.boolean()),
});

/** Requests that arrived and are not in the register yet. The form's function may only put here. */
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
      return found.Item && readItem(found.Item);
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
      for await (const item of pages(scan)) yield readItem(item);
    },
  };
}

/**
 * A damaged text is read as an empty one, and another damaged field is left out: opening this one item then
 * fails, and no other item is held up.
 */
function readItem(stored: Record<string, unknown>): InboxItem {
  const textOf = (name: keyof InboxItem) => (typeof stored[name] === 'string' ? stored[name] : '');
  const texts = {
    receivedAt: textOf('receivedAt'),
    wrappedKey: textOf('wrappedKey'),
    sealed: textOf('sealed'),
  };
  const { purpose, triedOn, registered, ...rest } = stored;
  return readStored('a stored item of the inbox', InboxShape, {
    ...rest,
    ...texts,
    ...(purpose === 'inbox' ? { purpose } : {}),
    ...(typeof triedOn === 'string' ? { triedOn } : {}),
    ...(typeof registered === 'boolean' ? { registered } : {}),
  });
}
