import { plusDuration } from './civil-time';
import type { DataSubjectRequest } from './data-subject-request';
import type { Outcome } from './event-facts';
import { lastOf } from './log-entries';

/** Outcomes that leave the requester without an answer to what they asked. */
const unanswered: ReadonlySet<Outcome> = new Set<Outcome>(['withdrawn', 'unverified']);

/**
 * A form that is sent again so soon after its answer is a reload, or the back button: the page asks people to
 * wait this long before they send it again.
 */
export const STILL_THE_SAME_MINUTES = 10;

/**
 * Whether a request was over when something arrived under its id. Then the same form, sent once more, is a
 * new request, because one that ended needs no second receipt. What came before the end belongs to it,
 * however late it is looked at.
 *
 * @param arrivedAt - instant
 */
export function wasOverBefore(request: DataSubjectRequest, arrivedAt: string): boolean {
  const withdrawn = lastOf(request.log, 'withdrawn');
  if (withdrawn) return arrivedAt >= withdrawn.at;
  const closed = lastOf(request.log, 'closed');
  if (request.status !== 'closed' || !closed) return false;
  if (unanswered.has(closed.data.outcome)) return arrivedAt >= closed.at;
  return arrivedAt > plusDuration(closed.at, `PT${STILL_THE_SAME_MINUTES}M`, 'UTC');
}
