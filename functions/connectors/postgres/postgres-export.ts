import type { StoreMap } from '../../domain/data-map';
import type { RowRef, RowToCopy } from '../../domain/finding';
import { setField } from '../../domain/set-field';
import { type ExportedRecord, type FieldValue, StoreShapeError, StoreUnavailableError } from '../connector';
import { keyValues, mappedCollection } from '../mapped-collection';
import { vectorValue } from '../vector-value';
import { type ExportStatement, exportStatement, type NamedRows } from './export-statement';
import type { Reading } from './locate-page';
import { factText } from './located-row';
import { faultPlace } from './postgres-catalogue';
import { withFaultPlace } from './postgres-errors';
import type { RawResult, RunSql } from './postgres-session';
import { postgresValue } from './postgres-value';
import type { Table } from './relation';
import { placesOf, readContentMark } from './row-key';

/** Rows read in one go: enough to be quick. Wide rows are fewer, down to one. */
const BATCH_ROWS = 2_000;
const BATCH_BYTES = 1_000_000;

/**
 * The rows in the order given, a batch at a time. Each batch is a transaction of its own: none stays open
 * while the caller works. The next one is read meanwhile, unless rows are so wide that two batches would fill
 * the memory.
 */
export async function* exportRows(
  reading: Reading,
  store: StoreMap,
  rows: readonly RowToCopy[],
): AsyncGenerator<ExportedRecord> {
  const read = (from: number, most: number) => {
    const batch = readBatch(reading, store, batchOf(rows, from, most));
    // Nobody waits for it when the caller stops before.
    batch.catch(() => undefined);
    return batch;
  };
  let ahead = rows.length > 0 ? read(0, BATCH_ROWS) : undefined;
  let from = 0;
  while (ahead) {
    const { records, done, isWide } = await ahead;
    from += done;
    const next = () => (from < rows.length ? read(from, isWide ? 2 * done : BATCH_ROWS) : undefined);
    ahead = isWide ? undefined : next();
    // By itself: `yield*` would wait for each record twice.
    for (const record of records) yield record;
    ahead ??= next();
  }
}

/** Neighbours of the same collection that are named in the same way. */
function batchOf(rows: readonly RowToCopy[], from: number, most: number): readonly RowToCopy[] {
  const batch = rows.slice(from, from + Math.min(most, BATCH_ROWS));
  const [first] = batch;
  const byContent = first && isByContent(first);
  const end = batch.findIndex(
    (row) => row.collection !== first?.collection || isByContent(row) !== byContent,
  );
  return end < 0 ? batch : batch.slice(0, end);
}

function isByContent({ key }: RowRef): boolean {
  return readContentMark(Object.values(key)) !== undefined;
}

interface ReadBatch {
  readonly records: readonly ExportedRecord[];
  /** How many of the rows asked for were read, or are gone. */
  readonly done: number;
  /** It ended because of its bytes. */
  readonly isWide: boolean;
}

function readBatch(reading: Reading, store: StoreMap, batch: readonly RowToCopy[]): Promise<ReadBatch> {
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
      assertAsFound(
        table,
        found.map((index) => batch[index]),
        result,
        statement.columns,
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

function assertOneEach(table: Table, found: readonly number[]): void {
  if (new Set(found).size === found.length) return;
  throw new StoreShapeError(`a key of ${table.collection.name} names two rows`, {
    ...faultPlace(table.collection),
    code: 'key-not-unique',
  });
}

/**
 * A row may be somebody else's by now. It is neither copied nor left out: the search has to be made again.
 */
function assertAsFound(
  { collection }: Table,
  refs: readonly (RowToCopy | undefined)[],
  { columns, rows }: RawResult,
  names: readonly string[],
): void {
  const held = (row: RawResult['rows'][number], field: string) => {
    const at = names.indexOf(field) + 2;
    return at < 2 ? undefined : factText(row[at], columns[at]?.type ?? 0);
  };
  for (const [at, row] of rows.entries()) {
    const foundBy = refs[at]?.foundBy;
    if (foundBy === undefined) continue;
    for (const field of Object.keys(foundBy)) {
      if (held(row, field) === foundBy[field]) continue;
      throw new StoreUnavailableError(`a row of ${collection.name} has changed since it was found`, {
        ...faultPlace(collection),
        field,
        code: 'changed-since-found',
      });
    }
  }
}

/** The last columns are those of tables that inherit: only rows of such a table have them. */
function toRecords(
  refs: readonly (RowRef | undefined)[],
  { columns, rows }: RawResult,
  { columns: names, extras, vectors }: Pick<ExportStatement, 'columns' | 'extras' | 'vectors'>,
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
      if (value === null && at >= ownColumns) continue;
      const name = names[at] ?? '';
      const isVector = value !== null && vectors.has(name);
      setField(
        values,
        name,
        isVector ? vectorValue(value, vectors.get(name)) : postgresValue(value, types[at] ?? 0),
      );
    }
    records.push({ collection: ref.collection, key: ref.key, values });
  }
  return records;
}
