import type { Json, JsonObject } from '../../runner/json';
import type { ComparedOutcome } from './outcome';

/** What a function does on one call. Without `fail`, it answers with `reply`, or null. */
export interface Reaction {
  readonly reply?: Json;
  /** Name of the error that it throws; the message is always {@link FAILURE_MESSAGE}. */
  readonly fail?: string;
  /** It answers long after every TimeoutSeconds of the case. */
  readonly never?: true;
  /** Answers the token in the payload (`token`), before the function ends or a moment after. */
  readonly token?: TokenAnswer & { readonly when: 'before' | 'after' };
  /** It answers once so many calls of its task have come. */
  readonly meet?: number;
}

export type TokenAnswer = { readonly succeed: Json } | { readonly fail: string; readonly cause: string };

/** The message of every error that a function of a case throws. */
export const FAILURE_MESSAGE = 'as the case says';

/**
 * One small state machine, what its functions do, and what the specification says comes of it.
 *
 * In definition and input `{Case}` stands for the name of the case, `{Step}` for the ARN of the function that
 * its tasks call.
 */
export interface EngineCase {
  /** Unique, kebab-case; part of the machine's name. */
  readonly name: string;
  readonly definition: JsonObject;
  /** @default {} */
  readonly input?: Json;
  /**
   * By task (`task` in the payload), one a call; the last one serves all further calls. @default null as
   * answer
   */
  readonly reactions?: Readonly<Record<string, readonly Reaction[]>>;
  /** What the specification demands, as far as it demands anything. */
  readonly expect: Partial<ComparedOutcome>;
}
