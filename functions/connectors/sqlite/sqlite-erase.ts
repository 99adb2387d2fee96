import type { EraseInstruction } from '../../domain/erase-instruction';
import { BlastRadiusError, type EraseBound, type EraseReceipt, StoreShapeError } from '../connector';
import { constantBlanks } from '../constant-blanks';
import { distinctKeys, mappedCollection } from '../mapped-collection';
import { holdsAll } from './field-write';
import { atRow, rowAt } from './key-place';
import type { Table } from './relation';
import { distinct, type FoundRow, type Reading } from './row-search';
import { columnOf, quoted } from './sqlite-catalogue';
import { writeAndCheck } from './sqlite-change';
import { referrersOf } from './sqlite-locate';
import { faultPlace } from './sqlite-place';

interface Task {
  readonly table: Table;
  readonly instruction: EraseInstruction;
  readonly asked: number;
  /** The rows that are there, before anything is changed. */
  readonly rows: readonly FoundRow[];
}

/** Carries the instructions out in the transaction of the caller, which is undone if this throws. */
export function eraseRows(
  reading: Reading,
  instructions: readonly EraseInstruction[],
  bounds?: readonly EraseBound[],
): EraseReceipt {
  const tasks = instructions.map((instruction) => taskOf(reading, instruction));
  if (bounds) assertWithin(tasks, bounds);
  return { collections: tasks.map((task) => carryOut(reading, task)) };
}

function taskOf(reading: Reading, instruction: EraseInstruction): Task {
  const table = reading.catalogue.table(mappedCollection(reading.store, instruction.collection));
  const keys = distinctKeys(table.collection, instruction.keys);
  const columns = distinct([
    ...Object.keys(blankOf(table, instruction)).map((field) => columnOf(table, field)),
    ...(instruction.unlessReferencedBy ?? []).map(({ ownField }) => columnOf(table, ownField)),
  ]);
  const rows = keys.flatMap((key) => rowAt(reading, table, key, columns) ?? []);
  if (rows.length > instruction.atMost)
    throw new BlastRadiusError(
      `${table.collection.name}: ${rows.length} rows would change`,
      faultPlace(table.collection),
    );
  return { table, instruction, asked: keys.length, rows };
}

function blankOf(table: Table, { action, blank = {} }: EraseInstruction) {
  if (action === 'erase') return {};
  const fields = Object.keys(blank);
  if (fields.length > 0 && !fields.some((field) => table.collection.primaryKey.includes(field)))
    return constantBlanks(blank);
  throw new StoreShapeError(
    `nothing in ${table.collection.name} can be overwritten as the map says`,
    faultPlace(table.collection),
  );
}

function assertWithin(tasks: readonly Task[], bounds: readonly EraseBound[]): void {
  for (const { table } of tasks) {
    const { name } = table.collection;
    const asked = tasks.reduce((sum, one) => sum + (one.table.collection.name === name ? one.asked : 0), 0);
    const approved = bounds.find(({ collection }) => collection === name)?.rows ?? 0;
    if (asked > approved)
      throw new BlastRadiusError(
        `${name}: ${asked} rows, ${approved} approved`,
        faultPlace(table.collection),
      );
  }
}

function carryOut(reading: Reading, { table, instruction, asked, rows }: Task) {
  const { action, unlessReferencedBy = [] } = instruction;
  const shared = rows.filter((row) => referrersOf(reading, table, row, unlessReferencedBy).length > 0);
  const free = rows.filter((row) => !shared.includes(row));
  const changed = free.filter((row) =>
    action === 'erase' ? deleteRow(reading, table, row) : blankRow(reading, table, row, instruction),
  ).length;
  return {
    collection: table.collection.name,
    erased: action === 'erase' ? changed : 0,
    anonymised: action === 'erase' ? 0 : changed,
    alreadyAbsent: asked - rows.length + free.length - changed,
    keptShared: shared.length,
  };
}

function deleteRow({ sql }: Reading, table: Table, row: FoundRow): boolean {
  const { where, values } = atRow(table, row);
  return sql.change(`DELETE FROM main.${quoted(table.name)} WHERE ${where}`, values) > 0;
}

function blankRow(reading: Reading, table: Table, row: FoundRow, instruction: EraseInstruction): boolean {
  const blank = blankOf(table, instruction);
  if (holdsAll(table, row, blank)) return false;
  writeAndCheck(reading, table, row, blank);
  return true;
}
