import type { Json, JsonObject } from './json';
import type { TaskTokens } from './task-tokens';
import type { Timers } from './timers';

/** One pass through a state, reported when the state is left. */
export interface Transition {
  readonly executionArn: string;
  readonly executionName: string;
  readonly stateMachineName: string;
  readonly stateName: string;
  readonly input: Json;
  /** What the state sent to its task after Parameters; null for states without a task. */
  readonly payload: Json;
  /** The state's output; null when it failed and nothing caught the error. */
  readonly output: Json;
  /** The number of retries; AWS bills each as another transition. */
  readonly retries: number;
  /** The error that ended the state, caught or not. */
  readonly error: string | undefined;
}

/** What the runner needs from its host. */
export interface RunnerPorts {
  readonly timers: Timers;
  /** Runs a Lambda function to its end. Rejects with a StateError when the function or the service fails. */
  readonly invoke: (functionName: string, payload: Json) => Promise<Json>;
  /** Draws jitter; @default Math.random */
  readonly random?: () => number;
  /** Called each time a state is left, for meters and for tests that look for leaked values in states. */
  readonly onTransition?: (transition: Transition) => void;
}

/** The execution that a state runs in, and what can interrupt it. */
export interface Frame {
  readonly ports: RunnerPorts;
  readonly tokens: TaskTokens;
  /** Aborted with an {@link Interrupted} when the execution is stopped or times out. */
  readonly signal: AbortSignal;
  /** The context object (`$$`) without State and Task. */
  readonly context: JsonObject;
  readonly left: (passage: Omit<Transition, 'executionArn' | 'executionName' | 'stateMachineName'>) => void;
}

/** The execution was stopped or timed out; no Retry or Catch applies. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';

  constructor(
    readonly status: 'ABORTED' | 'TIMED_OUT',
    readonly error = '',
    readonly errorCause = '',
  ) {
    super(status);
  }
}

/** Calls `stop` when the frame is interrupted. @returns a function that removes the listener */
export function onInterrupt(frame: Frame, stop: (reason: unknown) => void): () => void {
  const listener = () => stop(frame.signal.reason);
  if (frame.signal.aborted) listener();
  else frame.signal.addEventListener('abort', listener, { once: true });
  return () => frame.signal.removeEventListener('abort', listener);
}

/** Waits for a length of (virtual) time, or until interrupted. */
export function pause(frame: Frame, milliseconds: number): Promise<void> {
  const { timers } = frame.ports;
  return new Promise((resolve, reject) => {
    const cancel = timers.schedule(timers.epochMs() + milliseconds, () => {
      unwatch();
      resolve();
    });
    const unwatch = onInterrupt(frame, (reason) => {
      cancel();
      reject(reason);
    });
  });
}
