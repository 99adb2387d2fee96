import { createHmac } from 'node:crypto';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Tombstone, Tombstones } from '../domain/ports';

export interface TombstonesSettings {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
  /** Secret key of the hashes. Whoever holds it can test a guess, so only the erasing and replaying functions may have it. */
  readonly pepper: () => Promise<Buffer>;
}

/** A tombstone says "rows with this value were erased then" without holding the value. It is pseudonymous, not anonymous, and is called so. */
export function dynamoTombstones({ client, table, pepper }: TombstonesSettings): Tombstones {
  const idOf = async (t: Tombstone) =>
    createHmac('sha256', await pepper())
      .update(JSON.stringify([t.storeId, t.collection, t.field, t.value]))
      .digest('base64url');
  return {
    put: async (requestId, entries, erasedAt) => {
      for (const entry of entries) {
        const Item = { id: await idOf(entry), storeId: entry.storeId, requestId, erasedAt };
        await client.send(new PutCommand({ TableName: table, Item }));
      }
    },
    find: async (entry) => {
      const answer = await client.send(new GetCommand({ TableName: table, Key: { id: await idOf(entry) } }));
      const item = answer.Item;
      return item ? { requestId: String(item.requestId), erasedAt: String(item.erasedAt) } : undefined;
    },
  };
}
