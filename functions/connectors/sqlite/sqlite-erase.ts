import type { EraseInstruction } from '../../domain/erase-instruction';
import { type EraseBound, type EraseReceipt, StoreRefusedError } from '../connector';
import { assertNotReferredTo, dependentsOf, type Touched } from './dependent-rows';
import {
  approvedDeletions,
  assertWithin,
  type EraseTask,
  eraseTask,
  type RowName,
  rowName,
} from './erase-task';
import { assertTriggersAllowed } from './erase-triggers';
import { atRow } from './key-place';
import { isThere } from './read-back';
import type { Table } from './relation';
import { missingBlanks } from './row-blanks';
import { type FoundRow, type Reading, readRows } from './row-search';
import { quoted } from './sqlite-catalogue';
import { writeAndCheck } from './sqlite-change';
import { faultPlace } from './sqlite-place';

/** What an erasure did, and whether rows are still there because a trigger prevents their deletion. */
export interface Erased {
  readonly receipt: EraseReceipt;
  readonly heldBack: readonly Table[];
}

/**
 * Carries the instructions out in the transaction of the caller, which is undone if this throws. Values that
 * nothing refers to are blanked first, so that rows which stay lose their references; then rows are deleted,
 * dependents first; then the other values are blanked.
 */
export function eraseRows(
  reading: Reading,
  instructions: readonly EraseInstruction[],
  bounds?: readonly EraseBound[],
): Erased {
  const tasks = instructions.map((instruction) => eraseTask(reading, instruction));
  if (bounds) assertWithin(tasks, bounds);
  assertTriggersAllowed(reading.catalogue, tasks);
  reading.sql.rows('PRAGMA defer_foreign_keys = ON');
  const blankings = tasks.filter(({ instruction }) => instruction.action === 'anonymise');
  const later = blankings.filter((task) => isReferredTo(reading, task));
  const blanked = new Map<EraseTask, number>();
  for (const task of blankings) if (!later.includes(task)) blanked.set(task, blankRows(reading, task));
  const approved = approvedDeletions(reading, tasks);
  const gone = deleteRows(reading, approved, touchedBy(approved, blankings));
  for (const task of later) blanked.set(task, blankRows(reading, task));
  return {
    receipt: { collections: tasks.map((task) => counted(task, blanked.get(task), approved.get(task), gone)) },
    heldBack: [...approved]
      .filter(([{ table }, rows]) => rows.some((row) => !gone.has(rowName(table, row))))
      .map(([{ table }]) => table),
  };
}

/** Whether a foreign key refers to a field that is blanked. */
function isReferredTo({ catalogue }: Reading, { table, blank }: EraseTask): boolean {
  return catalogue
    .pointingAt(table.name)
    .some(({ columns }) => columns.some(({ theirs }) => theirs in blank));
}

function counted(
  { table, instruction, asked, rows }: EraseTask,
  blanked = 0,
  approved: readonly FoundRow[] = [],
  gone: ReadonlySet<RowName> = new Set(),
) {
  const { name } = table.collection;
  if (instruction.action === 'anonymise')
    return {
      collection: name,
      erased: 0,
      anonymised: blanked,
      alreadyAbsent: asked - blanked,
      keptShared: 0,
    };
  return {
    collection: name,
    erased: approved.filter((row) => gone.has(rowName(table, row))).length,
    anonymised: 0,
    alreadyAbsent: asked - rows.length,
    keptShared: rows.length - approved.length,
  };
}

function touchedBy(
  approved: ReadonlyMap<EraseTask, readonly FoundRow[]>,
  blankings: readonly EraseTask[],
): Touched {
  const all = [...[...approved].map(([task, rows]) => ({ ...task, rows })), ...blankings];
  return new Map(
    all.map(({ table }) => {
      const here = all.filter((one) => one.table.name === table.name);
      const named = (action: string) =>
        new Set(
          here
            .filter(({ instruction }) => instruction.action === action)
            .flatMap((one) => one.rows.map((row) => rowName(one.table, row))),
        );
      return [table.name, { table, deleted: named('erase'), blanked: named('anonymise') }];
    }),
  );
}

/** Returns the rows that are gone, whether deleted here or by a cascade from another of them. */
function deleteRows(
  reading: Reading,
  approved: ReadonlyMap<EraseTask, readonly FoundRow[]>,
  touched: Touched,
): Set<RowName> {
  const rows = new Map<RowName, { table: Table; row: FoundRow }>();
  for (const [{ table }, here] of approved)
    for (const row of here) rows.set(rowName(table, row), { table, row });
  const before = new Map(
    [...rows].map(([name, { table, row }]) => [name, dependentsOf(reading, touched, table, row)]),
  );
  const gone = new Set<RowName>();
  for (const name of dependentsFirst(before)) {
    const found = rows.get(name);
    if (found && deleteRow(reading, found.table, found.row)) gone.add(name);
  }
  return gone;
}

/** Each row after those that refer to it, as far as they do not do so in a circle. */
function dependentsFirst(before: ReadonlyMap<RowName, readonly RowName[]>): RowName[] {
  const ordered = new Set<RowName>();
  const opened = new Set<RowName>();
  const open = [...before.keys()].reverse();
  for (let name = open.at(-1); name !== undefined; name = open.at(-1)) {
    const waits = opened.has(name) ? [] : (before.get(name) ?? []).filter((one) => !opened.has(one));
    opened.add(name);
    if (waits.length > 0) open.push(...waits);
    else ordered.add(open.pop() as RowName);
  }
  return [...ordered];
}

function deleteRow(reading: Reading, table: Table, row: FoundRow): boolean {
  const { where, values } = atRow(table, row);
  if (reading.sql.change(`DELETE FROM main.${quoted(table.name)} WHERE ${where}`, values) > 0) return true;
  const [left] = readRows(reading, table, { columns: [], where, values });
  return left === undefined && !isThere(reading, table, row);
}

function blankRows(reading: Reading, { table, rows, blank }: EraseTask): number {
  const now = String(reading.sql.rows("SELECT datetime('now') AS now")[0]?.now);
  let changed = 0;
  for (const row of rows) {
    const missing = missingBlanks(table, row, blank, now);
    if (Object.keys(missing).length === 0) continue;
    assertNotReferredTo(reading, table, row, Object.keys(missing));
    writeAndCheck(reading, table, row, missing, 'blank-undone');
    changed += 1;
  }
  return changed;
}

/** @throws StoreRefusedError when a trigger prevents a deletion: the erasure would not erase. */
export function assertNoneHeldBack({ heldBack: [table] }: Erased): void {
  if (table === undefined) return;
  throw new StoreRefusedError(`${table.collection.name}: a trigger prevents rows from being deleted`, {
    ...faultPlace(table.collection),
    code: 'held-back',
  });
}
