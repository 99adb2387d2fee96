import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(__dirname, '../../../statemachines');

/** An event of GetExecutionHistory, as far as it matters here. */
export interface HistoryEvent {
  readonly type?: string | undefined;
  readonly stateEnteredEventDetails?: { readonly name?: string | undefined } | undefined;
}

export interface ExecutionCounts {
  /** All, the start included. */
  readonly transitions: number;
  /** Those of the states inside a Map. */
  readonly inMaps: number;
  /** How often each Task state called its function: `plan-search`. */
  readonly calls: Readonly<Record<string, number>>;
}

/**
 * Counts what AWS charges for an execution: its start, each state entered, and each time a task is tried again.
 *
 * The emulator's history names no state inside a Map, and has a `TaskScheduled` for each try of a task wherever it stands. So tasks are counted by that event,
 * all other states by `...StateEntered`; this is right as long as a Map of ours holds nothing but Tasks, which {@link taskInside} holds it to.
 *
 * @param machine - name of the file, without `.asl.json`
 * @see https://aws.amazon.com/step-functions/pricing/
 */
export function countHistory(machine: string, events: readonly HistoryEvent[]): ExecutionCounts {
  const inside = taskInside(machine);
  const calls: Record<string, number> = {};
  let [transitions, inMaps, current] = [1, 0, ''];
  for (const { type = '', stateEnteredEventDetails } of events) {
    if (type.endsWith('StateEntered')) current = stateEnteredEventDetails?.name ?? '';
    if (type.endsWith('StateEntered') && type !== 'TaskStateEntered') transitions += 1;
    if (type !== 'TaskScheduled') continue;
    transitions += 1;
    if (inside.has(current)) inMaps += 1;
    const task = folderOf(inside.get(current) ?? current);
    calls[task] = (calls[task] ?? 0) + 1;
  }
  return { transitions, inMaps, calls };
}

interface State {
  readonly Type: string;
  readonly ItemProcessor?: { readonly States: Readonly<Record<string, State>> };
}

/** By the name of each Map of a machine, the one Task in it. Throws when there is anything else in it. */
export function taskInside(machine: string): ReadonlyMap<string, string> {
  const { States } = JSON.parse(readFileSync(join(folder, `${machine}.asl.json`), 'utf8')) as {
    States: Readonly<Record<string, State>>;
  };
  const maps = Object.entries(States).filter(([, { Type }]) => Type === 'Map');
  return new Map(
    maps.map(([name, { ItemProcessor }]): [string, string] => {
      const [[task, state], ...more] = Object.entries(ItemProcessor?.States ?? {}) as [[string, State]];
      if (state?.Type !== 'Task' || more.length > 0)
        throw new Error(`${machine}: ${name} holds more than one Task, whose transitions cannot be counted`);
      return [name, task];
    }),
  );
}

function folderOf(state: string): string {
  return state.toLowerCase().replaceAll(' ', '-');
}
