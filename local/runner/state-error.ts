/**
 * A state failed with a States Language error name, e.g. `States.Timeout`, `Lambda.TooManyRequestsException`
 * or the name of the error that a function threw.
 *
 * @see https://states-language.net/spec.html#appendix-a
 */
export class StateError extends Error {
  override readonly name = 'StateError';

  /**
   * @param error the error name that Retry and Catch match
   * @param errorCause the human-readable cause, as `Cause` in a Catch's input
   * @param aliases other names under which a Retry or Catch may match the same failure
   */
  constructor(
    readonly error: string,
    readonly errorCause = '',
    readonly aliases: readonly string[] = [],
  ) {
    super(errorCause === '' ? error : `${error}: ${errorCause}`);
  }
}

/** A failure of the state machine itself: neither Retry nor Catch applies, and the execution fails. */
export function runtimeError(cause: string): StateError {
  return new StateError('States.Runtime', cause);
}
