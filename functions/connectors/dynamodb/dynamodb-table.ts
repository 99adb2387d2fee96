import {
  type AttributeValue,
  DescribeTableCommand,
  type DynamoDBClient,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import type { CollectionMap } from '../../domain/data-map';
import { StoreShapeError } from '../connector';
import { fieldText } from '../exact-json';
import { keyValues } from '../mapped-collection';
import { dynamoCall } from './dynamodb-failure';
import { dynamoValue, type Item, keyAttribute } from './dynamodb-value';

/** A table as it is, seen through the map. */
export interface DynamoTable {
  readonly collection: CollectionMap;
  readonly name: string;
  /** Types of the key attributes of table and indexes: S or N. */
  readonly keyTypes: ReadonlyMap<string, string>;
  /** Fields that rows can be found by, with the index to ask (undefined: the table itself). */
  readonly ways: ReadonlyMap<string, string | undefined>;
}

interface Physical {
  readonly table?: string;
  readonly indexes?: readonly { readonly name: string; readonly field: string }[];
}

/**
 * Reads the table's description and holds it against the map. Throws {@link StoreShapeError} when the key differs, or when an index that the map names
 * is missing, still being filled, or would not show every item.
 */
export async function describeDynamoTable(
  client: DynamoDBClient,
  collection: CollectionMap,
): Promise<DynamoTable> {
  const { table: name = collection.name, indexes = [] } = collection.physical as Physical;
  const answer = await dynamoCall(() => client.send(new DescribeTableCommand({ TableName: name })));
  const description = answer.Table ?? {};
  const keyTypes = new Map(
    (description.AttributeDefinitions ?? []).map((one) => [one.AttributeName ?? '', one.AttributeType ?? '']),
  );
  assertSameKey(collection, description);
  const ways = new Map<string, string | undefined>([[collection.primaryKey[0] ?? '', undefined]]);
  for (const index of indexes) {
    assertUsable(collection, description, index);
    if (!ways.has(index.field)) {
      ways.set(index.field, index.name);
    }
  }
  if ([...keyTypes.values()].some((type) => type !== 'S' && type !== 'N')) {
    throw new StoreShapeError(`${collection.name} has a binary key, which cannot be searched by text`);
  }
  return { collection, name, keyTypes, ways };
}

function keyFields(schema: TableDescription['KeySchema']): string[] {
  const ordered = [...(schema ?? [])].sort((a) => (a.KeyType === 'HASH' ? -1 : 1));
  return ordered.map((part) => part.AttributeName ?? '');
}

function assertSameKey(collection: CollectionMap, { KeySchema }: TableDescription): void {
  if (keyFields(KeySchema).join('\n') !== collection.primaryKey.join('\n')) {
    throw new StoreShapeError(`the primary key in the map of ${collection.name} is not the table's key`);
  }
}

/** An index shows only items that have all its key attributes; a sort key that is no part of the table's key may be absent. */
function assertUsable(
  collection: CollectionMap,
  { GlobalSecondaryIndexes = [] }: TableDescription,
  wanted: { readonly name: string; readonly field: string },
): void {
  const index = GlobalSecondaryIndexes.find(({ IndexName }) => IndexName === wanted.name);
  const [hash, range] = keyFields(index?.KeySchema);
  const problem =
    (index === undefined && 'is not there') ||
    (index?.IndexStatus !== undefined && index.IndexStatus !== 'ACTIVE' && 'is still being built') ||
    (hash !== wanted.field && 'has another partition key than the map says') ||
    (range !== undefined &&
      !collection.primaryKey.includes(range) &&
      'leaves out items without its sort key, so that absence would prove nothing');
  if (problem) {
    throw new StoreShapeError(`index ${wanted.name} of ${collection.name} ${problem}`);
  }
}

/** The key attributes that name one item; undefined when no item can have this key. */
export function itemKey(
  table: DynamoTable,
  key: Readonly<Record<string, string>>,
): Record<string, AttributeValue> | undefined {
  const { primaryKey } = table.collection;
  const parts: Record<string, AttributeValue> = {};
  for (const [index, value] of keyValues(table.collection, key).entries()) {
    const field = primaryKey[index] ?? '';
    const attribute = keyAttribute(value, table.keyTypes.get(field) ?? 'S');
    if (attribute === undefined) {
      return undefined;
    }
    parts[field] = attribute;
  }
  return parts;
}

/** The key of an item as text. */
export function keyOfItem({ collection }: DynamoTable, item: Item): Record<string, string> {
  return Object.fromEntries(
    collection.primaryKey.map((field) => [field, fieldText(dynamoValue(item[field])) ?? '']),
  );
}
