import type { StoreMap } from '../../domain/data-map';
import type { RowToCopy } from '../../domain/finding';
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
import type { RunSql } from '../relational/run-sql';
import { withFaultPlace } from './mysql-errors';
import { factText, mysqlValue } from './mysql-value';
import { type Column, isBinary, isText, type Relation, type Table } from './relation';
import { contentHashSql, keyJoin, lacksKey, placesOf, type RowPlace } from './row-key';
import { shownSql } from './shown-column';
import { BoundValues, columnSql } from './sql-text';

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
      const named = batch.map((row, key) => ({ key, values: keyValues(table.collection, row.key) }));
      const [first] = batch;
      return first && isByContent(first) ? byContent(run, table, batch) : byKey(run, table, batch, named);
    }),
  );
}

async function byKey(
  run: RunSql,
  table: Table,
  batch: readonly RowToCopy[],
  named: readonly RowPlace[],
): Promise<ReadBatch> {
  const sizes = await sizesOf(run, table, named);
  const { fitting, isWide } = whatFits(sizes);
  if (fitting.length === 0) return { records: [], done: batch.length, isWide: false };
  const bound = new BoundValues();
  const places = fitting.map((place) => named[place] as RowPlace);
  const shown = table.columns.map((column) => shownSql(column));
  const sql = `SELECT ${['p.place', ...shown].join(', ')} FROM ${keyJoin(table, places, bound)} ORDER BY p.place`;
  const { rows } = await run(sql, bound.values);
  const found = rows.map(([place]) => fitting[Number(place) - 1] ?? -1);
  assertOneEach(table, found);
  const refs = found.map((at) => batch[at]);
  assertAsFound(table, refs, (at, field) => heldText(table, rows[at]?.slice(1) ?? [], field));
  return {
    records: refs.flatMap((ref, at) => (ref ? [recordOf(table, ref, rows[at]?.slice(1) ?? [])] : [])),
    done: isWide ? (fitting.at(-1) ?? 0) + 1 : batch.length,
    isWide,
  };
}

interface Sized {
  /** Which of those named, from 0. */
  readonly at: number;
  readonly bytes: number;
}

/** Asked first, so that no wide row is read together with others; within one snapshot. */
async function sizesOf(run: RunSql, table: Table, named: readonly RowPlace[]): Promise<Sized[]> {
  const long = table.columns.filter((column) => isText(column) || isBinary(column) || column.base === 'json');
  const bytes = long.map((column) => `IFNULL(OCTET_LENGTH(${columnSql(column)}), 0)`);
  const bound = new BoundValues();
  const sql = `SELECT p.place, ${['20', ...bytes].join(' + ')} FROM ${keyJoin(table, named, bound)} ORDER BY p.place`;
  return (await run(sql, bound.values)).rows.map(([place, size]) => ({
    at: Number(place) - 1,
    bytes: Number(size),
  }));
}

/** Rows up to the one that reaches the limit. */
function whatFits(sizes: readonly Sized[]): { readonly fitting: number[]; readonly isWide: boolean } {
  const fitting: number[] = [];
  let sum = 0;
  for (const { at, bytes } of sizes) {
    fitting.push(at);
    sum += bytes;
    if (sum >= BATCH_BYTES) return { fitting, isWide: true };
  }
  return { fitting, isWide: false };
}

/** Rows of the same content are the same: each that is still there gives the record of any of them. */
async function byContent(run: RunSql, table: Table, batch: readonly RowToCopy[]): Promise<ReadBatch> {
  const places = await placesOf(
    run,
    table,
    batch.map((row) => keyValues(table.collection, row.key)),
  );
  const records: ExportedRecord[] = [];
  for (const { key, content = '' } of places) {
    const bound = new BoundValues();
    const shown = table.columns.map((column) => shownSql(column));
    const sql = `SELECT ${shown.join(', ')} FROM ${table.name} t
      WHERE ${lacksKey(table)} AND ${contentHashSql(table)} = ${bound.bind(content)} LIMIT 1`;
    const [row] = (await run(sql, bound.values)).rows;
    const ref = batch[key];
    if (!row || !ref) continue;
    assertAsFound(table, [ref], (_, field) => heldText(table, row, field));
    records.push(recordOf(table, ref, row));
  }
  return { records, done: batch.length, isWide: false };
}

type Row = readonly (string | null)[];

function heldText(table: Table, row: Row, field: string): string | undefined {
  const at = table.columns.findIndex(({ name }) => name === field);
  const column: Column | undefined = table.columns[at];
  return column && factText(row[at], column);
}

function recordOf(table: Table, { collection, key }: RowToCopy, row: Row): ExportedRecord {
  const values: Record<string, FieldValue> = {};
  for (const [at, column] of table.columns.entries())
    setField(values, column.name, mysqlValue(row[at] ?? null, column));
  return { collection, key, values };
}
