import type { Json, JsonObject } from '../../runner/json';
import type { ComparedOutcome } from './outcome';

/** What a function does on one call. Without `fail`, it answers with `reply`, or null. */
export interface Reaction {
  readonly reply?: Json;
  /** Name of the error that it throws; the message is always {@link FAILURE_MESSAGE}. */
  readonly fail?: string;
  /** It returns long after every TimeoutSeconds of the case. */
  readonly never?: true;
  /** Answers the token in the payload (`token`), before the function ends or a moment after. */
  readonly token?: TokenAnswer & { readonly when: 'before' | 'after' };
  /** It returns once this many calls of its task have arrived. */
  readonly meet?: number;
}

export type TokenAnswer = { readonly succeed: Json } | { readonly fail: string; readonly cause: string };

/** The message of every error that a function of a case throws. */
export const FAILURE_MESSAGE = 'as the case says';

/**
 * One small state machine, what its functions do, and the outcome that the specification demands.
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
   * By task (`task` in the payload), one per call; the last one serves all further calls. @default returns
   * null
   */
  readonly reactions?: Readonly<Record<string, readonly Reaction[]>>;
  /** What the specification demands, where it demands anything. */
  readonly expect: Partial<ComparedOutcome>;
}
