import type { DataSubjectRequest } from '../domain/data-subject-request';
import type { WatchDeps } from './timer-done';
import { isRetryable } from './timer-failed';

/**
 * Requests that are due now, for a list of several. One whose log cannot be read is left out: the sweep
 * reports it, and the list goes out without it.
 */
export async function* dueRequests(
  deps: Pick<WatchDeps, 'register' | 'clock'>,
): AsyncIterable<DataSubjectRequest> {
  for await (const { requestId } of deps.register.due(deps.clock.now())) {
    const request = await deps.register.load(requestId).catch((error: unknown) => {
      if (isRetryable(error)) throw error;
      return undefined;
    });
    if (request) yield request;
  }
}
