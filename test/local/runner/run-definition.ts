import { VirtualClock } from '../../../local/aws/virtual-clock';
import type { Transition } from '../../../local/runner/frame';
import type { Json } from '../../../local/runner/json';
import { isJsonObject } from '../../../local/runner/json';
import { loadStateMachine } from '../../../local/runner/load-state-machine';
import { StateError } from '../../../local/runner/state-error';
import type { Execution } from '../../../local/runner/state-machine-runner';
import { StateMachineRunner } from '../../../local/runner/state-machine-runner';

/** A function of a test: gets the payload, and returns or throws. */
export type TestFunction = (payload: Json, call: number) => Json | Promise<Json>;

/** A runner with one machine, its functions and their calls. */
export interface TestRun {
  readonly runner: StateMachineRunner;
  readonly clock: VirtualClock;
  readonly arn: string;
  readonly transitions: Transition[];
  /** Payloads by function, in the order of the calls. */
  readonly calls: Record<string, Json[]>;
  /** Starts an execution and waits for its end. */
  readonly finish: (input?: Json) => Promise<Execution>;
  /** Starts an execution and lets it run until it waits. */
  readonly begin: (input?: Json) => Promise<Execution>;
  /** Moves the clock and runs everything that became due. */
  readonly advance: (duration: string) => Promise<void>;
}

/** Loads a definition and makes it ready to run. */
export function prepare(
  definition: Json,
  functions: Readonly<Record<string, TestFunction>> = {},
  random: () => number = () => 0.5,
): TestRun {
  const clock = new VirtualClock();
  const transitions: Transition[] = [];
  const calls: Record<string, Json[]> = {};
  const invoke = async (name: string, payload: Json): Promise<Json> => {
    const log = [...(calls[name] ?? []), payload];
    calls[name] = log;
    const handler = functions[name];
    if (handler === undefined) throw new StateError('Lambda.ResourceNotFoundException', name);
    return handler(payload, log.length);
  };
  const runner = new StateMachineRunner({
    timers: clock,
    invoke,
    random,
    onTransition: (transition) => transitions.push(transition),
  });
  const arn = runner.register('machine', loadStateMachine(definition));
  const begin = async (input: Json = {}) => {
    const execution = runner.start(arn, input);
    await settle();
    return execution;
  };
  return {
    runner,
    clock,
    arn,
    transitions,
    calls,
    begin,
    finish: async (input = {}) => {
      const execution = runner.start(arn, input);
      await runner.ended(execution.arn);
      return execution;
    },
    advance: async (duration) => {
      clock.advance(duration);
      await settle();
    },
  };
}

/** Runs everything that does not wait for the clock. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** A machine of one state. */
export function single(state: Json): Json {
  return { StartAt: 'Only', States: { Only: state } };
}

/** A Task that invokes a function with the whole input, changed as given. */
export function task(
  functionName: string,
  change: { [field: string]: Json } = {},
): { [field: string]: Json } {
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Parameters: { FunctionName: functionName, 'Payload.$': '$' },
    ResultSelector: { 'answer.$': '$.Payload' },
    End: true,
    ...change,
  };
}

/** A Task that waits until its token is answered. */
export function waitingTask(functionName: string, change: { [field: string]: Json } = {}): Json {
  const { ResultSelector: _unused, ...rest } = task(functionName);
  return {
    ...rest,
    Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
    Parameters: { FunctionName: functionName, Payload: { 'token.$': '$$.Task.Token' } },
    ...change,
  };
}

/** The same state, going on instead of ending. */
export function leadingTo(next: string, { End: _end, ...state }: { [field: string]: Json }): Json {
  return { ...state, Next: next };
}

/** The token that the function `ask` got in its n-th call, from 0. */
export function tokenOf(run: TestRun, call = 0): string {
  const payload = run.calls.ask?.[call];
  return isJsonObject(payload) ? String(payload.token) : 'none';
}
