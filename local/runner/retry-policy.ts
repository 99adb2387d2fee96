import type { StateError } from './state-error';

/** One retrier; see https://states-language.net/spec.html#errors (Retrying after error). */
export interface Retrier {
  readonly errorEquals: readonly string[];
  readonly intervalSeconds: number;
  readonly maxAttempts: number;
  readonly backoffRate: number;
  readonly maxDelaySeconds: number;
  readonly jitter: 'NONE' | 'FULL';
}

/** Errors that `States.TaskFailed` does not match. */
const TIMEOUTS = new Set(['States.Timeout', 'States.HeartbeatTimeout']);
/** Errors that `States.ALL` and `States.TaskFailed` do not match. */
const TERMINAL = new Set(['States.Runtime', 'States.DataLimitExceeded']);

/**
 * Whether a Retry or Catch with these names applies to the error.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html (error names)
 */
export function matchesError(errorEquals: readonly string[], failure: StateError): boolean {
  if (failure.error === 'States.Runtime') return false;
  const names = [failure.error, ...failure.aliases];
  return errorEquals.some((wanted) => {
    if (names.includes(wanted)) return true;
    if (TERMINAL.has(failure.error)) return false;
    return wanted === 'States.ALL' || (wanted === 'States.TaskFailed' && !TIMEOUTS.has(failure.error));
  });
}

/**
 * Milliseconds before the next attempt.
 *
 * @param attempt 1 for the first retry
 * @param random a number in [0, 1), drawn for `JitterStrategy: FULL`
 */
export function retryDelayMs(retrier: Retrier, attempt: number, random: () => number): number {
  const seconds = Math.min(
    retrier.maxDelaySeconds,
    retrier.intervalSeconds * retrier.backoffRate ** (attempt - 1),
  );
  return Math.round(seconds * 1000 * (retrier.jitter === 'FULL' ? random() : 1));
}
