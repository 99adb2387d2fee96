import { errorNames, TryAgainError } from '../domain/errors';
import { forRequest } from './call-context';
import { isPassing } from './is-passing';
import { knownErrorName } from './known-error-name';
import { log } from './log';

/**
 * Turns a step into a Lambda handler: one log line a call, and an error that says only its name. What a
 * driver or a database says in its message may hold a value,
 * and would end up in the history of the execution.
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
      log('step-failed', { ...about, error: (error as Error).name });
      throw onlyNamed(error as Error);
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

/** Ids by which a log line can be found; nothing else of an input is looked at. */
function ids(input: unknown): { requestId?: string; storeId?: string } {
  const { requestId, storeId } = (input ?? {}) as Record<string, unknown>;
  return {
    ...(typeof requestId === 'string' ? { requestId } : {}),
    ...(typeof storeId === 'string' ? { storeId } : {}),
  };
}

/** Our own errors carry no data; any other keeps its name alone. */
function onlyNamed(error: Error): Error {
  if (errorNames.some((name) => name === error.name)) return error;
  if (isPassing(error)) return new TryAgainError('a service did not answer');
  const bare = new Error('an unexpected error; see the log by request id');
  bare.name = knownErrorName(error.name);
  return bare;
}
