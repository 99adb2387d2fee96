import type { ChoiceRule } from './choice-rule';
import type { Expression } from './intrinsic';
import type { Json } from './json';
import type { JsonPath } from './json-path';
import type { Retrier } from './retry-policy';

/** A definition after {@link loadStateMachine} has accepted it. */
export interface StateMachine {
  readonly startAt: string;
  readonly states: ReadonlyMap<string, State>;
  readonly timeoutSeconds: number | undefined;
}

/**
 * A path, `null` for "nothing" (`{}` for Input- and OutputPath, discard for ResultPath); undefined when
 * absent.
 */
type OptionalPath = JsonPath | null | undefined;

interface Filtered {
  readonly inputPath: OptionalPath;
  readonly outputPath: OptionalPath;
}

interface Producing extends Filtered {
  /** The state to go to; undefined at the end. */
  readonly next: string | undefined;
  readonly resultPath: OptionalPath;
  readonly parameters: Expression | undefined;
}

/** One catcher; see https://states-language.net/spec.html#errors (Fallback states). */
export interface Catcher {
  readonly errorEquals: readonly string[];
  readonly resultPath: OptionalPath;
  readonly next: string;
}

export interface TaskState extends Producing {
  readonly type: 'Task';
  readonly waitsForToken: boolean;
  readonly resultSelector: Expression | undefined;
  readonly retry: readonly Retrier[];
  readonly catch: readonly Catcher[];
  readonly timeoutSeconds: number | undefined;
  readonly heartbeatSeconds: number | undefined;
}

export interface PassState extends Producing {
  readonly type: 'Pass';
  readonly result: Json | undefined;
}

export interface ChoiceState extends Filtered {
  readonly type: 'Choice';
  readonly choices: readonly { readonly rule: ChoiceRule; readonly next: string }[];
  readonly default: string | undefined;
}

export interface SucceedState extends Filtered {
  readonly type: 'Succeed';
}

export interface FailState {
  readonly type: 'Fail';
  readonly error: string;
  readonly cause: string;
}

/** Any state that the runner interprets. */
export type State = TaskState | PassState | ChoiceState | SucceedState | FailState;
