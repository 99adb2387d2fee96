import type { CorrectReceipt, RowCorrection } from '../../domain/correction';
import type { Search } from '../../domain/finding';
import { type OptOutReceipt, StoreError, StoreRefusedError, StoreUnavailableError } from '../connector';
import { assertCorrectable } from '../correctable-fields';
import { keyValues, mappedCollection, searchesByCollection } from '../mapped-collection';
import { optOutValues } from '../opt-out-values';
import { type Cell, cellText } from './cell';
import { assertNotReferredTo } from './dependent-rows';
import { assertTriggersAllowed } from './erase-triggers';
import { holdsAll, readAgain, type Written, writeFields } from './field-write';
import { rowAt } from './key-place';
import type { Table } from './relation';
import { distinct, type FoundRow, finderOf, type Reading, readRows } from './row-search';
import { columnOf } from './sqlite-catalogue';
import { faultPlace } from './sqlite-place';

/** Sets what the map flags for a right on every row found. */
export function optOutRows(reading: Reading, searches: readonly Search[], right: string): OptOutReceipt {
  const receipt = { found: 0, changed: 0 };
  for (const { collection, conditions } of searchesByCollection(reading.store, searches)) {
    const values = optOutValues(collection, right);
    if (values === undefined) continue;
    const table = reading.catalogue.table(collection);
    const finder = finderOf(table, conditions);
    const columns = distinct([
      ...table.key,
      ...finder.columns,
      ...Object.keys(values).map((field) => columnOf(table, field)),
    ]);
    const rows = [...readRows(reading, table, { columns, where: finder.where, values: finder.values })];
    for (const row of rows.filter((one) => finder.finds(one))) {
      receipt.found += 1;
      if (holdsAll(table, row, values)) continue;
      assertChangesOnly(reading, table, row, Object.keys(values));
      writeAndCheck(reading, table, row, values);
      receipt.changed += 1;
    }
  }
  return receipt;
}

/** @throws StoreRefusedError when the row does not hold afterwards what was written into it. */
export function writeAndCheck(
  reading: Reading,
  table: Table,
  row: FoundRow,
  values: Readonly<Record<string, Written>>,
  code = 'value-undone',
): void {
  writeFields(reading, table, row, values);
  const columns = Object.keys(values).map((field) => columnOf(table, field));
  const now = readAgain(reading, table, row, columns);
  if (now && holdsAll(table, now, values)) return;
  throw new StoreRefusedError(
    `${table.collection.name}: the row does not hold what was written: the column keeps another value, or a trigger undid it`,
    { ...faultPlace(table.collection), code },
  );
}

/** @throws StoreRefusedError where the database would change other rows by what is written into this one. */
function assertChangesOnly(reading: Reading, table: Table, row: FoundRow, fields: readonly string[]): void {
  const { name: collection } = table.collection;
  const instruction = { collection, action: 'anonymise', keys: [], atMost: 0 } as const;
  assertTriggersAllowed(reading.catalogue, [{ table, instruction }]);
  assertNotReferredTo(reading, table, row, fields);
}

/** One row, in a transaction of its own. What the database has against it is the answer on that row. */
export async function correctRow(
  transact: <T>(work: (reading: Reading) => T) => Promise<T>,
  correction: RowCorrection,
  look: boolean,
): Promise<CorrectReceipt['rows'][number]> {
  try {
    return await transact((reading) => corrected(reading, correction, look));
  } catch (error) {
    if (!(error instanceof StoreError) || error instanceof StoreUnavailableError) throw error;
    const { code, constraint } = error.place;
    return { state: 'refused', ...(code ? { code } : {}), ...(constraint ? { constraint } : {}) };
  }
}

function corrected(
  reading: Reading,
  { collection, key, changes }: RowCorrection,
  look: boolean,
): CorrectReceipt['rows'][number] {
  const table = reading.catalogue.table(mappedCollection(reading.store, collection));
  const columns = changes.map(({ field }) => columnOf(table, field));
  const row = rowAt(reading, table, keyValues(table.collection, key), columns);
  if (row === undefined) return { state: 'gone' };
  const holdsSide = (side: 'from' | 'to') =>
    changes.every((change) => {
      const cell: Cell = row.cells.get(change.field) ?? { type: 'null' };
      return (
        cell.type !== 'garbled' && (cellText(cell, columnOf(table, change.field)) ?? null) === change[side]
      );
    });
  if (holdsSide('to')) return { state: 'already' };
  if (!holdsSide('from')) return { state: 'changed' };
  if (look) return { state: 'open' };
  assertChangesOnly(
    reading,
    table,
    row,
    changes.map(({ field }) => field),
  );
  writeAndCheck(reading, table, row, Object.fromEntries(changes.map(({ field, to }) => [field, to])));
  return { state: 'done' };
}

export function assertAllCorrectable(store: Reading['store'], corrections: readonly RowCorrection[]): void {
  for (const one of corrections) assertCorrectable(mappedCollection(store, one.collection), one);
}
