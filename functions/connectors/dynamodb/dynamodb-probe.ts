import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { KeyPair } from '../../domain/table-place';
import { pairsOf } from '../../domain/table-place';
import { dynamoCall } from './dynamodb-failure';
import type { DynamoTable, TableBook } from './dynamodb-table';

/** Asks every table and index for a key that need not exist: a permission that is missing must not pass for absence. */
export async function probeTables(book: TableBook): Promise<void> {
  const asked = new Set<string>();
  for (const { name } of book.store.collections) {
    const table = await book.of(name);
    for (const pair of pairsOf(table.place)) {
      const question = JSON.stringify([table.name, pair.index]);
      if (!asked.has(question)) await probePair(book, table, pair);
      asked.add(question);
    }
  }
}

async function probePair(book: TableBook, table: DynamoTable, { index, hash }: KeyPair): Promise<void> {
  const value = table.keyTypes.get(hash.attribute) === 'N' ? { N: '0' } : { S: 'probe' };
  await dynamoCall({ table: table.name, collection: table.collection.name }, () =>
    book.client.send(
      new QueryCommand({
        TableName: table.name,
        ...(index === undefined ? {} : { IndexName: index }),
        KeyConditionExpression: '#field = :value',
        ExpressionAttributeNames: { '#field': hash.attribute },
        ExpressionAttributeValues: { ':value': value },
        Limit: 1,
      }),
    ),
  );
}
