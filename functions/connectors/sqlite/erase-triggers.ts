import { StoreRefusedError } from '../connector';
import type { EraseTask } from './erase-task';
import { type Catalogue, isSameName } from './sqlite-catalogue';
import { faultPlace, sqlitePlace } from './sqlite-place';
import type { ChangeEvent, TableChange, Trigger } from './trigger-writes';

/** A trigger that would run, and a table that it writes; without one where its text cannot be understood. */
export interface TriggeredWrite {
  readonly trigger: Trigger;
  readonly table?: string;
}

/**
 * Every write of a trigger that such changes set off, one after another; without those that only write the
 * row which set them off, such as the time of its change.
 */
export function triggeredWrites(catalogue: Catalogue, changes: readonly TableChange[]): TriggeredWrite[] {
  const seen = new Map(changes.map((change) => [nameOf(change), change]));
  const found: TriggeredWrite[] = [];
  for (const change of seen.values()) {
    for (const next of followUps(catalogue, change)) {
      if (next.trigger && !isSameRow(catalogue, next.trigger, next.change))
        found.push({ trigger: next.trigger, ...(next.change ? { table: next.change.table } : {}) });
      if (next.change && !seen.has(nameOf(next.change))) seen.set(nameOf(next.change), next.change);
    }
  }
  return found;
}

interface FollowUp {
  readonly trigger?: Trigger;
  readonly change?: TableChange;
}

function followUps(catalogue: Catalogue, { table, event }: TableChange): FollowUp[] {
  const triggers = catalogue.triggers.filter((one) => isSameName(one.table, table) && one.event === event);
  const byTrigger = triggers.flatMap((trigger): FollowUp[] =>
    trigger.writes ? trigger.writes.map((change) => ({ trigger, change })) : [{ trigger }],
  );
  return [...byTrigger, ...byForeignKeys(catalogue, table, event)];
}

function byForeignKeys(catalogue: Catalogue, table: string, event: ChangeEvent): FollowUp[] {
  return catalogue.pointingAt(table).flatMap((key): FollowUp[] => {
    const action = { DELETE: key.onDelete, UPDATE: key.onUpdate, INSERT: 'NO ACTION' }[event];
    if (action === 'NO ACTION' || action === 'RESTRICT') return [];
    const does = action === 'CASCADE' && event === 'DELETE' ? 'DELETE' : 'UPDATE';
    return [{ change: { table: key.from, event: does } }];
  });
}

/** By a key that no two rows share, in a table whose values no other row follows. */
function isSameRow(catalogue: Catalogue, trigger: Trigger, change: TableChange | undefined): boolean {
  const by = change?.sameRowBy;
  if (by === undefined || !isSameName(change?.table ?? '', trigger.table)) return false;
  const relation = catalogue.relations.find(({ name }) => isSameName(name, trigger.table));
  const isColumn = relation?.columns.some(({ name }) => isSameName(name, by)) ?? true;
  const isKey =
    (relation?.uniqueByThemselves ?? []).some((name) => isSameName(name, by)) ||
    (!isColumn && /^rowid$/i.test(by));
  const follows = catalogue
    .pointingAt(trigger.table)
    .some(({ onUpdate }) => onUpdate !== 'NO ACTION' && onUpdate !== 'RESTRICT');
  return isKey && !follows;
}

function nameOf({ table, event }: TableChange): string {
  return `${event} ${table.toLowerCase()}`;
}

/** The changes that an erasure of these collections makes by itself. */
export function changesOf(tasks: readonly Pick<EraseTask, 'table' | 'instruction'>[]): TableChange[] {
  return tasks.map(({ table, instruction }) => ({
    table: table.name,
    event: instruction.action === 'erase' ? 'DELETE' : 'UPDATE',
  }));
}

/** @throws StoreRefusedError when a trigger would write a table that the map does not allow it. */
export function assertTriggersAllowed(
  catalogue: Catalogue,
  tasks: readonly Pick<EraseTask, 'table' | 'instruction'>[],
): void {
  const allowed = tasks.flatMap(({ table }) => sqlitePlace(table.collection).triggers_write ?? []);
  const writes = triggeredWrites(catalogue, changesOf(tasks));
  const wrong = writes.find(
    ({ table }) => table === undefined || !allowed.some((one) => isSameName(one, table)),
  );
  const [task] = tasks;
  if (wrong === undefined || task === undefined) return;
  const { trigger, table } = wrong;
  throw new StoreRefusedError(
    `the trigger ${trigger.name} would write ${table ?? 'a table that cannot be told'}, which the map does not allow: name it under physical.triggers_write`,
    {
      ...faultPlace(task.table.collection),
      ...(table ? { table } : {}),
      constraint: trigger.name,
      code: 'trigger',
    },
  );
}
