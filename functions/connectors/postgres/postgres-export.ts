import type { StoreMap } from '../../domain/data-map';
import type { RowRef } from '../../domain/finding';
import { type ExportedRecord, type FieldValue, StoreShapeError } from '../connector';
import { keyValues, mappedCollection } from '../mapped-collection';
import { Catalogue, faultPlace, qualifiedName, quoteIdentifier } from './postgres-catalogue';
import { BoundValues } from './postgres-condition';
import { withFaultPlace } from './postgres-errors';
import type { PostgresSession, RawResult, RunSql } from './postgres-session';
import { postgresValue } from './postgres-value';
import type { Column, Table } from './relation';
import { atPlaces, placesOf, type RowPlace } from './row-key';
import { extraColumns } from './unmapped-columns';

/** Rows read in one go: enough to be quick, few enough that wide rows stay small in memory. */
const BATCH_ROWS = 100;

/**
 * The rows in the order given, a batch at a time. Each batch is a transaction of its own: none stays open
 * while the caller works. The catalogue is read with the first.
 */
export async function* exportRows(
  session: PostgresSession,
  store: StoreMap,
  rows: readonly RowRef[],
): AsyncGenerator<ExportedRecord> {
  let catalogue: Catalogue | undefined;
  for (const batch of batches(rows)) {
    const collection = mappedCollection(store, batch[0]?.collection ?? '');
    yield* await session.read((run) =>
      withFaultPlace(faultPlace(collection), async () => {
        catalogue ??= await Catalogue.read(run, store);
        const table = catalogue.table(collection);
        const keys = batch.map((row) => keyValues(table.collection, row.key));
        return readBatch(run, table, { batch, places: await placesOf(run, table, keys) });
      }),
    );
  }
}

interface Batch {
  readonly batch: readonly RowRef[];
  readonly places: readonly RowPlace[];
}

async function readBatch(run: RunSql, table: Table, { batch, places }: Batch): Promise<ExportedRecord[]> {
  if (new Set(places.map(({ key }) => key)).size !== places.length)
    throw new StoreShapeError(`a key of ${table.collection.name} names two rows`, {
      ...faultPlace(table.collection),
      code: 'key-not-unique',
    });
  const ordered = [...places].sort((a, b) => a.key - b.key);
  const bound = new BoundValues();
  const at = atPlaces(ordered, bound);
  const extra = table.heirs.map((heir, index) => {
    const own = extraColumns(table, heir);
    return { heir, alias: `x${index}`, columns: heir.columns.filter(({ name }) => own.includes(name)) };
  });
  const joins = extra.map(
    ({ heir, alias }) =>
      `LEFT JOIN ONLY ${qualifiedName(heir)} ${alias} ON ${alias}.ctid = t.ctid AND t.tableoid = '${Number(heir.oid)}'::oid`,
  );
  const columns = [
    ...shown('t', table.columns),
    ...extra.flatMap(({ alias, columns }) => shown(alias, columns)),
  ];
  const sql = `SELECT p.place, ${columns.join(', ')} FROM ${at.from} JOIN ${table.name} t ON ${at.is('t')}
    ${joins.join(' ')} ORDER BY p.place`;
  const refs = ordered.map(({ key }) => batch[key]);
  return toRecords(refs, await run(sql, bound.values), extra.flatMap((one) => one.columns).length);
}

/** Neighbours of the same collection, at most a batch of them. */
function* batches(rows: readonly RowRef[]): Generator<readonly RowRef[]> {
  let start = 0;
  for (let end = 1; end <= rows.length; end += 1) {
    const full = end - start === BATCH_ROWS;
    if (full || rows[end]?.collection !== rows[start]?.collection) {
      yield rows.slice(start, end);
      start = end;
    }
  }
}

/** Arrays and composites as JSON, everything else as it is. */
function shown(alias: string, columns: readonly Column[]): string[] {
  return columns.map(({ name, category }) => {
    const column = `${alias}.${quoteIdentifier(name)}`;
    return category === 'A' || category === 'C' ? `to_json(${column}) AS ${quoteIdentifier(name)}` : column;
  });
}

/** The last columns are those of tables that inherit: only rows of such a table have them. */
function toRecords(
  refs: readonly (RowRef | undefined)[],
  { columns, rows }: RawResult,
  extras: number,
): ExportedRecord[] {
  return rows.flatMap(([place, ...values]) => {
    const ref = refs[Number(place) - 1];
    const named = values.flatMap((value, index): [string, FieldValue][] => {
      const column = columns[index + 1];
      const absent = value === null && index >= values.length - extras;
      return absent ? [] : [[column?.name ?? '', postgresValue(value, column?.type ?? 0)]];
    });
    return ref === undefined ? [] : [{ ...ref, values: Object.fromEntries(named) }];
  });
}
