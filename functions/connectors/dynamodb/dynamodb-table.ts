import {
  type AttributeValue,
  DescribeTableCommand,
  type DynamoDBClient,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import type { CollectionMap, StoreMap } from '../../domain/data-map';
import { type KeyWay, type TablePlace, tablePlace, waysOf } from '../../domain/table-place';
import { StoreShapeError, StoreUnavailableError } from '../connector';
import { keyValues, mappedCollection } from '../mapped-collection';
import { callDynamoDb } from './dynamodb-failure';
import { shapeProblems } from './dynamodb-shape';
import { type Item, keyAttributeText, keyIfValid } from './dynamodb-value';
import { type Claimant, claimantOf } from './item-claimant';

/** A table as it is, seen through one collection of the map. */
export interface DynamoTable {
  readonly collection: CollectionMap;
  readonly place: TablePlace;
  readonly name: string;
  /** Types of the key attributes of table and indexes: S, N or B. */
  readonly keyTypes: ReadonlyMap<string, string>;
  /** Fields that rows can be found by. */
  readonly ways: ReadonlyMap<string, KeyWay>;
  /** Indexes that may be read consistently. */
  readonly local: ReadonlySet<string>;
  /** Indexes that show every attribute of an item. */
  readonly whole: ReadonlySet<string>;
  /** Whose an item of this table is. */
  readonly claimantOf: (item: Item) => Claimant;
}

/** Tables as they were described: each once, however many collections and calls share it. */
export class TableDescriptions {
  readonly #described = new Map<string, Promise<TableDescription>>();
  readonly #tables = new Map<string, DynamoTable>();

  constructor(
    readonly client: DynamoDBClient,
    readonly store: StoreMap,
  ) {}

  /** What DynamoDB says of a table. */
  describe(name: string): Promise<TableDescription> {
    const known = this.#described.get(name);
    if (known !== undefined) return known;
    const asked = callDynamoDb({ table: name }, async () => {
      const { Table = {} } = await this.client.send(new DescribeTableCommand({ TableName: name }));
      return Table;
    });
    this.#described.set(name, asked);
    asked.catch((error: unknown) => {
      if (error instanceof StoreUnavailableError) this.#described.delete(name);
    });
    return asked;
  }

  /**
   * The table of a collection, checked against the map. Throws {@link StoreShapeError} when the key differs,
   * or when an index that the map names is missing or would not show every item; {@link
   * StoreUnavailableError} while one is still being filled.
   */
  async of(collectionName: string): Promise<DynamoTable> {
    const known = this.#tables.get(collectionName);
    if (known !== undefined) return known;
    const collection = mappedCollection(this.store, collectionName);
    const place = tablePlace(collection);
    const description = await this.describe(place.table);
    assertFits(collection, place, description);
    const table = seenThrough(this.store, { collection, place, description });
    this.#tables.set(collectionName, table);
    return table;
  }
}

interface Seen {
  readonly collection: CollectionMap;
  readonly place: TablePlace;
  readonly description: TableDescription;
}

function assertFits(collection: CollectionMap, place: TablePlace, description: TableDescription): void {
  const [problem] = shapeProblems(collection, place, description);
  if (problem === undefined) return;
  const { code, index } = problem;
  const at = { collection: collection.name, table: place.table, ...(index ? { index } : {}), code };
  throw problem.passing
    ? new StoreUnavailableError(problem.problem, at)
    : new StoreShapeError(problem.problem, at);
}

function seenThrough(store: StoreMap, { collection, place, description }: Seen): DynamoTable {
  return {
    collection,
    place,
    name: place.table,
    keyTypes: new Map(
      (description.AttributeDefinitions ?? []).map((one) => [
        one.AttributeName ?? '',
        one.AttributeType ?? '',
      ]),
    ),
    ways: waysOf(place),
    local: new Set((description.LocalSecondaryIndexes ?? []).map(({ IndexName }) => IndexName ?? '')),
    whole: wholeIndexes(description),
    claimantOf: claimantOf(store, place.table),
  };
}

function wholeIndexes({ GlobalSecondaryIndexes, LocalSecondaryIndexes }: TableDescription): Set<string> {
  const all = [...(GlobalSecondaryIndexes ?? []), ...(LocalSecondaryIndexes ?? [])];
  const whole = all.filter(({ Projection }) => Projection?.ProjectionType === 'ALL');
  return new Set(whole.map(({ IndexName }) => IndexName ?? ''));
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
    const attribute = keyIfValid(value, table.keyTypes.get(field) ?? 'S');
    if (attribute === undefined) return undefined;
    parts[field] = attribute;
  }
  return parts;
}

/** The key of an item as text. */
export function keyOfItem({ collection }: DynamoTable, item: Item): Record<string, string> {
  return Object.fromEntries(
    collection.primaryKey.map((field) => [field, keyAttributeText(item[field]) ?? '']),
  );
}

/** Whether an item is a row of this collection: no other claims it first. */
export function isRowOf(table: DynamoTable, item: Item): boolean {
  const claimant = table.claimantOf(item);
  return claimant.by === 'collection' && claimant.collection.name === table.collection.name;
}
