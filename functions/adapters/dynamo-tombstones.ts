import { createHmac } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { defined } from '../domain/defined';
import type { FoundTombstone, Tombstone, Tombstones } from '../domain/ports';
import { readStored } from '../domain/read-stored';
import { getAll, putAll } from './dynamo-batches';

export interface TombstonesSettings {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
  /**
   * The secret key of the hashes. With it one could test a guess, so only the functions that erase and replay
   * have it.
   */
  readonly pepper: () => Promise<Buffer>;
}

/**
 * A tombstone says that rows with a value, or a row, were erased at a time, without holding the value. It is
 * pseudonymous, not anonymous. The table drops it some time after its end, so the reader compares the end
 * itself.
 */
export function dynamoTombstones({ client, table, pepper }: TombstonesSettings): Tombstones {
  return {
    put: async (requestId, entries, { at, until }) => {
      const key = await pepper();
      const ttl = Math.floor(Date.parse(until) / 1000);
      const items = entries.map((entry) => ({
        id: idOf(key, entry),
        storeId: entry.storeId,
        requestId,
        erasedAt: at,
        until,
        ttl,
        ...defined({ print: entry.print }),
      }));
      await putAll({ client, table }, items);
    },
    find: async (entries, now) => {
      const key = await pepper();
      const ids = entries.map((entry) => idOf(key, entry));
      const items = await getAll({ client, table }, ids);
      return ids.map((id) => {
        const item = items.get(id);
        return item && found(item, now);
      });
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
