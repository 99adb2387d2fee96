import type { DataSubjectRequest } from './data-subject-request';
import { NotAllowedError, TryAgainError } from './errors';
import type { NewEvent } from './events';
import { allows } from './guards';
import { isHistoryLost } from './lost-history';
import { mayFollow } from './newer-events';

/**
 * The last check before an event is appended.
 *
 * Throws `NotAllowedError` when the table of moves or a guard forbids it, or entries of the log were lost,
 * and `TryAgainError` when only an entry of newer code prevents it: a running deployment is over in minutes.
 */
export function assertAllowed(request: DataSubjectRequest, event: NewEvent): void {
  if (isHistoryLost(request.log) && !mayFollow(request.log, event.type))
    throw new NotAllowedError('history-lost');
  if (!mayFollow(request.log, event.type)) throw new TryAgainError('newer code wrote to this request');
  if (!allows(request, event)) throw new NotAllowedError(`${event.type}-from-${request.status}`);
}
