import { accountPlace } from './account-proof';
import { isCleared, isDecidable, matchesManifest, noticedAct } from './clearance';
import { awaitsNotice } from './correction-notice';
import {
  type DataSubjectRequest,
  isApproved,
  isErasurePaused,
  isVerified,
  isWithdrawn,
  staffFinish,
} from './data-subject-request';
import { isMoreThanApproved, mayAcceptDrift } from './drift';
import type { EventData, EventType, NewEvent } from './events';
import { driftApproval, furtherApprovalsBy } from './further-approval';
import { handOverReason } from './hand-over-reason';
import { allOf, lastOf } from './log-entries';
import { isEndOfUnproven, mayWithdrawNow } from './may-end';
import { mayRenew } from './may-renew';
import { mayFollow } from './newer-events';
import { mayConfirmByAccount, mayOfferProof, uncheckedOffer } from './proof-of-details';
import { isUnread } from './received-as';
import { mayHappen } from './request-status';
import { mayEndRestriction, restrictionOf } from './restriction';
import { rights } from './rights';
import { announcedApproval, staffWhoVouched } from './staff-vouching';
import { mayFinishByHand, mayRefuse } from './tied-review';

/** Whether the table of moves and the order of proof, decision and act let this event happen now. */
export function allows(request: DataSubjectRequest, event: NewEvent): boolean {
  const { type } = event;
  return mayHappen(type, request.status) && mayFollow(request.log, type) && guard(request, event);
}

/**
 * The second check of an irreversible act: made on the log that the same conditional write appends to. An
 * event that is not listed needs no more than the table of moves.
 */
function guard<T extends EventType>(
  request: DataSubjectRequest,
  { type, data }: { readonly type: T; readonly data: EventData[T] },
): boolean {
  const may: Guards[T] = guards[type];
  return may === undefined || may(request, data);
}

type Guards = {
  readonly [T in EventType]?: (request: DataSubjectRequest, data: EventData[T]) => boolean;
};

const guards: Guards = {
  'identity-verified': needsProof,
  'identity-doubted': needsProof,
  'identifier-proven': isProvable,
  'proof-offered': (request) => isProvenAndOpen(request) && mayOfferProof(request),
  'proof-checked': (request, { offer }) => uncheckedOffer(request)?.data.offer === offer,
  'account-confirmed': (request, { place }) =>
    isProvenAndOpen(request) && mayConfirmByAccount(request) && place === accountPlace(request),
  'details-vouched': isExportCleared,

  'manifest-frozen': (request, data) =>
    request.status === 'locating' ||
    rights[request.right].carriedOut === 'correction' ||
    isTick(request, data),
  'decision-asked': needsProof,
  'approval-announced': (request, { manifestHash }) =>
    isDecidable(request) && matchesManifest(request, manifestHash),
  'approval-given': mayDecide,
  decided: mayDecide,
  'search-renewed': mayRenew,

  'package-made': isExportCleared,

  'erasure-noticed': (request) => isCleared(request, noticedAct(request)),
  'erasure-notice-ended': (request) => isCleared(request, noticedAct(request)) && !isErasurePaused(request),
  'erasure-resumed': (request) => isCleared(request, noticedAct(request)) && isErasurePaused(request),
  'erasure-queued': isErasureCleared,
  'erasure-planned': isErasureCleared,
  'erasure-begun': isErasureCleared,
  'store-erased': isErasureCleared,
  'drift-accepted': (request, data) =>
    isErasureCleared(request) && mayAcceptDrift(request, data.as) && isSaidByAnother(request, data),
  'erasure-replayed': (request) => isApproved(request) && request.right === 'erasure',

  'correction-begun': (request) => isCleared(request, 'correction') && !awaitsNotice(request),
  'store-corrected': isCorrectionBegun,

  'opted-out': ({ right }) => rights[right].carriedOut === 'opt-out',

  'restriction-set': isOnRestriction,
  'restriction-marked': isOnRestriction,
  'restriction-kept': isRestricted,
  'restriction-ending': isRestricted,
  'restriction-ended': mayEndRestriction,

  'staff-finished': mayFinishByHand,
  closed: (request, { outcome }) =>
    outcome !== 'unverified' || isEndOfUnproven(request, staffFinish(request)),
  withdrawn: mayWithdrawNow,
  'form-read': isUnread,
  reopened: (request) => request.outcome === 'unverified' && mayProveLate(request),
};

function needsProof({ right }: DataSubjectRequest): boolean {
  return rights[right].proof;
}

function isProvenAndOpen(request: DataSubjectRequest): boolean {
  return isVerified(request) && !isWithdrawn(request);
}

function isExportCleared(request: DataSubjectRequest): boolean {
  return isCleared(request, 'export');
}

function isErasureCleared(request: DataSubjectRequest): boolean {
  return isCleared(request, 'erasure');
}

function isOnRestriction({ right }: DataSubjectRequest): boolean {
  return right === 'restriction';
}

function isRestricted(request: DataSubjectRequest): boolean {
  return restrictionOf(request) !== undefined;
}

function mayDecide(
  request: DataSubjectRequest,
  data: EventData['approval-given'] | EventData['decided'],
): boolean {
  return isDecidable(request) && matchesManifest(request, data.manifestHash) && isIndependent(request, data);
}

/**
 * A member of staff does not approve what rests on their own word, unless they announced it before, for this
 * very manifest. Refusing and handing over stay open to all.
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
  if (!approves || !staffWhoVouched(request).includes(staffId)) return true;
  const announced = announcedApproval(request)?.data;
  return announced?.staffId === staffId && announced.manifestHash === data.manifestHash;
}

/**
 * A member of staff on whose word an erasure rests does not extend it, unless a colleague has said the same.
 */
function isSaidByAnother(request: DataSubjectRequest, { staffId, as }: EventData['drift-accepted']): boolean {
  const isOwn = isMoreThanApproved(request, as) && staffWhoVouched(request).includes(staffId);
  return !isOwn || furtherApprovalsBy(request, driftApproval(request, as)).some((id) => id !== staffId);
}

/** Whether it is the manifest in force once more, with another tick on what an erasure may also end. */
function isTick({ log }: DataSubjectRequest, data: EventData['manifest-frozen']): boolean {
  const before = lastOf(log, 'manifest-frozen')?.data;
  const places = (endings: typeof data.endings = []) =>
    JSON.stringify(endings.map(({ tickedBy: _tickedBy, ...one }) => one));
  return (
    before?.endings !== undefined &&
    data.object === before.object &&
    data.version === before.version + 1 &&
    data.rows === before.rows &&
    places(data.endings) === places(before.endings)
  );
}

/** A late proof reopens what a machine may carry out; what staff look after stays with them. */
function mayProveLate({ right, received }: DataSubjectRequest): boolean {
  return rights[right].proof && handOverReason(received) === undefined;
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

/** Only an address that the requester named can be proven. */
function isProvable(request: DataSubjectRequest, { given, index }: EventData['identifier-proven']): boolean {
  const named = allOf(request.log, 'identifiers-given').find((event) => event.seq === given);
  return Number.isInteger(index) && index >= 0 && index < (named?.data.addresses ?? 0);
}
