import type { StoreMap } from '../../domain/data-map';
import type { RowRef } from '../../domain/finding';
import type { ExportedRecord, FieldValue } from '../connector';
import { keyValues, mappedCollection } from '../mapped-collection';
import { Catalogue, quoted, type Table } from './postgres-catalogue';
import { BoundValues, keyEquals, keyTable } from './postgres-condition';
import type { PostgresSession, RawResult } from './postgres-session';
import { postgresValue } from './postgres-value';

/** Rows read in one go: enough to be quick, few enough that wide rows stay small in memory. */
const batchSize = 100;

/** The rows in the order given, a batch at a time. Each batch is a transaction of its own: none stays open while the caller works. */
export async function* exportRows(
  session: PostgresSession,
  store: StoreMap,
  rows: readonly RowRef[],
): AsyncGenerator<ExportedRecord> {
  for (const batch of batches(rows)) {
    const collection = mappedCollection(store, batch[0]?.collection ?? '');
    yield* await session.read(async (run) => {
      const table = (await Catalogue.read(run, store)).table(collection);
      const bound = new BoundValues();
      const keys = keyTable(
        table,
        batch.map((row) => keyValues(collection, row.key)),
        bound,
      );
      const sql = `SELECT k.place, ${columnsOf(table)} FROM ${keys} JOIN ${table.name} t ON ${keyEquals(table)} ORDER BY k.place`;
      return toRecords(batch, await run(sql, bound.values));
    });
  }
}

/** Neighbours of the same collection, at most a batch of them. */
function* batches(rows: readonly RowRef[]): Generator<readonly RowRef[]> {
  let start = 0;
  for (let end = 1; end <= rows.length; end += 1) {
    const full = end - start === batchSize;
    if (full || rows[end]?.collection !== rows[start]?.collection) {
      yield rows.slice(start, end);
      start = end;
    }
  }
}

/** Arrays and composites as JSON, everything else as it is. */
function columnsOf(table: Table): string {
  return table.columns
    .map(({ name, category }) => {
      const column = `t.${quoted(name)}`;
      return category === 'A' || category === 'C' ? `to_json(${column}) AS ${quoted(name)}` : column;
    })
    .join(', ');
}

function toRecords(batch: readonly RowRef[], { columns, rows }: RawResult): ExportedRecord[] {
  return rows.flatMap(([place, ...values]) => {
    const ref = batch[Number(place) - 1];
    const named = values.map((value, index): [string, FieldValue] => {
      const column = columns[index + 1];
      return [column?.name ?? '', postgresValue(value, column?.type ?? 0)];
    });
    return ref === undefined ? [] : [{ ...ref, values: Object.fromEntries(named) }];
  });
}
