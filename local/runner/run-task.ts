import { randomUUID } from 'node:crypto';
import type { Frame } from './frame';
import { onInterrupt } from './frame';
import type { Json, JsonObject } from './json';
import { isJsonObject } from './json';
import { runtimeError, StateError } from './state-error';
import type { TaskState } from './state-machine';

/** What one attempt of a Task works with. */
export interface TaskAttempt {
  readonly state: TaskState;
  readonly frame: Frame;
  /** Builds the task's Parameters, given what is added to the context object (the token). */
  readonly payload: (taskContext: JsonObject) => Json;
}

/**
 * One attempt of a Task: invokes the function and, for `.waitForTaskToken`, waits for the result that is sent
 * with the token.
 *
 * @throws StateError with the function's error name, `States.Timeout`, or what SendTaskFailure said
 * @see https://states-language.net/spec.html#task-state
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html#connect-wait-token
 */
export function attemptTask(attempt: TaskAttempt): Promise<Json> {
  return new Promise((resolve, reject) => {
    attempt.frame.signal.throwIfAborted();
    const cleanups: (() => void)[] = [];
    const settle =
      <Value>(act: (value: Value) => void) =>
      (value: Value) => {
        for (const cleanup of cleanups.splice(0)) cleanup();
        act(value);
      };
    const end = { succeed: settle(resolve), fail: settle<unknown>(reject) };
    cleanups.push(onInterrupt(attempt.frame, end.fail));
    const taskContext = attempt.state.waitsForToken ? openToken(attempt, end, cleanups) : {};
    startTimeout(attempt, end, cleanups);
    invoke(attempt, taskContext).then(attempt.state.waitsForToken ? () => undefined : end.succeed, end.fail);
  });
}

interface Ending {
  succeed(output: Json): void;
  fail(reason: unknown): void;
}

function openToken({ state, frame }: TaskAttempt, end: Ending, cleanups: (() => void)[]): JsonObject {
  const { timers } = frame.ports;
  let cancelHeartbeat = () => {};
  const heartbeat = () => {
    cancelHeartbeat();
    if (state.heartbeatSeconds === undefined) return;
    cancelHeartbeat = timers.schedule(timers.epochMs() + state.heartbeatSeconds * 1000, () =>
      end.fail(new StateError('States.Timeout', '', ['States.HeartbeatTimeout'])),
    );
  };
  heartbeat();
  const token = frame.tokens.open({ succeed: end.succeed, fail: end.fail, heartbeat });
  cleanups.push(() => {
    cancelHeartbeat();
    frame.tokens.close(token);
  });
  return { Task: { Token: token } };
}

function startTimeout({ state, frame }: TaskAttempt, end: Ending, cleanups: (() => void)[]): void {
  if (state.timeoutSeconds === undefined) return;
  const { timers } = frame.ports;
  cleanups.push(
    timers.schedule(timers.epochMs() + state.timeoutSeconds * 1000, () =>
      end.fail(new StateError('States.Timeout')),
    ),
  );
}

async function invoke({ frame, payload }: TaskAttempt, taskContext: JsonObject): Promise<Json> {
  const parameters = payload(taskContext);
  const functionName = isJsonObject(parameters) ? parameters.FunctionName : undefined;
  if (!isJsonObject(parameters) || typeof functionName !== 'string') {
    throw runtimeError('The FunctionName of lambda:invoke must be a string');
  }
  const answer = await frame.ports.invoke(
    functionName,
    parameters.Payload === undefined ? {} : parameters.Payload,
  );
  return {
    ExecutedVersion: '$LATEST',
    Payload: answer,
    SdkHttpMetadata: { HttpStatusCode: 200 },
    SdkResponseMetadata: { RequestId: randomUUID() },
    StatusCode: 200,
  };
}
