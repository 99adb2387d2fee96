import type { Json, JsonObject } from '../../../runner/json';
import type { Reaction } from '../engine-case';

/**
 * A Task as the project's machines write it: the payload built field by field, the result placed at `$.step`.
 */
export function task(change: JsonObject = {}, payload: JsonObject = {}): JsonObject {
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Parameters: { FunctionName: '{Step}', Payload: { task: 'step', case: '{Case}', ...payload } },
    ResultSelector: { 'value.$': '$.Payload' },
    ResultPath: '$.step',
    ...(change.Next === undefined && { End: true }),
    ...change,
  };
}

/** A Task that waits for its token, as the project's machines write it. */
export function waitingTask(change: JsonObject = {}): JsonObject {
  return {
    ...task(change, { 'token.$': '$$.Task.Token' }),
    Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
    ResultSelector: { 'value.$': '$' },
  };
}

/** A machine; it starts at its first state. */
export function machine(states: Readonly<Record<string, JsonObject>>, change: JsonObject = {}): JsonObject {
  return { StartAt: Object.keys(states)[0] ?? '', States: { ...states }, ...change };
}

/** A machine of one state. */
export function single(state: JsonObject): JsonObject {
  return machine({ Only: { ...(endsBySelf(state) ? {} : { End: true }), ...state } });
}

/** A Pass that outputs a word, to show which path was taken. */
export function say(word: Json): JsonObject {
  return { Type: 'Pass', Result: word, End: true };
}

/**
 * Outputs only the name of the error that was caught at `$.fault`, since each engine words the cause
 * differently.
 */
export const nameOfFault: JsonObject = { Type: 'Pass', InputPath: '$.fault.Error', End: true };

/** Reactions that fail with these errors, one per call, and then succeed. */
export function failing(...names: readonly string[]): readonly Reaction[] {
  return [...names.map((fail) => ({ fail })), { reply: 'done' }];
}

/** What a Catch passes on about an error that a function threw. */
export function faultOf(name: string): Json {
  return { Error: name, Cause: { errorType: name, errorMessage: 'as the case says' } };
}

function endsBySelf({ Type, Next, End }: JsonObject): boolean {
  return Type === 'Succeed' || Type === 'Fail' || Next !== undefined || End !== undefined;
}
