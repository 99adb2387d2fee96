import { minusDuration } from './civil-time';
import { mayCarryOut } from './clearance';
import {
  type DataSubjectRequest,
  hasHappened,
  isApproved,
  isRefused,
  isVerified,
  isWithdrawn,
  provenOf,
  seqOf,
  staffFinish,
  wasMailed,
} from './data-subject-request';
import type { LawBook } from './deadlines/law';
import { endDates } from './end-dates';
import type { EventData } from './events';
import { allOf, lastOf } from './log-entries';
import type { DateContext } from './redated-request';
import { rights } from './rights';

/** The place of the address that a request came with. Others are {@link namedPlace}s. */
export const OWN_ADDRESS = 'own';

/**
 * The place of an identifier that the requester named later: the entry that named it, its kind, and its index
 * among those of its kind there.
 */
export function namedPlace(given: number, kind: string, index: number): string {
  return `${given}/${kind}/${index}`;
}

/**
 * Whether the identifier at this place is proven by now: its code was typed, or staff know that it is the
 * requester's. A form alone proves nothing.
 */
export function isProvenAt(request: DataSubjectRequest, place: string): boolean {
  // The shop's server signed that it was this customer's session.
  if (place === OWN_ADDRESS && request.received.channel === 'signal') return true;
  if (place === OWN_ADDRESS) return seqOf(request, 'identity-verified') > seqOf(request, 'reopened');
  const [given, kind, index] = place.split('/');
  if (seqOf(request, 'claim-vouched') > Number(given)) return true;
  return kind === 'email' && provenOf(request, Number(given)).has(Number(index));
}

/** Ids of requests that may be of the same person: only of those for which {@link isLinked} holds. */
export function linkedIds(request: DataSubjectRequest): string[] {
  return [...new Set(allOf(request.log, 'linked').map((e) => e.data.requestId))];
}

/**
 * Whether one identifier is proven in both requests. The entry may be in either log, so that one lost in
 * between is not missed.
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
 * Whether everything for a copy is sealed in the vault: every store was searched and its rows were copied, or
 * staff decided how the request goes on without it.
 */
export function isCopySealed(request: DataSubjectRequest): boolean {
  return (
    seqOf(request, 'manifest-frozen') > Math.max(seqOf(request, 'reopened'), seqOf(request, 'search-renewed'))
  );
}

/** Whether the first call that erases something was made, or may have been. */
export function hasBegunToErase(request: DataSubjectRequest): boolean {
  return hasHappened(request, 'erasure-begun') || hasHappened(request, 'store-erased');
}

/**
 * Whether an erasure that has not begun waits for another request of the same person. For a copy: until it is
 * sealed. For an erasure: until its answer was sent; of two that could both begin, the one proven first goes
 * first, so that they never wait for each other. Copies wait for nothing, and nothing waits for an unproven
 * request.
 */
export function waitsFor(erasure: DataSubjectRequest, other: DataSubjectRequest): boolean {
  if (isWithdrawn(other) || other.status === 'closed') return false;
  const { carriedOut } = rights[other.right];
  // A doubt about the proof may be settled, and rows erased in the meantime could not be copied any more.
  if (carriedOut === 'export') return isProvenAt(other, OWN_ADDRESS) && isCopyToCome(other);
  return (
    carriedOut === 'erasure' &&
    isVerified(other) &&
    isErasing(other) &&
    (hasBegunToErase(other) || precedes(other, erasure))
  );
}

/** A copy about somebody else, such as a child, says nothing about the owner of the mailbox. */
function isCopyToCome(request: DataSubjectRequest): boolean {
  const isOver = isRefused(request) || staffFinish(request) !== undefined;
  return !isOver && !isCopySealed(request) && request.received.forWhom === 'self';
}

/** No request waits for an erasure that stopped for staff to look at. */
function isErasing(request: DataSubjectRequest): boolean {
  return isApproved(request) && mayCarryOut(request, 'erasure') && !wasMailed(request, 'outcome');
}

/**
 * Whether one request was proven before another; for the same instant the id decides, so that the order is
 * total.
 */
export function precedes(one: DataSubjectRequest, other: DataSubjectRequest): boolean {
  const key = (request: DataSubjectRequest) => `${provenAt(request)} ${request.requestId}`;
  return key(one) < key(other);
}

function provenAt({ log }: DataSubjectRequest): string {
  return lastOf(log, 'identity-verified')?.at ?? '';
}

/**
 * Every wait ends in the last days before either latest date, so that the rest can still be done and
 * answered.
 */
const WAITS_END_BEFORE = 'P3D';

/** The instant at which an erasure stops waiting for these requests, by the earliest latest date of all. */
export function waitEndsAt(
  erasure: DataSubjectRequest,
  others: readonly DataSubjectRequest[],
  by: DateContext & { readonly book: LawBook },
): string {
  const ends = [erasure, ...others].map((request) =>
    minusDuration(endDates(request, by.book, by).latestEndsAt, WAITS_END_BEFORE, request.received.zone),
  );
  return ends.sort()[0] ?? '';
}

/**
 * The requests for which an erasure did not wait to the end, because its date came near; undefined where it
 * did, or never waited.
 */
export function passedOver(request: DataSubjectRequest): EventData['erasure-unqueued'] | undefined {
  return allOf(request.log, 'erasure-unqueued').findLast((e) => e.data.because === 'date')?.data;
}
