import { setTimeout } from 'node:timers/promises';
import { BatchGetCommand, BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { inParallel } from '../connectors/in-parallel';

type StoredItem = Record<string, unknown>;

/**
 * Items in one call.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html and
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html
 */
const MAX_PUTS = 25;
const MAX_GETS = 100;
const CALLS_AT_ONCE = 8;

/**
 * Answers in a row that take nothing, before the table counts as overloaded; each wait is twice the one
 * before, the first in milliseconds.
 */
const MAX_IDLE = 6;
const FIRST_WAIT_MS = 25;

export interface BatchTable {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}

/**
 * Writes items, each over the one of its id. Several calls are under way at a time, so a failure may leave
 * any of them written: repeat the whole.
 *
 * @throws Error when DynamoDB goes on taking none of them
 */
export async function putAll(
  { client, table }: BatchTable,
  items: readonly (StoredItem & { readonly id: string })[],
): Promise<void> {
  await inParallel(slices(items, MAX_PUTS), CALLS_AT_ONCE, async (some) => {
    // A call with the same id twice is refused.
    const requests = [...new Map(some.map((Item) => [Item.id, { PutRequest: { Item } }])).values()];
    await untilTaken<object>(requests, async (pending) => {
      const RequestItems = { [table]: [...pending] };
      const { UnprocessedItems } = await client.send(new BatchWriteCommand({ RequestItems }));
      return UnprocessedItems?.[table] ?? [];
    });
  });
}

/** The items of these ids that exist, by their ids. */
export async function getAll(
  { client, table }: BatchTable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, StoredItem>> {
  const found = new Map<string, StoredItem>();
  await inParallel(slices([...new Set(ids)], MAX_GETS), CALLS_AT_ONCE, async (some) => {
    const keys = some.map((id) => ({ id }));
    await untilTaken<StoredItem>(keys, async (pending) => {
      const RequestItems = { [table]: { Keys: [...pending] } };
      const { Responses, UnprocessedKeys } = await client.send(new BatchGetCommand({ RequestItems }));
      for (const item of Responses?.[table] ?? []) found.set(String(item.id), item);
      return UnprocessedKeys?.[table]?.Keys ?? [];
    });
  });
  return found;
}

function slices<T>(all: readonly T[], length: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / length) }, (_, nth) =>
    all.slice(nth * length, (nth + 1) * length),
  );
}

/** @param ask - answers with what was not taken */
async function untilTaken<T>(
  all: readonly T[],
  ask: (pending: readonly T[]) => Promise<readonly T[]>,
): Promise<void> {
  let pending = all;
  for (let idle = 0; pending.length > 0; ) {
    const left = await ask(pending);
    idle = left.length < pending.length ? 0 : idle + 1;
    if (idle > MAX_IDLE) throw new Error('DynamoDB takes none of the items of a batch');
    if (left.length > 0) await setTimeout(FIRST_WAIT_MS * 2 ** idle);
    pending = left;
  }
}
