import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EventType } from '../functions/domain/events';
import { machineWaits, type WaitName } from '../functions/domain/machine';
import { mayWithdrawNow } from '../functions/domain/may-end';
import { mayHappen, moves } from '../functions/domain/request-status';
import { stepFolderOf } from '../local/desk/step-folder';
import { logOf } from './status-picture';

interface State {
  readonly Type: string;
  readonly Resource?: string;
  readonly Next?: string;
  readonly Default?: string;
  readonly Choices?: readonly { readonly Next: string }[];
}

interface Machine {
  readonly name: string;
  readonly about: string;
  readonly states: Readonly<Record<string, State>>;
}

const folder = join(__dirname, '../statemachines');

/** The machines in the order in which a request may run through them. */
const order = [
  'data-subject-request',
  'fulfil-access',
  'fulfil-erasure',
  'fulfil-rectification',
  'carry-out-opt-out',
  'answer-by-person',
  'after-erasure',
];

export function readMachines(): Machine[] {
  const names = readdirSync(folder).flatMap((file) => file.match(/^(.+)\.asl\.json$/)?.[1] ?? []);
  return names
    .sort((a, b) => order.indexOf(a) - order.indexOf(b))
    .map((name) => {
      const file = JSON.parse(readFileSync(join(folder, `${name}.asl.json`), 'utf8'));
      return { name, about: file.Comment, states: file.States };
    });
}

interface Task {
  readonly name: string;
  readonly state: State;
}

/** Task states in the order of the file. */
export function tasksOf(machine: Machine): Task[] {
  return Object.entries(machine.states).flatMap(([name, state]) =>
    state.Type === 'Task' ? [{ name, state }] : [],
  );
}

interface Waiting {
  /** Who has to act. */
  readonly who: string;
  /** The request's log while the machine waits. */
  readonly log: readonly (readonly [EventType, object])[];
}

const proven = ['identity-verified', {}] as const;
const decided = ['decided', { decision: 'approved' }] as const;

const waiting: Readonly<Record<WaitName, Waiting>> = {
  'verify-identity': { who: 'the person: types the mailed code; or staff who know them', log: [] },
  'await-stores': {
    who: 'the deadline watch: tries a store again that did not answer, or gives it up before the date; staff, for a store that refused; the watch again, when an erasure need not wait any longer for another request of the same person (`erasure-unqueued`)',
    log: [proven, ['store-unavailable', { storeId: 's', phase: 'locate' }]],
  },
  'ask-identifiers': {
    who: 'the person: names another address; or the watch, when the time is over',
    log: [proven, ['identifiers-asked', {}]],
  },
  'ask-manual-stores': {
    who: 'the owner of each manual store',
    log: [proven, ['task-asked', { taskId: 't', storeId: 's' }]],
  },
  'ask-decision': { who: 'staff who may decide', log: [proven, ['decision-asked', {}]] },
  'hand-to-staff': { who: 'staff who may decide', log: [['handed-to-staff', {}]] },
  'give-notice': {
    who: 'the watch, when the notice is over; the person may stop it for staff to look',
    log: [proven, ['decision-asked', {}], decided, ['erasure-noticed', {}]],
  },
  'await-second-reading': {
    who: 'the watch, on the day of the second reading',
    log: [proven, ['decision-asked', {}], decided, ['store-erased', { storeId: 's' }]],
  },
};

/** The fields of events that waits look at. */
const anyData = { taskId: 't', storeId: 's', storeIds: ['s'], decision: 'approved', phase: 'locate' };

/** Events that are legal while the machine waits and end the wait; found by asking the rule itself. */
function endsOf(wait: WaitName): EventType[] {
  const { log } = waiting[wait];
  const request = logOf('access', log);
  const mayCome = (type: EventType) =>
    mayHappen(type, request.status) && (type !== 'withdrawn' || mayWithdrawNow(request));
  return (Object.keys(moves) as EventType[]).filter(
    // No machine drives a request whose form is unread, so reading it ends no wait.
    (type) =>
      type !== 'form-read' && mayCome(type) && machineWaits[wait](logOf('access', [...log, [type, anyData]])),
  );
}

/** Whether the rule really waits in the situation described here; otherwise the table would be wrong. */
export function waitsForSomebody(wait: WaitName): boolean {
  return machineWaits[wait](logOf('access', waiting[wait].log)) === undefined;
}

/**
 * One table per machine: state and folder, whom it waits for, which event ends the wait, and what comes next.
 */
export function machineTables(): string {
  return readMachines()
    .map((machine) =>
      [
        `### \`${machine.name}\``,
        '',
        machine.about,
        '',
        '| state | folder | waits for | until the log says | then |',
        '|---|---|---|---|---|',
        ...tasksOf(machine).map((task) => row(machine, task)),
      ].join('\n'),
    )
    .join('\n\n');
}

function row(machine: Machine, { name, state }: Task): string {
  const dir = stepFolderOf(name);
  const wait = state.Resource?.endsWith('.waitForTaskToken') ? (dir as WaitName) : undefined;
  return `| ${[
    name,
    `[\`${dir}\`](../functions/steps/${dir})`,
    wait ? waiting[wait].who : '',
    wait
      ? endsOf(wait)
          .map((type) => `\`${type}\``)
          .join(', ')
      : '',
    afterwards(machine, state).join(' / '),
  ].join(' | ')} |`;
}

/** Names of the states that may follow, skipping Choice states. */
function afterwards(machine: Machine, state: State): string[] {
  const targets = [...(state.Choices ?? []).map((choice) => choice.Next), state.Default, state.Next];
  const names = targets
    .filter((name) => name !== undefined)
    .flatMap((name) =>
      machine.states[name]?.Type === 'Choice' ? afterwards(machine, machine.states[name]) : [name],
    );
  return names.length === 0 ? ['the end'] : [...new Set(names)];
}
