import { carriedOnFrom } from './carried-on-from';
import { civilDateOf } from './civil-time';
import { type DataSubjectRequest, hasHappened, staffFinish } from './data-subject-request';
import type { Desk } from './desk';
import { receivedOn } from './due-dates';
import { isForAnother } from './hand-over-reason';
import { allOf, lastOf } from './log-entries';
import { referenceOf } from './reference';

/** The right to opt out of the sale or sharing of one's data (Cal. Civ. Code 1798.120, .135). */
export const SALE_OPT_OUT = 'opt-out-of-sale';

/** The state of an opt-out. */
export interface OptOutState {
  /**
   * `opted-out`: set in our stores. `nothing-to-set`: our stores hold no record of this customer in which it
   * could be set. `not-done`: staff answered otherwise, or a store did not do it.
   */
  readonly status: 'in-progress' | 'opted-out' | 'nothing-to-set' | 'not-done';
  /** Plain date on which the last of our stores had set it. */
  readonly since?: string;
}

/** An opt-out as an answer reports it. */
export interface OptOutRecord extends OptOutState {
  readonly reference: string;
  /** Plain date. */
  readonly on: string;
  readonly cameBy: 'form' | 'staff' | 'signal';
  /** Reference of the request that it follows from. */
  readonly follows?: string;
}

export function optOutState(
  { desk }: { readonly desk: Pick<Desk, 'zone'> },
  request: DataSubjectRequest,
): OptOutState {
  const closed = lastOf(request.log, 'closed');
  if (!closed || request.status !== 'closed') return { status: 'in-progress' };
  if (request.outcome !== 'fulfilled') return { status: 'not-done' };
  if (foundIn(request) === 0 && !staffFinish(request)) return { status: 'nothing-to-set' };
  return { status: 'opted-out', since: civilDateOf(setBy(request, closed.at), desk.zone).toString() };
}

/**
 * Instant. Where staff did the rest by hand, the end of the request says when; otherwise the request itself
 * may end days later, such as when a recipient is hard to reach.
 */
function setBy(request: DataSubjectRequest, closedAt: string): string {
  const found = allOf(request.log, 'opted-out').findLast(({ data }) => data.found > 0);
  return staffFinish(request)?.at ?? found?.at ?? closedAt;
}

/**
 * Instant at which the first store was looked at, or the end where none was. The opt-out says nothing about
 * what a row allows since then.
 */
export function firstSearchedAt({ log }: DataSubjectRequest): string | undefined {
  return (allOf(log, 'opted-out')[0] ?? lastOf(log, 'closed'))?.at;
}

export function optOutRecord(
  deps: { readonly desk: Pick<Desk, 'zone'> },
  request: DataSubjectRequest,
): OptOutRecord {
  return {
    ...optOutState(deps, request),
    reference: referenceOf(request.requestId),
    on: receivedOn(request).toString(),
    cameBy: request.received.channel,
    ...carriedOnFrom(request),
  };
}

/**
 * Whether it is neither withdrawn, nor a stub without its record, nor about somebody other than the owner of
 * its address.
 */
export function isOnRecord(request: DataSubjectRequest): boolean {
  const isOwn = !isForAnother(request.received);
  return isOwn && request.outcome !== 'withdrawn' && !hasHappened(request, 'shredded');
}

/** How many records of the customer the opt-out was set in. */
export function foundIn({ log }: DataSubjectRequest): number {
  return allOf(log, 'opted-out').reduce((sum, { data }) => sum + data.found, 0);
}
