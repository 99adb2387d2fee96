import { errorNames, TryAgainError } from '../domain/errors';
import { nameOfThrown } from '../domain/thrown';
import { forRequest } from './call-context';
import { isTransient } from './is-transient';
import { knownErrorName } from './known-error-name';
import { log } from './log';

/**
 * Turns a step into a Lambda handler with one log line per call and errors without messages: the message of a
 * driver or a database may hold personal data, and would end up in the history of the execution.
 */
export function stepHandler<I, O>(step: (input: I) => Promise<O>): (input: I) => Promise<O> {
  return async (input) => {
    const began = performance.now();
    const about = { ...ids(input) };
    try {
      const result = await forRequest(about.requestId, () => step(input));
      log('step-done', { ...about, ms: Math.round(performance.now() - began) });
      return result;
    } catch (error) {
      log('step-failed', { ...about, error: nameOfThrown(error) });
      throw onlyNamed(error);
    }
  };
}

/** As {@link stepHandler}, for a step with its dependencies, which all calls of one function share. */
export function stepEntry<D, I, O>(
  deps: D,
  step: (deps: D, input: I) => Promise<O>,
): (input: I) => Promise<O> {
  return stepHandler((input) => step(deps, input));
}

/** The ids for the log line. Nothing else of the input is used. */
function ids(input: unknown): { requestId?: string; storeId?: string } {
  const { requestId, storeId }: { requestId?: unknown; storeId?: unknown } = Object(input);
  return {
    ...(typeof requestId === 'string' ? { requestId } : {}),
    ...(typeof storeId === 'string' ? { storeId } : {}),
  };
}

/** Our own errors hold no personal data; of any other, only the name is kept. */
function onlyNamed(error: unknown): Error {
  const thrown = nameOfThrown(error);
  if (error instanceof Error && errorNames.some((name) => name === thrown)) return error;
  if (isTransient(error)) return new TryAgainError('a service did not answer');
  const bare = new Error('an unexpected error; see the log by request id');
  bare.name = knownErrorName(thrown);
  return bare;
}
