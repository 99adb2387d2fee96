import type { EraseInstruction } from '../../domain/erase-instruction';
import type { RowRef } from '../../domain/finding';
import { BlastRadiusError, type EraseBound } from '../connector';
import { distinctKeys, mappedCollection } from '../mapped-collection';
import { rowAt } from './key-place';
import type { Table } from './relation';
import { assertBlanks, type Blanks } from './row-blanks';
import { distinct, type FoundRow, keyOf, type Reading } from './row-search';
import { columnOf } from './sqlite-catalogue';
import { referrersOf } from './sqlite-locate';
import { faultPlace } from './sqlite-place';

/** One instruction with the rows that are there, before anything is changed. */
export interface EraseTask {
  readonly table: Table;
  readonly instruction: EraseInstruction;
  /** Fields to be overwritten; none where rows are deleted. */
  readonly blank: Blanks;
  readonly asked: number;
  readonly rows: readonly FoundRow[];
}

export function eraseTask(reading: Reading, instruction: EraseInstruction): EraseTask {
  const table = reading.catalogue.table(mappedCollection(reading.store, instruction.collection));
  const blank = instruction.action === 'anonymise' ? (instruction.blank ?? {}) : {};
  if (instruction.action === 'anonymise') assertBlanks(table, blank);
  const keys = distinctKeys(table.collection, instruction.keys);
  const columns = distinct([
    ...Object.keys(blank).map((field) => columnOf(table, field)),
    ...(instruction.unlessReferencedBy ?? []).map(({ ownField }) => columnOf(table, ownField)),
  ]);
  const rows = keys.flatMap((key) => rowAt(reading, table, key, columns) ?? []);
  if (rows.length > instruction.atMost)
    throw beyondApproval(table, `${rows.length} rows would change, ${instruction.atMost} were approved`);
  return { table, instruction, blank, asked: keys.length, rows };
}

/** @throws BlastRadiusError when a call asks for more rows of a collection than were approved in all. */
export function assertWithin(tasks: readonly EraseTask[], bounds: readonly EraseBound[]): void {
  for (const { table } of tasks) {
    const { name } = table.collection;
    const asked = tasks.reduce((sum, one) => sum + (one.table.collection.name === name ? one.asked : 0), 0);
    const approved = bounds.find(({ collection }) => collection === name)?.rows ?? 0;
    if (asked > approved) throw beyondApproval(table, `${asked} rows, ${approved} were approved`);
  }
}

function beyondApproval(table: Table, words: string): BlastRadiusError {
  return new BlastRadiusError(`${table.collection.name}: ${words}`, faultPlace(table.collection));
}

/** A row by its table and key. */
export type RowName = string;

export function rowName(table: Table, row: FoundRow): RowName {
  return nameOf(table.name, keyOf(table, row));
}

function nameOf(table: string, key: RowRef['key']): RowName {
  return JSON.stringify([table, ...Object.entries(key).sort().flat()]);
}

/**
 * Rows that are to be deleted, without shared ones to which a row refers that stays. The instructions come
 * dependents first, so that a row that is kept is seen by those to which it refers.
 */
export function approvedDeletions(reading: Reading, tasks: readonly EraseTask[]): Map<EraseTask, FoundRow[]> {
  const deletions = tasks.filter(({ instruction }) => instruction.action === 'erase');
  const going = new Set(deletions.flatMap(({ table, rows }) => rows.map((row) => rowName(table, row))));
  const approved = new Map<EraseTask, FoundRow[]>();
  for (const task of deletions) {
    const { table, rows, instruction } = task;
    const kept = rows.filter((row) =>
      referrersOf(reading, table, row, instruction.unlessReferencedBy ?? []).some(
        ({ collection, key }) => !going.has(nameIn(reading, collection, key)),
      ),
    );
    for (const row of kept) going.delete(rowName(table, row));
    approved.set(
      task,
      rows.filter((row) => !kept.includes(row)),
    );
  }
  return approved;
}

function nameIn({ catalogue, store }: Reading, collection: string, key: RowRef['key']): RowName {
  return nameOf(catalogue.table(mappedCollection(store, collection)).name, key);
}
