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
import type { EventData, NewEvent } from './events';
import { driftApproval, furtherApprovalsBy } from './further-approval';
import { handOverReason } from './hand-over-reason';
import { allOf } from './log-entries';
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

/** The second check of an irreversible act: made on the log that the same conditional write appends to. */
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
      return mayFinishByHand(request, event.data);
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
      return uncheckedOffer(request)?.data.offer === event.data.offer;
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
      return isCleared(request, noticedAct(request));
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
      return isCleared(request, noticedAct(request)) && !isErasurePaused(request);
    case 'erasure-resumed':
      return isCleared(request, noticedAct(request)) && isErasurePaused(request);
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
