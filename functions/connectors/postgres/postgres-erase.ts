import type { EraseInstruction } from '../../domain/erase-instruction';
import type { EraseBound, EraseReceipt } from '../connector';
import { readContentMark } from '../relational/content-mark';
import { phasesOf } from '../relational/erase-phases';
import { assertBounds, type EraseOutcomeCounts, receiptOf } from '../relational/erase-receipt';
import { faultPlace } from '../relational/fault-place';
import { anonymiseRows, assertBlanked } from './anonymise-rows';
import { type AllowedChanges, assertCounted, readCounters } from './change-counters';
import { deleteRows } from './delete-rows';
import type { EraseCall, EraseTask } from './erase-call';
import { lockRows } from './lock-rows';
import { assertNoDependants, assertNoReferences } from './postgres-dependants';
import { withFaultPlace } from './postgres-errors';
import { postgresPlace } from './postgres-place';
import { placesOf, type RowPlace } from './row-key';
import { unreferencedRows } from './unreferenced-rows';

/**
 * Carries out the instructions in the caller's transaction, in the order of the database's own foreign keys.
 * Throws before the commit when anything else would change: it asks beforehand which rows point at those of
 * the call, and reads PostgreSQL's own counters afterwards.
 */
export async function eraseInTransaction(
  call: EraseCall,
  bounds: readonly EraseBound[] = [],
): Promise<EraseOutcome> {
  const before = await readCounters(call.run);
  const anonymised = new Map<EraseTask, Outcome>();
  const erased = new Map<EraseTask, Outcome>();
  for (const { action, tasks } of phasesOf(call)) {
    if (action === 'erase') for (const [task, outcome] of await erase(call, tasks)) erased.set(task, outcome);
    else for (const task of tasks) anonymised.set(task, await anonymise(call, task));
  }
  await call.run('SET CONSTRAINTS ALL IMMEDIATE');
  for (const [task, outcome] of anonymised) await assertStayedBlank(call, task, outcome);
  assertCounted(before, await readCounters(call.run), allowedIn(call, anonymised, erased));
  const collections = call.tasks.map((task) => receiptOf(task, anonymised.get(task) ?? erased.get(task)));
  assertBounds(collections, bounds);
  const heldBack = [...erased].flatMap(([task, { unmoved }]) => (unmoved > 0 ? [task] : []));
  return { receipt: { collections }, heldBack };
}

export interface EraseOutcome {
  readonly receipt: EraseReceipt;
  /** Tasks with rows that are still there because the database did not let them be deleted. */
  readonly heldBack: readonly EraseTask[];
}

interface Outcome extends EraseOutcomeCounts<RowPlace> {
  readonly blanked?: readonly RowPlace[];
}

function ofAction(call: EraseCall, action: EraseInstruction['action']): EraseTask[] {
  return call.tasks.filter(({ instruction }) => instruction.action === action);
}

async function anonymise(call: EraseCall, task: EraseTask): Promise<Outcome> {
  return withFaultPlace(faultPlace(task.table.collection), async () => {
    const present = await lockRows(call.run, task);
    const free = await unreferencedRows(call, task, { places: present, gone: [] });
    await assertNoReferences(call, task, free);
    const changed = await anonymiseRows(call.run, blankingOf(task), free, call.rules);
    return { present, changed, kept: present.length - free.length, unmoved: 0, blanked: free };
  });
}

/** By key, since a blanked row has moved to another place; and last of all, after deferred triggers. */
async function assertStayedBlank(call: EraseCall, task: EraseTask, { blanked = [] }: Outcome): Promise<void> {
  await withFaultPlace(faultPlace(task.table.collection), async () => {
    const keys = blanked.map(({ key }) => task.keys[key] ?? []);
    const now = keys.length > 0 ? await placesOf(call.run, task.table, keys) : [];
    await assertBlanked(call.run, blankingOf(task), now);
  });
}

function blankingOf({ table, instruction }: EraseTask) {
  return { table, blank: instruction.blank ?? {} };
}

async function erase(call: EraseCall, tasks: readonly EraseTask[]): Promise<Map<EraseTask, Outcome>> {
  const targets = new Map<EraseTask, { present: readonly RowPlace[]; places: readonly RowPlace[] }>();
  for (const task of tasks) {
    await withFaultPlace(faultPlace(task.table.collection), async () => {
      const present = await lockRows(call.run, task);
      const gone = [...targets.values()].flatMap(({ places }) => places);
      targets.set(task, { present, places: await unreferencedRows(call, task, { places: present, gone }) });
    });
  }
  const changed: RowPlace[] = [];
  for (const task of ofAction(call, 'anonymise')) changed.push(...(await lockRows(call.run, task)));
  const erased = [...targets.values()].flatMap(({ places }) => places);
  await assertNoDependants(call.run, call, { erased, changed });
  const left = await deleteRows(call, new Map([...targets].map(([task, { places }]) => [task, places])));
  return new Map(
    [...targets].map(([task, { present, places }]) => {
      const unmoved = left.get(task) ?? 0;
      const outcome = {
        present,
        changed: places.length - unmoved,
        kept: present.length - places.length,
        unmoved,
      };
      return [task, outcome];
    }),
  );
}

type Outcomes = ReadonlyMap<EraseTask, Outcome>;

/**
 * Updates: once by us, and once for each reference that an erased parent takes away; a row that a trigger
 * marks instead of deleting counts as updated. A marked row without a key is none that anybody could find
 * again, and would count as erased.
 */
function allowedIn(call: EraseCall, anonymised: Outcomes, erased: Outcomes): AllowedChanges {
  const gone = [...erased.values()].flatMap(({ present }) => present);
  const marked = [...erased].flatMap(([{ keys }, { present }]) =>
    present.filter(({ key }) => readContentMark(keys[key] ?? []) === undefined),
  );
  const changed = [...anonymised.values()].flatMap(({ present }) => present);
  const loosening = call.rules
    .pointingAt(new Set(gone.map(({ oid }) => oid)))
    .filter(({ onDelete }) => onDelete === 'n' || onDelete === 'd');
  const times = (oid: string) =>
    1 + loosening.filter(({ from }) => call.rules.withDescendants([from]).has(oid)).length;
  const deleted = tally(gone, () => 1);
  return {
    deleted,
    updated: sum(
      tally(marked, () => 1),
      tally(changed, times),
    ),
    free: new Set(call.tasks.flatMap(({ table }) => postgresPlace(table.collection).triggers_write ?? [])),
  };
}

function tally(places: readonly RowPlace[], worth: (oid: string) => number): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { oid } of places) counts.set(oid, (counts.get(oid) ?? 0) + worth(oid));
  return counts;
}

function sum(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): Map<string, number> {
  const all = new Map(a);
  for (const [key, value] of b) all.set(key, (all.get(key) ?? 0) + value);
  return all;
}
