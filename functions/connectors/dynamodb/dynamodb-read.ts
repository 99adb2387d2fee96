import { setTimeout } from 'node:timers/promises';
import {
  type AttributeValue,
  BatchGetItemCommand,
  type DynamoDBClient,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';
import { defined } from '../../domain/defined';
import { type KeyRange, sidesOf } from '../../domain/table-place';
import { StoreUnavailableError } from '../connector';
import { callDynamoDb } from './dynamodb-failure';
import { type DynamoTable, itemKey, keyOfItem } from './dynamodb-table';
import { type Item, keyAttribute, keyAttributeText } from './dynamodb-value';

/**
 * BatchGetItem takes no more.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html
 */
export const MAX_KEYS_PER_GET = 100;

/**
 * Items of a page that are read from the table, each of which may weigh 400 KB, and of one that the query
 * itself returns: that ends at 1 MB, and a row of few bytes must not make an answer of many.
 */
const PAGE_ITEMS = { fromTable: 200, fromQuery: 2_000 } as const;

/**
 * Answers in a row that bring nothing, before the table counts as overloaded; each wait is twice the one
 * before, the first in milliseconds.
 */
const MAX_READS = 6;
const FIRST_WAIT_MS = 25;

export interface QueryPage {
  readonly items: readonly Item[];
  /** LastEvaluatedKey as DynamoDB wrote it. */
  readonly next?: Readonly<Record<string, AttributeValue>>;
  /** The items are as an index shows them, and may be gone or somebody else's by now. */
  readonly lags?: true;
}

export interface SpotPage {
  readonly spot: KeyRange;
  readonly from?: Readonly<Record<string, AttributeValue>> | undefined;
  readonly trust: Trust;
}

/**
 * Which copy of an item counts. `table`: as it is at this moment. `index`: an index that shows whole items is
 * believed although it lags behind; whoever reads so must look at the rows again before they are given or
 * changed.
 */
export type Trust = 'table' | 'index';

/**
 * One page of the items at a spot. What an index does not show, or shows late, is read from the table,
 * consistently; items that are gone or have moved are then left out.
 */
export async function querySpot(
  client: DynamoDBClient,
  table: DynamoTable,
  page: SpotPage,
): Promise<QueryPage> {
  const input = queryInput(table, page);
  if (input === undefined) return { items: [] };
  const answer = await callDynamoDb({ table: table.name }, () => client.send(new QueryCommand(input)));
  const found = answer.Items ?? [];
  const readsTable = mustReadTable(table, page);
  const items = readsTable ? await readAgain(client, table, found) : found;
  return {
    items: items.filter((item) => isAtSpot(page.spot, item)),
    ...defined({ next: answer.LastEvaluatedKey }),
    ...(readsTable || input.ConsistentRead ? {} : { lags: true as const }),
  };
}

function mustReadTable({ whole, local }: DynamoTable, { spot: { pair }, trust }: SpotPage): boolean {
  const { index } = pair;
  if (index === undefined) return false;
  return !whole.has(index) || (trust === 'table' && !local.has(index));
}

/** The same items as the table holds them now, without those that are gone. */
export function readAgain(
  client: DynamoDBClient,
  table: DynamoTable,
  found: readonly Item[],
): Promise<Item[]> {
  return getItems(
    client,
    table,
    found.map((item) => keyOfItem(table, item)),
  );
}

/** Whether a question there finds the item: an index shows it only when it has all keys of the index. */
export function isAtSpot({ pair, attribute, hash, range }: KeyRange, item: Item): boolean {
  if (keyAttributeText(item[attribute]) !== hash) return false;
  if (sidesOf(pair).some((side) => item[side.attribute] === undefined)) return false;
  if (range === undefined) return true;
  const sortKey = keyAttributeText(item[range.attribute]) ?? '';
  return range.whole ? sortKey === range.text : sortKey.startsWith(range.text);
}

/** Undefined when no key of the table's types can be what is asked for. */
function queryInput(table: DynamoTable, page: SpotPage): QueryCommandInput | undefined {
  const { pair, attribute, hash, range } = page.spot;
  const typeOf = (name: string) => table.keyTypes.get(name) ?? 'S';
  const hashKey = keyAttribute(hash, typeOf(attribute), 'hash');
  const rangeKey = range && keyAttribute(range.text, typeOf(range.attribute), 'range');
  if (hashKey === undefined || (range !== undefined && rangeKey === undefined)) return undefined;
  const rangeTest = range && (range.whole ? '#range = :range' : 'begins_with(#range, :range)');
  const consistent = pair.index === undefined || table.local.has(pair.index);
  return {
    TableName: table.name,
    KeyConditionExpression: ['#hash = :hash', ...(rangeTest ? [rangeTest] : [])].join(' AND '),
    ExpressionAttributeNames: { '#hash': attribute, ...(range ? { '#range': range.attribute } : {}) },
    ExpressionAttributeValues: { ':hash': hashKey, ...(rangeKey ? { ':range': rangeKey } : {}) },
    Limit: mustReadTable(table, page) ? PAGE_ITEMS.fromTable : PAGE_ITEMS.fromQuery,
    ...(consistent ? { ConsistentRead: true } : {}),
    ...defined({ IndexName: pair.index, ExclusiveStartKey: page.from }),
  };
}

/** The items of these keys that exist, in the order of the keys, read consistently. */
export async function getItems(
  client: DynamoDBClient,
  table: DynamoTable,
  keys: readonly Readonly<Record<string, string>>[],
): Promise<Item[]> {
  const found = new Map<string, Item>();
  const wanted = keys.map((key) => itemKey(table, key)).filter((key) => key !== undefined);
  for (let start = 0; start < wanted.length; start += MAX_KEYS_PER_GET) {
    for (const item of await getBatch(client, table, wanted.slice(start, start + MAX_KEYS_PER_GET))) {
      found.set(JSON.stringify(keyOfItem(table, item)), item);
    }
  }
  return keys
    .map((key) => found.get(JSON.stringify(inOrder(table, key))))
    .filter((item) => item !== undefined);
}

function inOrder(table: DynamoTable, key: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(table.collection.primaryKey.map((field) => [field, key[field] ?? '']));
}

async function getBatch(
  client: DynamoDBClient,
  table: DynamoTable,
  keys: Record<string, AttributeValue>[],
): Promise<Item[]> {
  const items: Item[] = [];
  let pending: Record<string, AttributeValue>[] = [
    ...new Map(keys.map((key) => [JSON.stringify(key), key])).values(),
  ];
  for (let idle = 0; pending.length > 0; ) {
    const Keys = pending;
    const answer = await callDynamoDb({ table: table.name }, () =>
      client.send(
        new BatchGetItemCommand({ RequestItems: { [table.name]: { Keys, ConsistentRead: true } } }),
      ),
    );
    items.push(...(answer.Responses?.[table.name] ?? []));
    pending = answer.UnprocessedKeys?.[table.name]?.Keys ?? [];
    idle = pending.length < Keys.length ? 0 : idle + 1;
    if (idle > MAX_READS)
      throw new StoreUnavailableError(`DynamoDB gives no items of the table ${table.name}`, {
        table: table.name,
        code: 'UnprocessedKeys',
      });
    if (pending.length > 0) await setTimeout(FIRST_WAIT_MS * 2 ** idle);
  }
  return items;
}
