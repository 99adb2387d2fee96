import type { Frame } from './frame';
import { Interrupted, pause } from './frame';
import { readOrFail } from './intrinsic';
import type { Json, JsonObject } from './json';
import type { JsonPath } from './json-path';
import { writePath } from './json-path';
import { matchesError, retryDelayMs } from './retry-policy';
import { attemptTask } from './run-task';
import { runtimeError, StateError } from './state-error';
import type { PassState, State, StateMachine, TaskState } from './state-machine';

/** The largest input, result or output of a state in bytes of UTF-8; the quota of Step Functions. */
export const LARGEST_PAYLOAD_BYTES = 262_144;

/** One pass through a state: its input and what is known so far. */
interface Visit<Kind extends State = State> {
  readonly name: string;
  readonly state: Kind;
  readonly input: Json;
  readonly frame: Frame;
  readonly enteredAt: string;
  readonly progress: { retries: number; payload: Json };
}

interface Departure {
  readonly output: Json;
  readonly next: string | undefined;
  readonly error?: string;
}

/** Runs a machine's states from the first to an end state and returns its output. */
export async function runStates(machine: StateMachine, input: Json, frame: Frame): Promise<Json> {
  let name: string | undefined = machine.startAt;
  let data = input;
  while (name !== undefined) {
    frame.signal.throwIfAborted();
    const state = machine.states.get(name);
    if (state === undefined) throw runtimeError(`There is no state ${name}`);
    const departure: Departure = await visit({ ...newVisit(frame), name, state, input: data });
    data = departure.output;
    name = departure.next;
  }
  return data;
}

function newVisit(frame: Frame) {
  return {
    frame,
    enteredAt: new Date(frame.ports.timers.epochMs()).toISOString(),
    progress: { retries: 0, payload: null },
  };
}

async function visit(now: Visit): Promise<Departure> {
  const leave = (output: Json, error: string | undefined) =>
    now.frame.left({ stateName: now.name, input: now.input, ...now.progress, output, error });
  try {
    const departure = await depart(now);
    leave(departure.output, departure.error);
    return departure;
  } catch (failure) {
    if (failure instanceof StateError) leave(null, failure.error);
    throw failure;
  }
}

async function depart(now: Visit): Promise<Departure> {
  const { state } = now;
  switch (state.type) {
    case 'Task':
      return departOrCatch({ ...now, state });
    case 'Pass':
      return { output: passOutput({ ...now, state }), next: state.next };
    case 'Choice':
      return { output: filter(now, state.outputPath, effectiveInput(now)), next: choose(now) };
    case 'Succeed':
      return { output: filter(now, state.outputPath, effectiveInput(now)), next: undefined };
    case 'Fail':
      throw new StateError(state.error, state.cause);
  }
}

async function departOrCatch(now: Visit<TaskState>): Promise<Departure> {
  try {
    const output = await withRetries(now);
    return { output, next: now.state.next };
  } catch (failure) {
    if (!(failure instanceof StateError)) throw failure;
    const catcher = now.state.catch.find((candidate) => matchesError(candidate.errorEquals, failure));
    if (catcher === undefined) throw failure;
    const report: Json = { Error: failure.error, Cause: failure.errorCause };
    return { output: merge(now.input, catcher.resultPath, report), next: catcher.next, error: failure.error };
  }
}

async function withRetries(now: Visit<TaskState>): Promise<Json> {
  const used = new Map<object, number>();
  for (;;) {
    try {
      return await attemptOnce(now);
    } catch (error) {
      const failure = asStateError(error);
      const retrier = now.state.retry.find((candidate) => matchesError(candidate.errorEquals, failure));
      const attempt = retrier === undefined ? 0 : (used.get(retrier) ?? 0) + 1;
      if (retrier === undefined || attempt > retrier.maxAttempts) throw failure;
      used.set(retrier, attempt);
      now.progress.retries += 1;
      await pause(now.frame, retryDelayMs(retrier, attempt, now.frame.ports.random ?? Math.random));
    }
  }
}

async function attemptOnce(now: Visit<TaskState>): Promise<Json> {
  const result = limited(await resultOf(now), 'result');
  const selected = now.state.resultSelector?.({ input: result, context: contextOf(now) }) ?? result;
  return limited(
    filter(now, now.state.outputPath, merge(now.input, now.state.resultPath, selected)),
    'output',
  );
}

function resultOf(now: Visit<TaskState>): Promise<Json> {
  const { state, frame } = now;
  const payload = (taskContext: JsonObject) => {
    const context = { ...contextOf(now), ...taskContext };
    const input = effectiveInput(now);
    now.progress.payload = limited(state.parameters?.({ input, context }) ?? input, 'input after Parameters');
    return now.progress.payload;
  };
  return attemptTask({ state, frame, payload });
}

function asStateError(error: unknown): StateError {
  if (error instanceof StateError) return error;
  if (error instanceof Interrupted) throw error;
  return runtimeError(error instanceof Error ? error.message : 'unknown');
}

function contextOf({ frame, name, enteredAt, progress }: Visit): JsonObject {
  return { ...frame.context, State: { Name: name, EnteredTime: enteredAt, RetryCount: progress.retries } };
}

function effectiveInput(now: Visit): Json {
  return 'inputPath' in now.state ? filter(now, now.state.inputPath, now.input) : now.input;
}

/** Applies an InputPath or OutputPath: absent keeps all, null keeps nothing. */
function filter(now: Visit, path: JsonPath | null | undefined, data: Json): Json {
  if (path === undefined) return data;
  return path === null ? {} : readOrFail(path, { input: data, context: contextOf(now) });
}

/** Applies a ResultPath: absent replaces the input, null discards the result. */
function merge(input: Json, path: JsonPath | null | undefined, result: Json): Json {
  if (path === undefined) return result;
  return path === null ? input : writePath(input, path, result);
}

function passOutput(now: Visit<PassState>): Json {
  const { state } = now;
  const input = effectiveInput(now);
  const made = state.parameters?.({ input, context: contextOf(now) }) ?? input;
  const result = state.result === undefined ? made : state.result;
  return limited(filter(now, state.outputPath, merge(now.input, state.resultPath, result)), 'output');
}

function choose(now: Visit): string {
  if (now.state.type !== 'Choice') throw runtimeError('not a Choice');
  const scope = { input: effectiveInput(now), context: contextOf(now) };
  const next = now.state.choices.find((choice) => choice.rule(scope))?.next ?? now.state.default;
  if (next === undefined)
    throw new StateError('States.NoChoiceMatched', 'No choice rule matched and there is no Default.');
  return next;
}

function limited(value: Json, what: string): Json {
  if (Buffer.byteLength(JSON.stringify(value)) <= LARGEST_PAYLOAD_BYTES) return value;
  throw new StateError('States.DataLimitExceeded', `The state's ${what} is longer than 262144 bytes.`);
}
