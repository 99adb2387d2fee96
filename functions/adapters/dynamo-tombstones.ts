import { createHmac } from 'node:crypto';
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { defined } from '../domain/defined';
import type { FoundTombstone, Tombstone, TombstoneDates, Tombstones } from '../domain/ports';
import { readStored } from '../domain/read-stored';

export interface TombstonesSettings {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
  /**
   * The secret key of the hashes. With it one could test a guess, so only the functions that erase and replay
   * have it.
   */
  readonly pepper: () => Promise<Buffer>;
}

/** The number of parallel writes. */
const AT_ONCE = 20;

/**
 * A tombstone says that rows with a value, or a row, were erased at a time, without holding the value. It is
 * pseudonymous, not anonymous. The table drops it some time after its end, so the reader compares the end
 * itself.
 */
export function dynamoTombstones({ client, table, pepper }: TombstonesSettings): Tombstones {
  const put = async (id: string, requestId: string, entry: Tombstone, { at, until }: TombstoneDates) => {
    const ttl = Math.floor(Date.parse(until) / 1000);
    const print = entry.print ? { print: entry.print } : {};
    const Item = { id, storeId: entry.storeId, requestId, erasedAt: at, until, ttl, ...print };
    await client.send(new PutCommand({ TableName: table, Item }));
  };
  return {
    put: async (requestId, entries, dates) => {
      const key = await pepper();
      for (let from = 0; from < entries.length; from += AT_ONCE) {
        const part = entries.slice(from, from + AT_ONCE);
        await Promise.all(part.map((entry) => put(idOf(key, entry), requestId, entry, dates)));
      }
    },
    find: async (entry, now) => {
      const Key = { id: idOf(await pepper(), entry) };
      const { Item } = await client.send(new GetCommand({ TableName: table, Key }));
      return Item ? found(Item, now) : undefined;
    },
  };
}

/** The hash is the same for older tombstones, which were of identifiers only. */
function idOf(pepper: Buffer, { storeId, collection, field, value }: Omit<Tombstone, 'print'>): string {
  const text = JSON.stringify([storeId, collection, field, value]);
  return createHmac('sha256', pepper).update(text).digest('base64url');
}

/** Tombstones from before they had an end have no `until`, those of identifiers have no `print`. */
const TombstoneShape = z.looseObject({
  requestId: z.string(),
  erasedAt: z.string(),
  until: z.exactOptional(z.string()),
  print: z.exactOptional(z.string()),
});

function found(item: Record<string, unknown>, now: string): FoundTombstone | undefined {
  const { requestId, erasedAt, until, print } = readStored('a stored tombstone', TombstoneShape, item);
  if (until !== undefined && until <= now) return undefined;
  return { requestId, erasedAt, ...defined({ print }) };
}
