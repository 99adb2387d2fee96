import type { Blank } from '../../domain/blank';
import { type EraseBefore, eraseGroups } from './erase-groups';
import type { EraseTask } from './erase-task';
import type { Table } from './relation';
import type { DatabaseForeignKey, Rules } from './rules';

/** What the order of a call follows from. */
interface PlannedCall<T extends EraseTask> {
  readonly rules: Rules;
  readonly tasks: readonly T[];
}

/** Tasks with the same action that are carried out one after the other, before those of the next phase. */
export interface Phase<T extends EraseTask = EraseTask> {
  readonly action: EraseTask['instruction']['action'];
  readonly tasks: readonly T[];
}

/**
 * Orders blanks and deletions as the foreign keys allow: what points at a value that changes goes first, and
 * a blanked row lets go of a row that is deleted after it. Tasks that wait for one another stay as they are,
 * blanks first, and the database refuses what it does not allow.
 */
export function phasesOf<T extends EraseTask>(call: PlannedCall<T>): Phase<T>[] {
  const blanksFirst = [...ofAction(call.tasks, 'anonymise'), ...ofAction(call.tasks, 'erase')];
  const nodes = [...new Set(blanksFirst.map(nodeOf))];
  const phases: Phase<T>[] = [];
  for (const group of eraseGroups(
    nodes,
    blanksFirst.flatMap((task) => before(call, task)),
  )) {
    const tasks = blanksFirst.filter((task) => group.includes(nodeOf(task)));
    for (const action of ['anonymise', 'erase'] as const) append(phases, action, ofAction(tasks, action));
  }
  return phases;
}

function append<T extends EraseTask>(phases: Phase<T>[], action: Phase['action'], tasks: readonly T[]): void {
  const last = phases.at(-1);
  if (tasks.length === 0) return;
  if (last?.action === action) phases.splice(-1, 1, { action, tasks: [...last.tasks, ...tasks] });
  else phases.push({ action, tasks });
}

function ofAction<T extends EraseTask>(tasks: readonly T[], action: Phase['action']): T[] {
  return tasks.filter(({ instruction }) => instruction.action === action);
}

function nodeOf({ instruction, table }: EraseTask): string {
  return `${instruction.action} ${table.oid}`;
}

/** What has to come before a task. */
function before({ rules, tasks }: PlannedCall<EraseTask>, later: EraseTask): EraseBefore[] {
  const byKeys = rules.pointingAt([later.table.oid]).flatMap((key) => {
    const sources = rules.withRelatives([key.from]);
    return tasks
      .filter(({ table }) => sources.has(table.oid))
      .filter((first) => isInTheWay(first, key, later));
  });
  const pointers = (later.instruction.unlessReferencedBy ?? []).map(({ collection }) => collection);
  const byMap = ofAction(tasks, 'erase').filter(({ instruction }) =>
    pointers.includes(instruction.collection),
  );
  return [...byKeys, ...byMap]
    .map((first) => ({ first: nodeOf(first), later: nodeOf(later) }))
    .filter(({ first, later: then }) => first !== then);
}

function isInTheWay(first: EraseTask, key: DatabaseForeignKey, later: EraseTask): boolean {
  const isErased = (task: EraseTask) => task.instruction.action === 'erase';
  if (!isErased(later) && !pointsAtBlank(key, later)) return false;
  return isErased(first) || key.columns.some(({ own }) => changedColumns(first).has(own));
}

/** Whether a key points at a value that the task overwrites. */
export function pointsAtBlank({ columns }: DatabaseForeignKey, task: EraseTask): boolean {
  const changed = changedColumns(task);
  return columns.some(({ theirs }) => changed.has(theirs));
}

function changedColumns({ table, instruction }: EraseTask): ReadonlySet<string> {
  return columnsChangedBy(table, instruction.blank ?? {});
}

/** Columns that are overwritten, and those that the database computes from them. */
export function columnsChangedBy(
  { columns }: Pick<Table, 'columns'>,
  blank: Readonly<Record<string, Blank>>,
): ReadonlySet<string> {
  const written = Object.keys(blank);
  const computed = columns.filter(({ computed: from }) => from && written.some((name) => names(from, name)));
  return new Set([...written, ...computed.map(({ name }) => name)]);
}

function names(expression: string, column: string): boolean {
  const literal = column.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(^|[^\\p{L}\\p{N}_$])${literal}($|[^\\p{L}\\p{N}_$])`, 'u').test(expression);
}
