import { accountPlace } from './account-proof';
import { awaitsNotice } from './correction-notice';
import { RequestEndedError, TryAgainError } from './errors';
import type {
  Drift,
  DriftWay,
  EventData,
  EventType,
  HandOverReason,
  LoggedEvent,
  NewEvent,
  Outcome,
} from './events';
import { driftWord, furtherWordsBy } from './further-word';
import { handOverReason } from './hand-over-reason';
import { allOf, type EventOf, lastOf } from './log-entries';
import { isHistoryLost } from './lost-history';
import { isEndOfUnproven, mayWithdrawNow } from './may-end';
import { asUnderstood, isAhead, mayFollow } from './newer-events';
import { announcedApproval, vouchersOf } from './own-word';
import { mayConfirmByAccount, mayOfferProof, openOffer } from './proof-of-details';
import { isUnread, receivedAs } from './received-as';
import { mayHappen, moves, type Status } from './request-status';
import { mayEndRestriction, restrictionOf } from './restriction';
import { type Right, rights } from './rights';
import { mayEnd, mayRefuse } from './tied-review';

export { allOf, type EventOf, lastOf };

/**
 * One request, as its log tells it. Nothing here is stored: the fold of the events is the state, so an
 * answer, an audit entry and a change of
 * status can never disagree.
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
 * Throws when the log is empty, has a gap, or does not begin with the receipt: such a log is damaged and must
 * not be acted on.
 */
export function foldRequest(written: readonly LoggedEvent[]): DataSubjectRequest {
  const log = written.map(asUnderstood);
  const first = log[0];
  if (first?.type !== 'received') throw new Error('the log does not begin with a receipt');
  if (log.some((event, i) => event.seq !== i + 1)) throw new Error('the log has a gap');
  const closed = lastOf(log, 'closed');
  const received = receivedAs(first.data, log);
  const status = log.reduce(nextStatus, 'awaiting-verification' as Status);
  return {
    requestId: first.requestId,
    status,
    ...(closed && status === 'closed' ? { outcome: closed.data.outcome } : {}),
    right: received.right,
    received,
    log,
  };
}

function nextStatus(status: Status, event: LoggedEvent): Status {
  if (event.type === 'received' && event.data.unread) return 'with-staff';
  if (event.type === 'received' || event.type === 'form-read') return initialStatus(event.data.right);
  if (event.type === 'decided' && event.data.decision === 'handed-over') return 'with-staff';
  return moves[event.type].to ?? status;
}

/**
 * A right that needs no proof starts where it is carried out, by a machine or by a person: nothing stands
 * between it and the deed.
 */
export function initialStatus(right: Right): Status {
  if (rights[right].proof) return 'awaiting-verification';
  return rights[right].carriedOut === 'by-staff' ? 'with-staff' : 'fulfilling';
}

/** Whether the table of moves, and the order of proof, decision and deed, let this event happen now. */
export function allows(request: DataSubjectRequest, event: NewEvent): boolean {
  const { type } = event;
  return mayHappen(type, request.status) && mayFollow(request.log, type) && guard(request, event);
}

/** The second lock on what cannot be undone: asked of the same log, in the same conditional write. */
function guard(request: DataSubjectRequest, event: NewEvent): boolean {
  switch (event.type) {
    case 'identity-verified':
    case 'identity-doubted':
    case 'decision-asked':
      return rights[request.right].proof;
    case 'approval-announced':
      return isDecidable(request) && matchesManifest(request, event.data.manifestHash);
    case 'restriction-set':
    case 'restriction-marked':
      return request.right === 'restriction';
    case 'restriction-kept':
    case 'restriction-ending':
      return restrictionOf(request) !== undefined;
    case 'restriction-ended':
      return mayEndRestriction(request);
    case 'staff-finished':
      return mayEnd(request, event.data);
    case 'approval-given':
    case 'decided':
      return (
        isDecidable(request) &&
        matchesManifest(request, event.data.manifestHash) &&
        isIndependent(request, event.data)
      );
    case 'identifier-proven':
      return isProvable(request, event.data);
    case 'proof-offered':
      return isVerified(request) && !isWithdrawn(request) && mayOfferProof(request);
    case 'proof-checked':
      return openOffer(request)?.data.offer === event.data.offer;
    case 'account-confirmed':
      return (
        isVerified(request) &&
        !isWithdrawn(request) &&
        mayConfirmByAccount(request) &&
        event.data.place === accountPlace(request)
      );
    case 'details-vouched':
      return isCleared(request, 'export');
    case 'erasure-noticed':
      return isCleared(request, deedOf(request));
    case 'erasure-queued':
    case 'erasure-planned':
    case 'erasure-begun':
    case 'store-erased':
      return isCleared(request, 'erasure');
    case 'drift-accepted':
      return (
        isCleared(request, 'erasure') &&
        mayAcceptDrift(request, event.data.as) &&
        isSaidByAnother(request, event.data)
      );
    case 'search-renewed':
      return mayRenew(request);
    case 'erasure-notice-ended':
      return isCleared(request, deedOf(request)) && !isErasurePaused(request);
    case 'erasure-resumed':
      return isCleared(request, deedOf(request)) && isErasurePaused(request);
    case 'package-made':
      return isCleared(request, 'export');
    case 'erasure-replayed':
      return isApproved(request) && request.right === 'erasure';
    case 'manifest-frozen':
      return request.status === 'locating' || rights[request.right].carriedOut === 'correction';
    case 'correction-begun':
      return isCleared(request, 'correction') && !awaitsNotice(request);
    case 'store-corrected':
      return isCorrectionBegun(request, event.data);
    case 'opted-out':
      return rights[request.right].carriedOut === 'opt-out';
    case 'closed':
      return event.data.outcome !== 'unverified' || isEndOfUnproven(request, staffFinish(request));
    case 'withdrawn':
      return mayWithdrawNow(request);
    case 'form-read':
      return isUnread(request);
    case 'reopened':
      return request.outcome === 'unverified' && mayProveLate(request);
    default:
      return true;
  }
}

function isDecidable(request: DataSubjectRequest): boolean {
  const isClear = !isWithdrawn(request) && !isAhead(request.log) && !isHistoryLost(request.log);
  return rights[request.right].proof && isVerified(request) && isClear;
}

/**
 * Nobody approves what rests on their own word, unless it was announced, by them and of this very manifest.
 * Refusing and handing over stay open to all.
 */
function isIndependent(
  request: DataSubjectRequest,
  {
    staffId,
    ...data
  }: EventData['approval-given'] & Partial<Pick<EventData['decided'], 'decision' | 'nobodyElse'>>,
): boolean {
  const approves = data.decision === undefined || data.decision.startsWith('approved');
  if (data.decision === 'refused') return mayRefuse(request, { staffId, nobodyElse: data.nobodyElse });
  if (!approves || !vouchersOf(request).includes(staffId)) return true;
  const announced = announcedApproval(request)?.data;
  return announced?.staffId === staffId && announced.manifestHash === data.manifestHash;
}

/** Nobody lets more of an erasure go that rests on their own word, unless somebody else has said the same. */
function isSaidByAnother(request: DataSubjectRequest, { staffId, as }: EventData['drift-accepted']): boolean {
  const isOwn = isMoreThanApproved(request, as) && vouchersOf(request).includes(staffId);
  return !isOwn || furtherWordsBy(request, driftWord(request, as)).some((id) => id !== staffId);
}

/**
 * Whether what may be settled so lets rows go that nobody approved. That approved ones are gone lets none go.
 */
export function isMoreThanApproved(request: DataSubjectRequest, as?: DriftWay): boolean {
  return as !== 'leave' && openDrifts(request).some(({ reason }) => as === 'theirs' || reason !== 'vanished');
}

/** What needs an approval of its own before a machine does it. */
type Deed = 'erasure' | 'export' | 'correction';

/** What a notice stands before: an erasure, or a correction of what an account could be taken over with. */
function deedOf({ right }: DataSubjectRequest): Deed {
  return rights[right].carriedOut === 'correction' ? 'correction' : 'erasure';
}

/**
 * Whether what cannot be undone may be done: proven, not doubted, nothing merely claimed, not withdrawn, and
 * approved for the very manifest that is in force.
 */
function isCleared(request: DataSubjectRequest, carriedOut: Deed): boolean {
  const decision = lastOf(request.log, 'decided');
  if (carriedOut !== 'export' && handOverReason(request.received)) return false;
  return (
    rights[request.right].carriedOut === carriedOut &&
    isDecidable(request) &&
    !hasBareClaims(request) &&
    isApproved(request) &&
    matchesManifest(request, decision?.data.manifestHash ?? '')
  );
}

/**
 * Whether a step may erase, correct, or give out a copy, right now. Asked before the deed; the register asks
 * again when it is logged.
 */
export function mayCarryOut(request: DataSubjectRequest, carriedOut: Deed): boolean {
  return request.status === 'fulfilling' && isCleared(request, carriedOut);
}

/** A late proof opens what a machine may carry out; what a person looks after stays with a person. */
function mayProveLate({ right, received }: DataSubjectRequest): boolean {
  return rights[right].proof && handOverReason(received) === undefined;
}

function matchesManifest(request: DataSubjectRequest, hash: string): boolean {
  return lastOf(request.log, 'manifest-frozen')?.data.hash === hash;
}

/** Whether the person stopped the erasure, and staff have not let it go on. */
export function isErasurePaused(request: DataSubjectRequest): boolean {
  const paused = seqOf(request, 'erasure-paused');
  return paused > seqOf(request, 'erasure-resumed') && paused > seqOf(request, 'erasure-notice-ended');
}

/**
 * Whether the notice that goes before is over; of a correction, the one that follows the decision in force.
 */
export function isNoticeOver(request: DataSubjectRequest): boolean {
  const ended = seqOf(request, 'erasure-notice-ended');
  return ended > (deedOf(request) === 'correction' ? seqOf(request, 'decided') : 0);
}

/** Whether a store was told to write corrections of this manifest. */
function isCorrectionBegun(
  { log }: DataSubjectRequest,
  { storeId, version }: EventData['correction-begun'],
): boolean {
  return allOf(log, 'correction-begun').some(
    ({ data }) => data.storeId === storeId && data.version === version,
  );
}

/**
 * What came since the approval may be let go with the rest by a person, and what somebody else erased be left
 * at that; what is shared or will not go needs more than a yes.
 */
const acceptable: readonly Drift[] = [
  'vanished',
  'new-since-approval',
  'new-ground',
  'unapproved-collection',
  'beyond-bound',
];

/** Where the erasure stopped and nobody has said how it goes on. */
export function openDrifts(request: DataSubjectRequest): EventData['erasure-drifted'][] {
  const settled = Math.max(seqOf(request, 'drift-accepted'), seqOf(request, 'search-renewed'));
  const drifts = allOf(request.log, 'erasure-drifted').filter((e) => e.seq > settled);
  return drifts.map((e) => e.data);
}

/**
 * Whether the erasure stopped at something that somebody who has looked may settle so.
 *
 * @param as - absent: what came since goes with the rest
 */
export function mayAcceptDrift(request: DataSubjectRequest, as?: DriftWay): boolean {
  const drifts = openDrifts(request);
  const isKnown = ({ ways = [] }: EventData['erasure-drifted']) => as !== undefined && ways.includes(as);
  return (
    drifts.length > 0 &&
    (as === undefined || drifts.some(isKnown)) &&
    drifts.every((drift) => isKnown(drift) || (as !== 'leave' && acceptable.includes(drift.reason)))
  );
}

/**
 * What a person looks after for these reasons may go back to the desk, which then searches and asks for a
 * decision anew.
 */
const givenBack: readonly HandOverReason[] = [
  'drift',
  'ambiguous-person',
  'history-lost',
  'correction-left',
  'notice-unheard',
  'staff-choice',
];

/**
 * Whether staff may let the desk search and freeze anew: never after the person had the answer. An erasure
 * that the person paused is theirs to talk about first.
 */
export function mayRenew(request: DataSubjectRequest): boolean {
  if (request.status === 'awaiting-decision') return true;
  const reason = lastOf(request.log, 'handed-to-staff')?.data.reason ?? 'staff-choice';
  return (
    request.status === 'with-staff' &&
    givenBack.includes(reason) &&
    handOverReason(request.received) === undefined &&
    rights[request.right].carriedOut !== 'by-staff' &&
    isDecidable(request) &&
    !staffFinish(request) &&
    !allOf(request.log, 'mailed').some(
      ({ seq, data }) => data.key === 'outcome' && isCurrent(request, seq),
    ) &&
    seqOf(request, 'erasure-noticed') <= seqOf(request, 'erasure-notice-ended') &&
    !isErasurePaused(request)
  );
}

/**
 * A request that was reopened, or could be read at last, is to be proven, decided and finished anew: what was
 * said before counts no more.
 */
function isCurrent(request: DataSubjectRequest, seq: number): boolean {
  return seq > Math.max(seqOf(request, 'reopened'), seqOf(request, 'form-read'));
}

export function isVerified(request: DataSubjectRequest): boolean {
  return isCurrent(request, seqOf(request, 'identity-verified')) && !isDoubted(request);
}

export function isDoubted(request: DataSubjectRequest): boolean {
  return seqOf(request, 'identity-doubted') > seqOf(request, 'identity-doubt-settled');
}

/**
 * Whether the person named further identifiers, since nothing was found by the proven one, of which one is
 * neither proven nor vouched for: what it leads to may be
 * someone else's.
 */
export function hasBareClaims(request: DataSubjectRequest): boolean {
  const vouched = seqOf(request, 'claim-vouched');
  return allOf(request.log, 'identifiers-given').some(
    ({ seq, data }) => seq > vouched && provenOf(request, seq).size < data.count,
  );
}

/**
 * Places of the addresses, among those that the entry `given` named, whose mailbox somebody has since proven
 * to hold.
 */
export function provenOf(request: DataSubjectRequest, given: number): ReadonlySet<number> {
  const proofs = allOf(request.log, 'identifier-proven').filter((event) => event.data.given === given);
  return new Set(proofs.map((event) => event.data.index));
}

/** Only an address that was named can be proven. */
function isProvable(request: DataSubjectRequest, { given, index }: EventData['identifier-proven']): boolean {
  const named = allOf(request.log, 'identifiers-given').find((event) => event.seq === given);
  return Number.isInteger(index) && index >= 0 && index < (named?.data.addresses ?? 0);
}

export function isApproved(request: DataSubjectRequest): boolean {
  const decision = decisionOn(request);
  return decision === 'approved' || decision === 'approved-in-part';
}

/** Whether staff refused it, and it only waits to be told and closed. */
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

/** How a person on the staff ended it, unless it was reopened since. */
export function staffFinish(request: DataSubjectRequest): EventOf<'staff-finished'> | undefined {
  const finished = lastOf(request.log, 'staff-finished');
  return finished && isCurrent(request, finished.seq) ? finished : undefined;
}

/** Whether the person withdrew the request and it only waits to be closed. */
export function isWithdrawn(request: DataSubjectRequest): boolean {
  return hasHappened(request, 'withdrawn') && !isClosed(request);
}

/**
 * Throws {@link RequestEndedError} when nothing may be done any more, or not before a person has looked, and
 * {@link TryAgainError} when newer code has to do it.
 */
export function mustBeOpen(request: DataSubjectRequest): DataSubjectRequest {
  if (isClosed(request)) throw new RequestEndedError('the request is closed');
  if (isHistoryLost(request.log)) throw new RequestEndedError('entries of this request were lost');
  if (isAhead(request.log)) throw new TryAgainError('newer code wrote to this request');
  return request;
}

export function hasHappened(request: DataSubjectRequest, type: EventType): boolean {
  return request.log.some((event) => event.type === type);
}

/** Position of the last such event in the log; 0 when it never happened. */
export function seqOf(request: DataSubjectRequest, type: EventType): number {
  return lastOf(request.log, type)?.seq ?? 0;
}

/**
 * Whether the person has heard from the desk at all: each mail names the reference, and by when the answer
 * comes.
 */
export function isAcknowledged(request: DataSubjectRequest): boolean {
  return allOf(request.log, 'mailed').some((event) => event.data.to === 'requester');
}

/** Whether the person has the answer, and nothing that it left open is with staff since. */
export function isAnswered(request: DataSubjectRequest): boolean {
  return wasMailed(request, 'outcome') && request.status !== 'with-staff';
}

/**
 * Whether the person was told that something is not done yet and that somebody writes to them, and nobody has
 * been asked to.
 */
export function isLeftUnfinished(request: DataSubjectRequest): boolean {
  const told = lastOf(request.log, 'report-made');
  return told?.data.open === true && seqOf(request, 'handed-to-staff') < told.seq;
}

/** Whether a mail with this key has left. */
export function wasMailed(request: DataSubjectRequest, key: string): boolean {
  return allOf(request.log, 'mailed').some((event) => event.data.key === key);
}
