import {
  type AttributeValue,
  DeleteItemCommand,
  type DynamoDBClient,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { MiddlewareStack } from '@smithy/types';
import type { Blank } from '../../domain/blank';
import type { Clock } from '../../domain/clock';
import { defined } from '../../domain/defined';
import { StoreRefusedError, StoreShapeError } from '../connector';
import { unexpectedShape } from '../unexpected-shape';
import { changesOf, type ItemChange, unexpectedItemPart, updateOf } from './dynamodb-blank';
import { callDynamoDb } from './dynamodb-failure';
import { getItems } from './dynamodb-read';
import { type DynamoTable, isRowOf, itemKey } from './dynamodb-table';
import { type Item, toAttribute } from './dynamodb-value';
import { partsOfPair } from './item-claimant';

export interface Row {
  readonly table: DynamoTable;
  readonly key: Readonly<Record<string, string>>;
}

/**
 * A partition takes 1,000 writes a second, which these are at 16 ms each, and the shop's own writes go there
 * too. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html
 */
export const MAX_PARALLEL_WRITES = 16;

/** Attempts to overwrite an item that others change at the same time. */
const MAX_ROUNDS = 5;

/** Takes an item away if it still is one of its kind; says whether it was there. */
export async function deleteItem(client: DynamoDBClient, { table, key }: Row): Promise<boolean> {
  const Key = itemKey(table, key);
  if (Key === undefined) return false;
  assertOfForm(table, key);
  const condition = stillOfKind(table);
  const command = new DeleteItemCommand({
    TableName: table.name,
    Key,
    ReturnValues: 'ALL_OLD',
    ConditionExpression: condition.expression,
    ExpressionAttributeNames: condition.names,
    ...defined({ ExpressionAttributeValues: condition.values }),
  });
  const gone = await unlessChanged(table, command, () => client.send(command));
  return gone === 'lost' || gone?.Attributes !== undefined;
}

interface Overwrite {
  readonly blank: Readonly<Record<string, Blank>>;
  readonly clock?: Clock | undefined;
}

/**
 * Overwrites parts of an item that exists and still is one of its kind; says whether that changed anything.
 * Everything else in it stays as it is.
 */
export async function overwriteItem(
  client: DynamoDBClient,
  row: Row,
  { blank, clock }: Overwrite,
): Promise<boolean> {
  const { table, key } = row;
  const Key = itemKey(table, key);
  if (Key === undefined) return false;
  assertOfForm(table, key);
  let lost = false;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const [item] = await getItems(client, table, [key]);
    if (item === undefined || !isRowOf(table, item)) return lost;
    assertParts(table, item, blank);
    const changes = changesOf(item, blank, clock);
    if (changes.every(({ held }) => held)) return lost;
    const done = await updateItem(client, { table, Key, changes });
    if (done === 'done') return true;
    lost ||= done === 'lost';
  }
  throw new StoreRefusedError(`an item of ${table.collection.name} changes too often to be overwritten`, {
    collection: table.collection.name,
    table: table.name,
    code: 'ConditionalCheckFailedException',
  });
}

/** Throws {@link StoreRefusedError} for an item in which a part that is to be blanked cannot be reached. */
export function assertParts(
  { collection, name }: DynamoTable,
  item: Item,
  blank: Readonly<Record<string, Blank>>,
): void {
  const field = unexpectedItemPart(item, blank);
  if (field !== undefined) throw unexpectedShape(collection, field, 'items', { table: name });
}

interface Update {
  readonly table: DynamoTable;
  readonly Key: Record<string, AttributeValue>;
  readonly changes: readonly ItemChange[];
}

/**
 * Undefined when the item is not as it was read, any more; `lost` where that may be because of this very
 * call.
 */
export async function updateItem(
  client: DynamoDBClient,
  { table, Key, changes }: Update,
): Promise<'done' | 'lost' | undefined> {
  const kind = stillOfKind(table);
  const { expression, conditions, names, values } = updateOf(changes);
  const all = { ...values, ...kind.values };
  const command = new UpdateItemCommand({
    TableName: table.name,
    Key,
    UpdateExpression: expression,
    ConditionExpression: [kind.expression, ...conditions].join(' AND '),
    ExpressionAttributeNames: { ...names, ...kind.names },
    ...(Object.keys(all).length > 0 ? { ExpressionAttributeValues: all } : {}),
  });
  const done = await unlessChanged(table, command, () => client.send(command));
  return done === 'lost' ? 'lost' : done && 'done';
}

/**
 * Throws {@link StoreShapeError} for a key of another form: it names an item of another kind, which was not
 * approved.
 */
export function assertOfForm(table: DynamoTable, key: Row['key']): void {
  const { kind: _kind, ...place } = table.place;
  const named = Object.fromEntries(Object.entries(key).map(([name, text]) => [name, { S: text }]));
  if (partsOfPair(place.keys, named) !== undefined) return;
  throw new StoreShapeError(`a key is not one of ${table.collection.name}`, {
    collection: table.collection.name,
    table: table.name,
  });
}

interface Condition {
  readonly expression: string;
  readonly names: Record<string, string>;
  readonly values?: Record<string, AttributeValue>;
}

/** The item is there, and holds its kind in one of the types that have this text. */
function stillOfKind({ collection, place: { kind } }: DynamoTable): Condition {
  const there = { expression: 'attribute_exists(#key)', names: { '#key': collection.primaryKey[0] ?? '' } };
  if (kind === undefined) return there;
  const texts: AttributeValue[] = [{ S: kind.value }];
  if (/^-?\d+(\.\d+)?$/.test(kind.value)) texts.push({ N: kind.value });
  if (kind.value === 'true' || kind.value === 'false') texts.push(toAttribute(kind.value === 'true'));
  const values = Object.fromEntries(texts.map((text, nth) => [`:kind${nth}`, text]));
  return {
    expression: `${there.expression} AND #kind IN (${Object.keys(values).join(', ')})`,
    names: { ...there.names, '#kind': kind.field },
    values,
  };
}

/** A command of the client, as far as what happens at each of its tries. */
interface Tried<In extends object, Out extends object> {
  readonly middlewareStack: MiddlewareStack<In, Out>;
}

/**
 * Undefined when the item is not what the condition says, any more. `lost`: nor is it, but an earlier try of
 * the same call had no answer, so that it may have been carried out.
 */
async function unlessChanged<In extends object, Out extends object>(
  table: DynamoTable,
  command: Tried<In, Out>,
  send: () => Promise<Out>,
): Promise<Out | 'lost' | undefined> {
  const place = { collection: table.collection.name, table: table.name };
  const tries = unansweredTries(command);
  return callDynamoDb(place, () =>
    send().catch((error: unknown) => {
      if (!(error instanceof Error) || error.name !== 'ConditionalCheckFailedException') throw error;
      return tries.count > 0 ? ('lost' as const) : undefined;
    }),
  );
}

/** Tries that the client repeats by itself. One that DynamoDB refused, as when it throttles, did nothing. */
function unansweredTries<In extends object, Out extends object>({
  middlewareStack,
}: Tried<In, Out>): { readonly count: number } {
  const tries = { count: 0 };
  middlewareStack.add(
    (next) => (args) =>
      next(args).catch((error: { $metadata?: { httpStatusCode?: number } }) => {
        const { httpStatusCode = 0 } = error.$metadata ?? {};
        if (httpStatusCode < 400 || httpStatusCode >= 500) tries.count += 1;
        throw error;
      }),
    { step: 'finalizeRequest', priority: 'low', name: 'unansweredTries' },
  );
  return tries;
}
