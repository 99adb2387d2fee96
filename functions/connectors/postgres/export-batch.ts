import type { StoreMap } from '../../domain/data-map';
import type { RowRef, RowToCopy } from '../../domain/finding';
import { setField } from '../../domain/set-field';
import type { ExportedRecord, FieldValue } from '../connector';
import { keyValues, mappedCollection } from '../mapped-collection';
import {
  assertAsFound,
  assertOneEach,
  BATCH_BYTES,
  isByContent,
  type ReadBatch,
} from '../relational/export-rows';
import { faultPlace } from '../relational/fault-place';
import type { Reading } from '../relational/locate-page';
import type { RawResult, RunSql } from '../relational/run-sql';
import { type ExportStatement, exportStatement, type NamedRows } from './export-statement';
import { withFaultPlace } from './postgres-errors';
import { factText } from './postgres-row-texts';
import { postgresValue } from './postgres-value';
import type { Relation, Table } from './relation';
import { placesOf } from './row-key';

/** One batch of rows, in a transaction of its own. */
export function readBatch(
  reading: Reading<Relation>,
  store: StoreMap,
  batch: readonly RowToCopy[],
): Promise<ReadBatch> {
  const collection = mappedCollection(store, batch[0]?.collection ?? '');
  return reading(({ run, catalogue }) =>
    withFaultPlace(faultPlace(collection), async () => {
      const table = catalogue.table(collection);
      const { named, indexOf } = await nameRows(run, table, batch);
      const statement = exportStatement(table, named, BATCH_BYTES);
      const result = await run(statement.sql, statement.values);
      const found = result.rows.map(([place]) => indexOf(Number(place)));
      assertOneEach(table, found);
      const isWide = result.rows.at(-1)?.[1] === 't';
      const held = (at: number, field: string) => {
        const column = statement.columns.indexOf(field) + 2;
        return column < 2
          ? undefined
          : factText(result.rows[at]?.[column], result.columns[column]?.type ?? 0);
      };
      assertAsFound(
        table,
        found.map((index) => batch[index]),
        held,
      );
      return {
        records: toRecords(
          found.map((index) => batch[index]),
          result,
          statement,
        ),
        done: isWide ? (found.at(-1) ?? 0) + 1 : batch.length,
        isWide,
      };
    }),
  );
}

/** `indexOf`: which of the batch the statement means by a number. */
async function nameRows(
  run: RunSql,
  table: Table,
  batch: readonly RowRef[],
): Promise<{ readonly named: NamedRows; readonly indexOf: (place: number) => number }> {
  const keys = batch.map((row) => keyValues(table.collection, row.key));
  const [first] = batch;
  if (!first || !isByContent(first)) return { named: { keys }, indexOf: (place) => place - 1 };
  const places = (await placesOf(run, table, keys)).sort((a, b) => a.key - b.key);
  return { named: { places }, indexOf: (place) => places[place - 1]?.key ?? -1 };
}

/** The last columns are those of tables that inherit: only rows of such a table have them. */
function toRecords(
  refs: readonly (RowRef | undefined)[],
  { columns, rows }: RawResult,
  { columns: names, extras }: Pick<ExportStatement, 'columns' | 'extras'>,
): ExportedRecord[] {
  const ownColumns = names.length - extras;
  const types = columns.slice(2).map(({ type }) => type);
  const records: ExportedRecord[] = [];
  for (const [index, row] of rows.entries()) {
    const ref = refs[index];
    if (ref === undefined) continue;
    const values: Record<string, FieldValue> = {};
    for (let at = 0; at < names.length; at += 1) {
      const value = row[at + 2] ?? null;
      if (value !== null || at < ownColumns)
        setField(values, names[at] ?? '', postgresValue(value, types[at] ?? 0));
    }
    records.push({ collection: ref.collection, key: ref.key, values });
  }
  return records;
}
