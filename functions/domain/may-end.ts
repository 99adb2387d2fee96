import type { LoggedEvent } from './events';
import { type EventOf, lastOf } from './log-entries';
import type { Status } from './request-status';

interface StatusAndLog {
  readonly status: Status;
  readonly log: readonly LoggedEvent[];
}

/**
 * Whether a request may end as "we could not verify you": only while it is unproven, or where staff ended it
 * in this way. A proof in the same instant takes precedence.
 */
export function isEndOfUnproven(
  { status }: StatusAndLog,
  finished: EventOf<'staff-finished'> | undefined,
): boolean {
  return status === 'awaiting-verification' || finished?.data.outcome === 'unverified';
}

/** Whether an approved erasure waits behind another request of the same person. */
export function isQueued({ status, log }: StatusAndLog): boolean {
  const seq = (type: 'erasure-queued' | 'erasure-unqueued') => lastOf(log, type)?.seq ?? 0;
  return status === 'fulfilling' && seq('erasure-queued') > seq('erasure-unqueued');
}

/**
 * A request that is being carried out can no longer be withdrawn, unless its erasure still waits for another
 * request.
 */
export function mayWithdrawNow(request: StatusAndLog): boolean {
  return request.status !== 'fulfilling' || isQueued(request);
}
