import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { CollectionMap } from '../../domain/data-map';
import { defined } from '../../domain/defined';
import { type KeyPair, pairsOf } from '../../domain/table-place';
import { unreadReason } from '../unread-reason';
import { callDynamoDb } from './dynamodb-failure';
import type { DynamoTable, TableDescriptions } from './dynamodb-table';

/**
 * Asks every table and index for a key that need not exist: a permission that is missing must not pass for
 * absence. Of one that cannot be used a search says so; where none can, the store is not what the map
 * describes, and the first error is thrown.
 */
export async function probeDynamoDbTables(book: TableDescriptions): Promise<void> {
  const asked = new Map<string, Promise<void>>();
  const faults: unknown[] = [];
  for (const collection of book.store.collections) {
    try {
      await probeCollection(book, collection, asked);
    } catch (error) {
      if (!unreadReason(error)) throw error;
      faults.push(error);
    }
  }
  if (faults.length > 0 && faults.length === book.store.collections.length) throw faults[0];
}

async function probeCollection(
  book: TableDescriptions,
  { name }: CollectionMap,
  asked: Map<string, Promise<void>>,
): Promise<void> {
  const table = await book.of(name);
  for (const pair of pairsOf(table.place)) {
    const question = JSON.stringify([table.name, pair.index]);
    const answer = asked.get(question) ?? probePair(book, table, pair);
    asked.set(question, answer);
    await answer;
  }
}

async function probePair(
  book: TableDescriptions,
  table: DynamoTable,
  { index, hash }: KeyPair,
): Promise<void> {
  const value = table.keyTypes.get(hash.attribute) === 'N' ? { N: '0' } : { S: 'probe' };
  await callDynamoDb({ table: table.name, collection: table.collection.name }, () =>
    book.client.send(
      new QueryCommand({
        TableName: table.name,
        ...defined({ IndexName: index }),
        KeyConditionExpression: '#field = :value',
        ExpressionAttributeNames: { '#field': hash.attribute },
        ExpressionAttributeValues: { ':value': value },
        Limit: 1,
      }),
    ),
  );
}
