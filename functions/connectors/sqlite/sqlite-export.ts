import type { RowToCopy } from '../../domain/finding';
import { setField } from '../../domain/set-field';
import type { ExportedRecord, FieldValue } from '../connector';
import { keyValues, mappedCollection } from '../mapped-collection';
import { cellValue } from './cell';
import { rowAt } from './key-place';
import type { Reading } from './row-search';

/** A batch ends after this many bytes of values, or rows. */
const BATCH_BYTES = 1_000_000;
const BATCH_ROWS = 200;

/**
 * Whole rows in batches, each in a snapshot of its own, so that nobody who writes waits for a slow reader.
 */
export async function* exportRows(
  read: <T>(work: (reading: Reading) => T) => Promise<T>,
  rows: readonly RowToCopy[],
): AsyncGenerator<ExportedRecord> {
  for (let at = 0; at < rows.length; ) {
    const { records, taken } = await read((reading) => readBatch(reading, rows, at));
    yield* records;
    at += taken;
  }
}

function readBatch(reading: Reading, rows: readonly RowToCopy[], start: number) {
  const records: ExportedRecord[] = [];
  let bytes = 0;
  let taken = 0;
  for (const row of rows.slice(start, start + BATCH_ROWS)) {
    if (bytes > BATCH_BYTES) break;
    taken += 1;
    const record = readRecord(reading, row);
    if (record === undefined) continue;
    records.push(record);
    bytes += Object.values(record.values).reduce<number>((sum, value) => sum + lengthOf(value), 0);
  }
  return { records, taken };
}

function lengthOf(value: FieldValue): number {
  return typeof value === 'string' ? value.length : 8;
}

function readRecord(reading: Reading, { collection, key }: RowToCopy): ExportedRecord | undefined {
  const table = reading.catalogue.table(mappedCollection(reading.store, collection));
  const row = rowAt(reading, table, keyValues(table.collection, key), table.columns);
  if (row === undefined) return undefined;
  const values: Record<string, FieldValue> = {};
  for (const column of table.columns)
    setField(values, column.name, cellValue(row.cells.get(column.name) ?? { type: 'null' }, column));
  return { collection, key, values };
}
