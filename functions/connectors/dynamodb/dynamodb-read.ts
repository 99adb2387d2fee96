import {
  type AttributeValue,
  BatchGetItemCommand,
  type DynamoDBClient,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';
import { StoreShapeError } from '../connector';
import { fieldText } from '../exact-json';
import { dynamoCall } from './dynamodb-failure';
import { type DynamoTable, itemKey, keyOfItem } from './dynamodb-table';
import { dynamoValue, type Item, keyAttribute } from './dynamodb-value';

/** BatchGetItem takes no more. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
const getAtOnce = 100;

export interface QueryPage {
  readonly items: readonly Item[];
  /** LastEvaluatedKey as DynamoDB wrote it. */
  readonly next?: Readonly<Record<string, AttributeValue>>;
}

export interface Question {
  readonly field: string;
  readonly value: string;
  readonly limit: number;
  readonly from?: Readonly<Record<string, AttributeValue>> | undefined;
}

/**
 * One page of the items in which the field has the value. An index answers with yesterday's state now and then, so items found through one are read
 * again from the table, consistently; what is gone or different there is left out.
 */
export async function queryTable(
  client: DynamoDBClient,
  table: DynamoTable,
  question: Question,
): Promise<QueryPage> {
  const { field, value } = question;
  if (!table.ways.has(field)) {
    throw new StoreShapeError(`no key or index finds rows of ${table.collection.name} by ${field}`);
  }
  const attribute = keyAttribute(value, table.keyTypes.get(field) ?? 'S');
  if (attribute === undefined) {
    return { items: [] };
  }
  const index = table.ways.get(field);
  const answer = await dynamoCall(() =>
    client.send(new QueryCommand(queryInput(table, question, attribute))),
  );
  const found = answer.Items ?? [];
  const items =
    index === undefined
      ? found
      : await getItems(
          client,
          table,
          found.map((item) => keyOfItem(table, item)),
        );
  return {
    items: items.filter((item) => fieldText(dynamoValue(item[field])) === value),
    ...(answer.LastEvaluatedKey ? { next: answer.LastEvaluatedKey } : {}),
  };
}

function queryInput(table: DynamoTable, question: Question, attribute: AttributeValue): QueryCommandInput {
  const index = table.ways.get(question.field);
  return {
    TableName: table.name,
    KeyConditionExpression: '#field = :value',
    ExpressionAttributeNames: { '#field': question.field },
    ExpressionAttributeValues: { ':value': attribute },
    Limit: question.limit,
    ...(index === undefined ? { ConsistentRead: true } : { IndexName: index }),
    ...(question.from === undefined ? {} : { ExclusiveStartKey: question.from }),
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
  for (let start = 0; start < wanted.length; start += getAtOnce) {
    for (const item of await getBatch(client, table, wanted.slice(start, start + getAtOnce))) {
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
  while (pending.length > 0) {
    const Keys = pending;
    const answer = await dynamoCall(() =>
      client.send(
        new BatchGetItemCommand({ RequestItems: { [table.name]: { Keys, ConsistentRead: true } } }),
      ),
    );
    items.push(...(answer.Responses?.[table.name] ?? []));
    pending = answer.UnprocessedKeys?.[table.name]?.Keys ?? [];
  }
  return items;
}
