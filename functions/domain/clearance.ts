import {
  type DataSubjectRequest,
  hasUnvouchedIdentifiers,
  isApproved,
  isVerified,
  isWithdrawn,
  seqOf,
} from './data-subject-request';
import { handOverReason } from './hand-over-reason';
import { lastOf } from './log-entries';
import { isHistoryLost } from './lost-history';
import { hasNewerEvents } from './newer-events';
import { isCorrectionNotice } from './notice-end';
import { rights } from './rights';

/** What needs an approval of its own before a machine does it. */
export type ApprovedAct = 'erasure' | 'export' | 'correction';

/**
 * What the notice announces: an erasure, or a correction of data with which an account could be taken over.
 */
export function noticedAct(request: Pick<DataSubjectRequest, 'right'>): Exclude<ApprovedAct, 'export'> {
  return isCorrectionNotice(request) ? 'correction' : 'erasure';
}

/** Whether staff may decide: the requester is verified, and nothing is withdrawn, lost or not understood. */
export function isDecidable(request: DataSubjectRequest): boolean {
  const isClear = !isWithdrawn(request) && !hasNewerEvents(request.log) && !isHistoryLost(request.log);
  return rights[request.right].proof && isVerified(request) && isClear;
}

export function matchesManifest(request: DataSubjectRequest, hash: string): boolean {
  return lastOf(request.log, 'manifest-frozen')?.data.hash === hash;
}

/**
 * Whether an irreversible act is allowed: the requester is verified and not doubted, every identifier is
 * proven or vouched for, nothing is withdrawn, and the manifest in force is the one that was approved.
 */
export function isCleared(request: DataSubjectRequest, act: ApprovedAct): boolean {
  const decision = lastOf(request.log, 'decided');
  if (act !== 'export' && handOverReason(request.received)) return false;
  return (
    rights[request.right].carriedOut === act &&
    isDecidable(request) &&
    !hasUnvouchedIdentifiers(request) &&
    isApproved(request) &&
    matchesManifest(request, decision?.data.manifestHash ?? '')
  );
}

/**
 * Whether a step may erase, correct, or give out a copy now. A step asks before it acts; the register asks
 * again when the act is logged.
 */
export function mayCarryOut(request: DataSubjectRequest, act: ApprovedAct): boolean {
  return request.status === 'fulfilling' && isCleared(request, act);
}

/** Whether the notice period is over; of a correction, the one that follows the decision in force. */
export function isNoticeOver(request: DataSubjectRequest): boolean {
  const ended = seqOf(request, 'erasure-notice-ended');
  return ended > (noticedAct(request) === 'correction' ? seqOf(request, 'decided') : 0);
}
