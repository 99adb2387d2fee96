import { RequestEndedError, TryAgainError } from './errors';
import type { Outcome } from './event-facts';
import type { EventData, EventType, LoggedEvent } from './events';
import { allOf, type EventOf, lastOf } from './log-entries';
import { isHistoryLost } from './lost-history';
import { hasNewerEvents } from './newer-events';
import type { Status } from './request-status';
import type { Right } from './rights';

/**
 * One request, derived from its log. No part of it is stored: its state is the fold of its events, so an
 * answer, an audit entry and a change of status can never disagree.
 */
export interface DataSubjectRequest {
  readonly requestId: string;
  readonly status: Status;
  readonly outcome?: Outcome;
  readonly right: Right;
  readonly received: EventData['received'];
  readonly log: readonly LoggedEvent[];
}

/**
 * Whether an entry still counts: a request that was reopened, or that could be read at last, is proven,
 * decided and finished anew.
 */
export function isCurrent(request: DataSubjectRequest, seq: number): boolean {
  return seq > Math.max(seqOf(request, 'reopened'), seqOf(request, 'form-read'));
}

export function isVerified(request: DataSubjectRequest): boolean {
  return isCurrent(request, seqOf(request, 'identity-verified')) && !isDoubted(request);
}

export function isDoubted(request: DataSubjectRequest): boolean {
  return seqOf(request, 'identity-doubted') > seqOf(request, 'identity-doubt-settled');
}

/**
 * Whether the requester named further identifiers, since nothing was found by the proven one, and one of them
 * is neither proven nor vouched for: what it leads to may belong to somebody else.
 */
export function hasUnvouchedIdentifiers(request: DataSubjectRequest): boolean {
  const vouched = seqOf(request, 'claim-vouched');
  return allOf(request.log, 'identifiers-given').some(
    ({ seq, data }) => seq > vouched && provenOf(request, seq).size < data.count,
  );
}

/**
 * Places, among the addresses that the entry `given` named, whose mailbox the requester has proven to hold.
 */
export function provenOf(request: DataSubjectRequest, given: number): ReadonlySet<number> {
  const proofs = allOf(request.log, 'identifier-proven').filter((event) => event.data.given === given);
  return new Set(proofs.map((event) => event.data.index));
}

export function isApproved(request: DataSubjectRequest): boolean {
  const decision = decisionOn(request);
  return decision === 'approved' || decision === 'approved-in-part';
}

/** Whether staff refused it, and only the outcome mail and the closing are still to come. */
export function isRefused(request: DataSubjectRequest): boolean {
  return decisionOn(request) === 'refused';
}

function decisionOn(request: DataSubjectRequest) {
  const decided = lastOf(request.log, 'decided');
  const isOver = decided && seqOf(request, 'search-renewed') > decided.seq;
  return decided && !isOver && isCurrent(request, decided.seq) ? decided.data.decision : undefined;
}

export function isClosed(request: DataSubjectRequest): boolean {
  return request.status === 'closed';
}

/** How a member of staff ended it, unless it was reopened since. */
export function staffFinish(request: DataSubjectRequest): EventOf<'staff-finished'> | undefined {
  const finished = lastOf(request.log, 'staff-finished');
  return finished && isCurrent(request, finished.seq) ? finished : undefined;
}

/** Whether the requester withdrew it and it only waits to be closed. */
export function isWithdrawn(request: DataSubjectRequest): boolean {
  return hasHappened(request, 'withdrawn') && !isClosed(request);
}

/** Whether the requester stopped the erasure, and staff have not let it go on. */
export function isErasurePaused(request: DataSubjectRequest): boolean {
  const paused = seqOf(request, 'erasure-paused');
  return paused > seqOf(request, 'erasure-resumed') && paused > seqOf(request, 'erasure-notice-ended');
}

/** Whether staff are to settle an approved erasure that the requester stopped. */
export function isPausedWithStaff(request: DataSubjectRequest): boolean {
  return request.status === 'with-staff' && isApproved(request) && isErasurePaused(request);
}

/**
 * Throws {@link RequestEndedError} when the request is closed or lost entries that staff must look at first,
 * and {@link TryAgainError} when newer code has to continue it.
 */
export function assertOpen(request: DataSubjectRequest): DataSubjectRequest {
  if (isClosed(request)) throw new RequestEndedError('the request is closed');
  if (isHistoryLost(request.log)) throw new RequestEndedError('entries of this request were lost');
  if (hasNewerEvents(request.log)) throw new TryAgainError('newer code wrote to this request');
  return request;
}

export function hasHappened(request: DataSubjectRequest, type: EventType): boolean {
  return allOf(request.log, type).length > 0;
}

/** Position of the last such event in the log; 0 when it never happened. */
export function seqOf(request: DataSubjectRequest, type: EventType): number {
  return lastOf(request.log, type)?.seq ?? 0;
}

/**
 * Whether the requester has had any mail from the desk: each names the reference and the date by which the
 * answer comes.
 */
export function isAcknowledged(request: DataSubjectRequest): boolean {
  return allOf(request.log, 'mailed').some((event) => event.data.to === 'requester');
}

/** Whether the requester has the answer, and nothing that it left open is with staff since. */
export function isAnswered(request: DataSubjectRequest): boolean {
  return wasMailed(request, 'outcome') && request.status !== 'with-staff';
}

/**
 * Whether the report said that something is not done yet and that staff will write, and it has not been
 * handed to them since.
 */
export function isLeftUnfinished(request: DataSubjectRequest): boolean {
  const report = lastOf(request.log, 'report-made');
  return report?.data.open === true && seqOf(request, 'handed-to-staff') < report.seq;
}

/** Whether a mail with this key was sent. */
export function wasMailed(request: DataSubjectRequest, key: string): boolean {
  return allOf(request.log, 'mailed').some((event) => event.data.key === key);
}
