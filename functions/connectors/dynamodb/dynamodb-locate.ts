import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import type { StoreMap } from '../../domain/data-map';
import type { LocatedRow, RowRef, Search } from '../../domain/finding';
import { type LocatedPage, StoreShapeError } from '../connector';
import { fieldText, isEmpty } from '../exact-json';
import { mappedCollection, searchesByCollection } from '../mapped-collection';
import { readCursor, writeCursor } from '../page-cursor';
import { queryTable } from './dynamodb-read';
import { type DynamoTable, describeDynamoTable, keyOfItem } from './dynamodb-table';
import { dynamoValue, type Item } from './dynamodb-value';

const pageSize = 200;
/** Questions that found nothing are skipped within one call, up to this many. */
const mostQuestions = 100;
const mostReferrers = 1_000;

/** "Items of `collection` in which `field` is `value`", and how the questions before it would have found the same item. */
interface SingleQuestion {
  readonly collection: string;
  readonly field: string;
  readonly value: string;
  readonly earlier: readonly { readonly field: string; readonly values: readonly string[] }[];
}

/** Keys of tables and indexes are text or numbers, so a place fits into JSON. */
const placeShape = z.object({
  question: z.number(),
  from: z.optional(z.record(z.string(), z.union([z.object({ S: z.string() }), z.object({ N: z.string() })]))),
});

interface Place {
  readonly question: number;
  readonly from?: Readonly<Record<string, AttributeValue>> | undefined;
}

/** One page: a query per value, value after value. An item that two questions find is given by the first. */
export async function locateItems(
  client: DynamoDBClient,
  store: StoreMap,
  { searches, cursor }: { searches: readonly Search[]; cursor: string | undefined },
): Promise<LocatedPage> {
  const questions = questionsOf(store, searches);
  const tables = new Map<string, DynamoTable>();
  let place: Place = cursor === undefined ? { question: 0 } : readCursor(cursor, placeShape);
  for (let asked = 0; asked < mostQuestions; asked += 1) {
    const question = questions[place.question];
    if (question === undefined) {
      return { rows: [], unmapped: [] };
    }
    const table =
      tables.get(question.collection) ??
      (await describeDynamoTable(client, mappedCollection(store, question.collection)));
    tables.set(question.collection, table);
    const page = await queryTable(client, table, { ...question, limit: pageSize, from: place.from });
    place = page.next ? { question: place.question, from: page.next } : { question: place.question + 1 };
    const items = page.items.filter((item) => !foundEarlier(item, question));
    if (items.length > 0) {
      const rows = await withReferrers(client, store, { table, items });
      return { rows, unmapped: unmappedIn(table, items), ...next(place, questions) };
    }
  }
  return { rows: [], unmapped: [], ...next(place, questions) };
}

function next(place: Place, questions: readonly SingleQuestion[]): { cursor?: string } {
  return place.question < questions.length ? { cursor: writeCursor(place) } : {};
}

function questionsOf(store: StoreMap, searches: readonly Search[]): SingleQuestion[] {
  return searchesByCollection(store, searches).flatMap(({ collection, conditions }) =>
    conditions.flatMap(({ field, values }, index) =>
      values.map((value) => ({
        collection: collection.name,
        field,
        value,
        earlier: conditions.slice(0, index),
      })),
    ),
  );
}

function foundEarlier(item: Item, { earlier }: SingleQuestion): boolean {
  return earlier.some(({ field, values }) => values.includes(fieldText(dynamoValue(item[field])) ?? ''));
}

function locatedRow(table: DynamoTable, item: Item): LocatedRow {
  const facts = table.collection.facts.flatMap((field) => {
    const text = fieldText(dynamoValue(item[field]));
    return text === undefined ? [] : [[field, text]];
  });
  return { collection: table.collection.name, key: keyOfItem(table, item), facts: Object.fromEntries(facts) };
}

function unmappedIn({ collection }: DynamoTable, items: readonly Item[]): LocatedPage['unmapped'] {
  const mapped = [...collection.fields.map((field) => field.name), ...collection.primaryKey];
  const held = items.flatMap((item) =>
    Object.keys(item).filter((field) => !isEmpty(dynamoValue(item[field]))),
  );
  return [...new Set(held)]
    .filter((field) => !mapped.includes(field))
    .map((field) => ({ collection: collection.name, field }));
}

async function withReferrers(
  client: DynamoDBClient,
  store: StoreMap,
  { table, items }: { table: DynamoTable; items: readonly Item[] },
): Promise<LocatedRow[]> {
  const rows = items.map((item) => locatedRow(table, item));
  if (table.collection.owner !== 'shared') {
    return rows;
  }
  const withThem: LocatedRow[] = [];
  for (const row of rows) {
    withThem.push({ ...row, referrers: await referrersOf(client, store, { table, row }) });
  }
  return withThem;
}

interface Referred {
  readonly table: DynamoTable;
  readonly row: LocatedRow;
  /** Other than those of the map. */
  readonly pointers?: DynamoTable['collection']['referencedBy'];
}

/** Rows of other collections that point at this one. Throws when no index can tell. */
export async function referrersOf(
  client: DynamoDBClient,
  store: StoreMap,
  { table, row, pointers = table.collection.referencedBy }: Referred,
): Promise<RowRef[]> {
  const referrers: RowRef[] = [];
  for (const pointer of pointers) {
    const value = row.facts[pointer.ownField] ?? row.key[pointer.ownField];
    if (value !== undefined) {
      const other = await describeDynamoTable(client, mappedCollection(store, pointer.collection));
      if (!other.ways.has(pointer.field)) {
        throw new StoreShapeError(
          `no index of ${pointer.collection} tells what points at ${table.collection.name}`,
        );
      }
      const { items } = await queryTable(client, other, {
        field: pointer.field,
        value,
        limit: mostReferrers,
      });
      referrers.push(
        ...items.map((item) => ({ collection: pointer.collection, key: keyOfItem(other, item) })),
      );
    }
  }
  return referrers;
}
