import { BlastRadiusError, type EraseBound, type EraseReceipt } from '../connector';
import { phasesOf } from '../relational/erase-phases';
import { assertBounds, type EraseOutcomeCounts, receiptOf } from '../relational/erase-receipt';
import { assertWithin } from '../relational/erase-task';
import { faultPlace } from '../relational/fault-place';
import { anonymiseRows, assertBlanked } from './anonymise-rows';
import { hooksOf } from './assert-erasable';
import { contentsOf, deleteRows, leftOf } from './delete-rows';
import type { EraseCall, EraseTask } from './erase-call';
import { assertNoDependants, assertNoReferences, type TaskRows } from './mysql-dependants';
import { withFaultPlace } from './mysql-errors';
import { rowsChanged } from './row-count';
import { contentCounts, placesOf, type RowPlace } from './row-key';
import { unreferencedRows } from './unreferenced-rows';

export interface EraseOutcome {
  readonly receipt: EraseReceipt;
  /** Tasks with rows that are still there because the database did not let them be deleted. */
  readonly heldBack: readonly EraseTask[];
}

interface Outcome extends EraseOutcomeCounts<RowPlace> {
  readonly blanked?: readonly RowPlace[];
}

/** What became of each task so far, and how many rows may have changed by it. */
interface Progress {
  readonly outcomes: Map<EraseTask, Outcome>;
  changes: number;
}

/**
 * Carries out the instructions in the caller's transaction, in the order of the database's own foreign keys.
 * Throws before the commit when anything else would change: it asks beforehand which rows point at those of
 * the call, and afterwards how many rows the transaction has changed in all.
 */
export async function eraseInTransaction(
  call: EraseCall,
  bounds: readonly EraseBound[] = [],
): Promise<EraseOutcome> {
  const progress: Progress = { outcomes: new Map(), changes: 0 };
  for (const { action, tasks } of phasesOf(call)) {
    if (action === 'erase') await erase(call, tasks, progress);
    else for (const task of tasks) await anonymise(call, task, progress);
  }
  for (const [task, outcome] of progress.outcomes) await assertStayedBlank(call, task, outcome);
  await assertCounted(call, progress);
  const collections = call.tasks.map((task) => receiptOf(task, progress.outcomes.get(task)));
  assertBounds(collections, bounds);
  const heldBack = [...progress.outcomes].flatMap(([task, { unmoved }]) => (unmoved > 0 ? [task] : []));
  return { receipt: { collections }, heldBack };
}

/** Locks the rows of a task. Throws {@link BlastRadiusError} when they are more than were approved. */
async function lockRows({ run }: EraseCall, task: EraseTask): Promise<RowPlace[]> {
  const places = await placesOf(run, task.table, task.keys, true);
  assertWithin(task, places);
  return places;
}

async function anonymise(call: EraseCall, task: EraseTask, progress: Progress): Promise<void> {
  await withFaultPlace(faultPlace(task.table.collection), async () => {
    const present = await lockRows(call, task);
    const free = await unreferencedRows(call, task, { places: present, gone: new Map() });
    await assertNoReferences(call, task, free);
    const changed = await anonymiseRows(call.run, blankingOf(task), free);
    const kept = present.length - free.length;
    progress.outcomes.set(task, { present, changed, kept, unmoved: 0, blanked: free });
    progress.changes += changed;
  });
}

/** Last of all, after triggers of other tables. */
async function assertStayedBlank(call: EraseCall, task: EraseTask, { blanked = [] }: Outcome): Promise<void> {
  await withFaultPlace(faultPlace(task.table.collection), () =>
    assertBlanked(call.run, blankingOf(task), blanked),
  );
}

function blankingOf({ table, instruction }: EraseTask) {
  return { table, blank: instruction.blank ?? {} };
}

async function erase(call: EraseCall, tasks: readonly EraseTask[], progress: Progress): Promise<void> {
  const present = new Map<EraseTask, readonly RowPlace[]>();
  const targets = new Map<EraseTask, readonly RowPlace[]>();
  for (const task of tasks) {
    await withFaultPlace(faultPlace(task.table.collection), async () => {
      const places = await lockRows(call, task);
      present.set(task, places);
      targets.set(task, await unreferencedRows(call, task, { places, gone: targets }));
    });
  }
  const blanked = call.tasks.filter(({ instruction }) => instruction.action === 'anonymise');
  const changed = new Map<EraseTask, readonly RowPlace[]>();
  for (const task of blanked) changed.set(task, await lockRows(call, task));
  await assertNoDependants(call, targets, changed);
  const before = await contentsBefore(call, targets);
  progress.changes += await deleteRows(call, targets);
  progress.changes += await loosenedBy(call, targets, changed);
  for (const [task, places] of targets) {
    await assertContentsLeft(call, task, places, before.get(task));
    const unmoved = (await leftOf(call, task, places)).length;
    const there = present.get(task) ?? [];
    progress.outcomes.set(task, {
      present: there,
      changed: places.length - unmoved,
      kept: there.length - places.length,
      unmoved,
    });
    progress.changes += places.length;
  }
}

/** Rows that are blanked lose the reference to an erased one: each once for each such foreign key. */
async function loosenedBy({ rules }: EraseCall, erased: TaskRows, changed: TaskRows): Promise<number> {
  const gone = [...erased].filter(([, places]) => places.length > 0).map(([task]) => task.table.oid);
  const keys = rules.pointingAt(gone).filter(({ onDelete }) => onDelete === 'n' || onDelete === 'd');
  return [...changed].reduce(
    (sum, [task, places]) => sum + places.length * keys.filter(({ from }) => from === task.table.oid).length,
    0,
  );
}

async function contentsBefore({ run }: EraseCall, targets: TaskRows) {
  const counts = new Map<EraseTask, Map<string, number>>();
  for (const [task, places] of targets) {
    const hashes = [...contentsOf(places).keys()];
    if (hashes.length > 0) counts.set(task, await contentCounts(run, task.table, hashes));
  }
  return counts;
}

/** Of rows that are the same, exactly as many are gone as were approved. */
async function assertContentsLeft(
  { run }: EraseCall,
  { table }: EraseTask,
  places: readonly RowPlace[],
  before: ReadonlyMap<string, number> | undefined,
): Promise<void> {
  if (before === undefined) return;
  const after = await contentCounts(run, table, [...before.keys()]);
  for (const [hash, times] of contentsOf(places))
    if ((after.get(hash) ?? 0) !== (before.get(hash) ?? 0) - times)
      throw new BlastRadiusError(`${table.collection.name}: more rows would go than were approved`, {
        ...faultPlace(table.collection),
        code: 'counted',
      });
}

/**
 * Throws {@link BlastRadiusError} when the transaction changed more rows than it was told to. Where the map
 * says that triggers write something, the sum says nothing.
 */
async function assertCounted(call: EraseCall, { changes }: Progress): Promise<void> {
  if (!call.counts || hooksOf(call.tasks, call.rules).length > 0) return;
  const changed = await rowsChanged(call.run);
  if (changed <= changes) return;
  throw new BlastRadiusError(
    `the database itself (a cascade or a trigger) changed ${changed - changes} rows that nobody approved`,
    { ...faultPlaceOf(call), code: 'counted' },
  );
}

function faultPlaceOf({ tasks: [first] }: EraseCall) {
  return first ? faultPlace(first.table.collection) : {};
}
