import type { Json, JsonObject } from '../../../runner/json';
import type { Reaction } from '../engine-case';

/**
 * A Task as the project's machines write it: the payload built field by field, the answer put at `$.step`.
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

/** A Pass that puts out a word, to show which way was taken. */
export function say(word: Json): JsonObject {
  return { Type: 'Pass', Result: word, End: true };
}

/**
 * Puts out the name alone of an error that was caught at `$.fault`: its cause is in the engine's own words.
 */
export const nameOfFault: JsonObject = { Type: 'Pass', InputPath: '$.fault.Error', End: true };

/** The functions' errors, one a call, then an answer. */
export function failing(...names: readonly string[]): readonly Reaction[] {
  return [...names.map((fail) => ({ fail })), { reply: 'done' }];
}

/** What a Catch says of an error that a function threw. */
export function faultOf(name: string): Json {
  return { Error: name, Cause: { errorType: name, errorMessage: 'as the case says' } };
}

function endsBySelf({ Type, Next, End }: JsonObject): boolean {
  return Type === 'Succeed' || Type === 'Fail' || Next !== undefined || End !== undefined;
}
