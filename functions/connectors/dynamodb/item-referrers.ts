import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { CollectionMap } from '../../domain/data-map';
import type { LocatedRow, RowRef } from '../../domain/finding';
import { keyRanges } from '../../domain/table-place';
import { unreadReason } from '../unread-reason';
import { type QueryPage, querySpot, type Trust } from './dynamodb-read';
import { type DynamoTable, isRowOf, keyOfItem, type TableDescriptions } from './dynamodb-table';
import { wayTo } from './item-queries';

export interface Referred {
  readonly row: Pick<LocatedRow, 'key' | 'facts'>;
  readonly pointers: CollectionMap['referencedBy'];
  readonly trust: Trust;
}

/** Rows of other collections that point at this one, page by page. */
export async function* referrersOf(
  book: TableDescriptions,
  { row, pointers, trust }: Referred,
): AsyncGenerator<RowRef> {
  for (const pointer of pointers) {
    const value = row.facts[pointer.ownField] ?? row.key[pointer.ownField];
    if (value !== undefined) yield* referrersBy(book, { pointer, value, trust });
  }
}

interface Pointed {
  readonly pointer: CollectionMap['referencedBy'][number];
  readonly value: string;
  readonly trust: Trust;
}

async function* referrersBy(
  book: TableDescriptions,
  { pointer: { collection, field }, value, trust }: Pointed,
): AsyncGenerator<RowRef> {
  try {
    const table = await book.of(collection);
    for await (const key of keysWith(book.client, table, { field, value, trust })) yield { collection, key };
  } catch (error) {
    if (!unreadReason(error)) throw error;
    // The items there cannot be read: one reference without a key stands in for all, so that the row is kept.
    yield { collection, key: {} };
  }
}

async function* keysWith(
  client: DynamoDBClient,
  table: DynamoTable,
  { field, value, trust }: { readonly field: string; readonly value: string; readonly trust: Trust },
): AsyncGenerator<RowRef['key']> {
  for (const spot of keyRanges(wayTo(table.collection, field), field, value)) {
    let from: QueryPage['next'];
    do {
      const page = await querySpot(client, table, { spot, from, trust });
      for (const item of page.items) if (isRowOf(table, item)) yield keyOfItem(table, item);
      from = page.next;
    } while (from !== undefined);
  }
}
