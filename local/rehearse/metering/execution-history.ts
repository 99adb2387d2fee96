import { stepFolderOf } from '../../desk/step-folder';

/** The fields of an event of GetExecutionHistory that are used here. */
export interface HistoryEvent {
  readonly type?: string | undefined;
  readonly stateEnteredEventDetails?: { readonly name?: string | undefined } | undefined;
}

export interface ExecutionCounts {
  /** All transitions, including the start. */
  readonly transitions: number;
  /** How often each Task state called its function: `search-stores`. */
  readonly calls: Readonly<Record<string, number>>;
}

/**
 * Counts what AWS charges for an execution: its start, each state entered, and each retry of a task.
 *
 * The emulator's history has a `TaskScheduled` for each try of a task, so tasks are counted by that event,
 * all other states by `...StateEntered`.
 *
 * @see https://aws.amazon.com/step-functions/pricing/
 */
export function countHistory(events: readonly HistoryEvent[]): ExecutionCounts {
  const calls: Record<string, number> = {};
  let [transitions, current] = [1, ''];
  for (const { type = '', stateEnteredEventDetails } of events) {
    if (type.endsWith('StateEntered')) current = stepFolderOf(stateEnteredEventDetails?.name ?? '');
    if (type.endsWith('StateEntered') && type !== 'TaskStateEntered') transitions += 1;
    if (type !== 'TaskScheduled') continue;
    transitions += 1;
    calls[current] = (calls[current] ?? 0) + 1;
  }
  return { transitions, calls };
}
