import { earlier } from './civil-time';
import { mayCarryOut } from './clearance';
import {
  allOf,
  type DataSubjectRequest,
  hasHappened,
  isApproved,
  isRefused,
  isVerified,
  isWithdrawn,
  lastOf,
  provenOf,
  seqOf,
  staffFinish,
  wasMailed,
} from './data-subject-request';
import type { DateContext } from './date-anew';
import type { LawBook } from './deadlines/deadline';
import { endDates } from './end-dates';
import type { EventData } from './events';
import { rights } from './rights';

/** The address that a request came with, as a place in it. Others are {@link namedPlace}s. */
export const OWN_ADDRESS = 'own';

/**
 * An identifier that the person named later, by the entry that named it, its kind, and its place among those
 * of its kind there.
 */
export function namedPlace(given: number, kind: string, index: number): string {
  return `${given}/${kind}/${index}`;
}

/**
 * Whether the identifier at this place is proven by now: its code was typed, or somebody on the staff knows
 * that it is theirs. A mere form proves nothing.
 */
export function isProvenAt(request: DataSubjectRequest, place: string): boolean {
  // The shop's server signed that it was this customer's session.
  if (place === OWN_ADDRESS && request.received.channel === 'signal') return true;
  if (place === OWN_ADDRESS) return seqOf(request, 'identity-verified') > seqOf(request, 'reopened');
  const [given, kind, index] = place.split('/');
  if (seqOf(request, 'claim-vouched') > Number(given)) return true;
  return kind === 'email' && provenOf(request, Number(given)).has(Number(index));
}

/** Ids of requests that may be of the same person: only of those that {@link isLinked} says so. */
export function linkedIds(request: DataSubjectRequest): string[] {
  return [...new Set(allOf(request.log, 'linked').map((e) => e.data.requestId))];
}

/**
 * Whether one identifier is proven in both requests. The entry may stand in either log, so that one which was
 * lost on the way is not missed.
 */
export function isLinked(one: DataSubjectRequest, other: DataSubjectRequest): boolean {
  return isLinkedFrom(one, other) || isLinkedFrom(other, one);
}

function isLinkedFrom(one: DataSubjectRequest, other: DataSubjectRequest): boolean {
  return allOf(one.log, 'linked').some(
    ({ data }) =>
      data.requestId === other.requestId && isProvenAt(one, data.here) && isProvenAt(other, data.there),
  );
}

/**
 * Whether all that a copy is made of lies sealed in the vault: every store was searched and its rows were
 * copied, or people said what becomes of the request without it.
 */
export function isCopySealed(request: DataSubjectRequest): boolean {
  return (
    seqOf(request, 'manifest-frozen') > Math.max(seqOf(request, 'reopened'), seqOf(request, 'search-renewed'))
  );
}

/** Whether the first call that erases something has been made, or may have been. */
export function hasBegunToErase(request: DataSubjectRequest): boolean {
  return hasHappened(request, 'erasure-begun') || hasHappened(request, 'store-erased');
}

/**
 * Whether an erasure that has not begun waits for another request of the same person. For a copy: until it is
 * sealed. For an erasure: until its answer has left; of two that
 * could both begin, the one that was proven first goes first, so that never each waits for the other. Copies
 * wait for nothing, and nothing waits for what is not proven.
 */
export function waitsFor(erasure: DataSubjectRequest, other: DataSubjectRequest): boolean {
  if (isWithdrawn(other) || other.status === 'closed') return false;
  const { carriedOut } = rights[other.right];
  // A doubt about the proof may be settled: what is erased meanwhile could not be copied any more.
  if (carriedOut === 'export') return isProvenAt(other, OWN_ADDRESS) && isCopyToCome(other);
  return (
    carriedOut === 'erasure' &&
    isVerified(other) &&
    isErasing(other) &&
    (hasBegunToErase(other) || precedes(other, erasure))
  );
}

/** A copy about somebody else, such as a child, says nothing of whoever holds the mailbox. */
function isCopyToCome(request: DataSubjectRequest): boolean {
  const isOver = isRefused(request) || staffFinish(request) !== undefined;
  return !isOver && !isCopySealed(request) && request.received.forWhom === 'self';
}

/** An erasure that stopped for a person to look keeps nobody waiting. */
function isErasing(request: DataSubjectRequest): boolean {
  return isApproved(request) && mayCarryOut(request, 'erasure') && !wasMailed(request, 'outcome');
}

/**
 * Whether one request was proven before another; of two in the same instant the id decides, so that the order
 * is total.
 */
export function precedes(one: DataSubjectRequest, other: DataSubjectRequest): boolean {
  const key = (request: DataSubjectRequest) => `${provenAt(request)} ${request.requestId}`;
  return key(one) < key(other);
}

function provenAt({ log }: DataSubjectRequest): string {
  return lastOf(log, 'identity-verified')?.at ?? '';
}

/**
 * No wait goes on in the last days before either latest date, so that what is due can still be done and told.
 */
const WAITS_END_BEFORE = 'P3D';

/**
 * The instant at which an erasure waits no longer for these requests, by the earliest latest date among all.
 */
export function waitEndsAt(
  erasure: DataSubjectRequest,
  others: readonly DataSubjectRequest[],
  by: DateContext & { readonly book: LawBook },
): string {
  const ends = [erasure, ...others].map((request) =>
    earlier(endDates(request, by.book, by).latestEndsAt, WAITS_END_BEFORE, request.received.zone),
  );
  return ends.sort()[0] ?? '';
}

/**
 * The requests that an erasure did not wait for to the end, since its date came near; nothing where it did,
 * or never waited.
 */
export function passedOver(request: DataSubjectRequest): EventData['erasure-unqueued'] | undefined {
  return allOf(request.log, 'erasure-unqueued').findLast((e) => e.data.because === 'date')?.data;
}
