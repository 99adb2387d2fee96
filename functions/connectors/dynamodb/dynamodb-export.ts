import type { RowToCopy } from '../../domain/finding';
import { type ExportedRecord, StoreUnavailableError } from '../connector';
import { groupBy } from '../group-by';
import { keyValues } from '../mapped-collection';
import { getItems, MAX_KEYS_PER_GET } from './dynamodb-read';
import { type DynamoTable, isRowOf, keyOfItem, type TableDescriptions } from './dynamodb-table';
import type { Item } from './dynamodb-value';
import { itemText, itemValues } from './item-claimant';

/** Items by their keys, each read once and consistently, as many at a time as one call of DynamoDB takes. */
export async function* exportItems(
  book: TableDescriptions,
  rows: readonly RowToCopy[],
): AsyncGenerator<ExportedRecord> {
  for (let start = 0; start < rows.length; start += MAX_KEYS_PER_GET) {
    const batch = rows.slice(start, start + MAX_KEYS_PER_GET);
    const records = new Map<string, ExportedRecord>();
    for (const [name, asked] of groupBy(batch, (row) => row.collection)) {
      const table = await book.of(name);
      for (const record of await recordsOf(book, table, asked)) records.set(nameOf(table, record), record);
    }
    for (const row of batch) {
      const record = records.get(nameOf(await book.of(row.collection), row));
      if (record) yield record;
    }
  }
}

async function recordsOf(
  { client }: TableDescriptions,
  table: DynamoTable,
  asked: readonly RowToCopy[],
): Promise<ExportedRecord[]> {
  const foundBy = new Map(asked.map((row) => [nameOf(table, row), row.foundBy ?? {}]));
  const items = await getItems(
    client,
    table,
    asked.map(({ key }) => key),
  );
  return items
    .filter((item) => isRowOf(table, item))
    .map((item) => {
      const ref = { collection: table.collection.name, key: keyOfItem(table, item) };
      assertAsFound(table, item, foundBy.get(nameOf(table, ref)) ?? {});
      return { ...ref, values: itemValues(table.collection, table.place, item) };
    });
}

/**
 * An index may have shown an item that is somebody else's by now. It is neither copied nor left out: the
 * search has to be made again.
 */
function assertAsFound(
  { collection, place }: DynamoTable,
  item: Item,
  foundBy: Readonly<Record<string, string>>,
): void {
  const field = Object.keys(foundBy).find((name) => itemText(place, item, name) !== foundBy[name]);
  if (field === undefined) return;
  throw new StoreUnavailableError(`an item of ${collection.name} has changed since it was found`, {
    collection: collection.name,
    table: place.table,
    field,
    code: 'changed-since-found',
  });
}

function nameOf({ collection }: DynamoTable, { key }: Pick<RowToCopy, 'key'>): string {
  return JSON.stringify([collection.name, keyValues(collection, key)]);
}
