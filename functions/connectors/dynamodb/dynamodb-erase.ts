import {
  type AttributeValue,
  DeleteItemCommand,
  type DynamoDBClient,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { StoreMap } from '../../domain/data-map';
import { BlastRadiusError, type EraseInstruction, type EraseReceipt, StoreShapeError } from '../connector';
import { constantBlanks } from '../constant-blanks';
import { fieldText } from '../exact-json';
import { inParallel } from '../in-parallel';
import { distinctKeys, mappedCollection } from '../mapped-collection';
import { dynamoCall } from './dynamodb-failure';
import { referrersOf } from './dynamodb-locate';
import { getItems } from './dynamodb-read';
import { type DynamoTable, describeDynamoTable, itemKey } from './dynamodb-table';
import { dynamoValue, type Item, toAttribute } from './dynamodb-value';

const writesAtOnce = 8;

type Receipt = EraseReceipt['collections'][number];
type Fate = 'erased' | 'anonymised' | 'alreadyAbsent' | 'keptShared';

/** Carries out one instruction, item by item by full key. More keys than approved stop it before the first write. */
export async function eraseItems(
  client: DynamoDBClient,
  store: StoreMap,
  instruction: EraseInstruction,
): Promise<Receipt> {
  const collection = mappedCollection(store, instruction.collection);
  const table = await describeDynamoTable(client, collection);
  const keys = distinctKeys(collection, instruction.keys).map((values) =>
    Object.fromEntries(collection.primaryKey.map((field, index) => [field, values[index] ?? ''])),
  );
  if (keys.length > instruction.atMost) {
    throw new BlastRadiusError(
      `${collection.name}: ${keys.length} items would change, ${instruction.atMost} were approved`,
    );
  }
  assertWritable(table, instruction);
  const fates = await inParallel(keys, writesAtOnce, (key) =>
    eraseOne(client, store, { table, key, instruction }),
  );
  const count = (fate: Fate) => fates.filter((one) => one === fate).length;
  return {
    collection: collection.name,
    erased: count('erased'),
    anonymised: count('anonymised'),
    alreadyAbsent: count('alreadyAbsent'),
    keptShared: count('keptShared'),
  };
}

function assertWritable({ collection }: DynamoTable, { action, blank = {} }: EraseInstruction): void {
  if (action === 'erase') {
    return;
  }
  const fields = Object.keys(blank);
  if (fields.length === 0 || fields.some((field) => collection.primaryKey.includes(field))) {
    throw new StoreShapeError(`nothing in ${collection.name} can be overwritten as the map says`);
  }
}

interface One {
  readonly table: DynamoTable;
  readonly key: Readonly<Record<string, string>>;
  readonly instruction: EraseInstruction;
}

async function eraseOne(
  client: DynamoDBClient,
  store: StoreMap,
  { table, key, instruction }: One,
): Promise<Fate> {
  const Key = itemKey(table, key);
  if (Key === undefined) {
    return 'alreadyAbsent';
  }
  if (await isReferenced(client, store, { table, key, instruction })) {
    return 'keptShared';
  }
  if (instruction.action === 'anonymise') {
    return (await setAttributes(client, { table, Key, values: constantBlanks(instruction.blank ?? {}) }))
      ? 'anonymised'
      : 'alreadyAbsent';
  }
  const gone = await dynamoCall(() =>
    client.send(new DeleteItemCommand({ TableName: table.name, Key, ReturnValues: 'ALL_OLD' })),
  );
  return gone.Attributes === undefined ? 'alreadyAbsent' : 'erased';
}

async function isReferenced(
  client: DynamoDBClient,
  store: StoreMap,
  { table, key, instruction }: One,
): Promise<boolean> {
  const pointers = instruction.unlessReferencedBy ?? [];
  const [item] = pointers.length === 0 ? [] : await getItems(client, table, [key]);
  if (item === undefined) {
    return false;
  }
  const facts = Object.fromEntries(
    pointers.map(({ ownField }) => [ownField, fieldText(dynamoValue(item[ownField])) ?? '']),
  );
  const row = { collection: table.collection.name, key, facts };
  return (await referrersOf(client, store, { table, row, pointers })).length > 0;
}

export interface NewAttributes {
  readonly table: DynamoTable;
  readonly Key: Record<string, AttributeValue>;
  /** null takes the attribute out. */
  readonly values: Readonly<Record<string, string | number | boolean | null>>;
}

/** Overwrites attributes of an item that exists; says whether that changed anything. */
export async function setAttributes(
  client: DynamoDBClient,
  { table, Key, values }: NewAttributes,
): Promise<boolean> {
  const fields = Object.entries(values);
  const set = fields.flatMap(([, value], index) => (value === null ? [] : [`#f${index} = :v${index}`]));
  const remove = fields.flatMap(([, value], index) => (value === null ? [`#f${index}`] : []));
  const newValues = fields.flatMap(([, value], index) =>
    value === null ? [] : [[`:v${index}`, toAttribute(value)] as const],
  );
  const command = new UpdateItemCommand({
    TableName: table.name,
    Key,
    UpdateExpression: [
      ...(set.length > 0 ? [`SET ${set.join(', ')}`] : []),
      ...(remove.length > 0 ? [`REMOVE ${remove.join(', ')}`] : []),
    ].join(' '),
    ConditionExpression: 'attribute_exists(#key)',
    ExpressionAttributeNames: {
      '#key': table.collection.primaryKey[0] ?? '',
      ...Object.fromEntries(fields.map(([field], index) => [`#f${index}`, field])),
    },
    ...(newValues.length > 0 ? { ExpressionAttributeValues: Object.fromEntries(newValues) } : {}),
    ReturnValues: 'ALL_OLD',
  });
  const old = await dynamoCall(() =>
    client.send(command).catch((error: unknown) => {
      if ((error as Error).name === 'ConditionalCheckFailedException') {
        return undefined;
      }
      throw error;
    }),
  );
  return old?.Attributes !== undefined && differs(old.Attributes, values);
}

function differs(item: Item, values: NewAttributes['values']): boolean {
  return Object.entries(values).some(([field, value]) => dynamoValue(item[field]) !== value);
}
