import type { LoggedEvent } from './events';
import { type EventOf, lastOf } from './log-entries';
import type { Status } from './request-status';

interface Standing {
  readonly status: Status;
  readonly log: readonly LoggedEvent[];
}

/**
 * Whether a request may end as "we could not verify you": only as long as nobody has proven it, or where a
 * person on the staff ended it so. A proof in the same
 * instant comes first.
 */
export function isEndOfUnproven(
  { status }: Standing,
  finished: EventOf<'staff-finished'> | undefined,
): boolean {
  return status === 'awaiting-verification' || finished?.data.outcome === 'unverified';
}

/** Whether an approved erasure waits its turn behind another request of the same person. */
export function isQueued({ status, log }: Standing): boolean {
  const seq = (type: 'erasure-queued' | 'erasure-unqueued') => lastOf(log, type)?.seq ?? 0;
  return status === 'fulfilling' && seq('erasure-queued') > seq('erasure-unqueued');
}

/** What is being carried out can be taken back no more; but as long as an erasure waits its turn, it can. */
export function mayWithdrawNow(request: Standing): boolean {
  return request.status !== 'fulfilling' || isQueued(request);
}
