import { isDecidable } from './clearance';
import {
  type DataSubjectRequest,
  isCurrent,
  isErasurePaused,
  seqOf,
  staffFinish,
} from './data-subject-request';
import type { HandOverReason } from './event-facts';
import { handOverReason } from './hand-over-reason';
import { allOf, lastOf } from './log-entries';
import { rights } from './rights';

/**
 * A request handed to staff for one of these reasons may go back to the desk, to be searched and decided
 * anew.
 */
const RETURNABLE: readonly HandOverReason[] = [
  'drift',
  'ambiguous-person',
  'history-lost',
  'correction-left',
  'notice-unheard',
  'staff-choice',
];

/**
 * Whether staff may let the desk search and freeze again: never once the requester has the answer, and not
 * while they have paused the erasure.
 */
export function mayRenew(request: DataSubjectRequest): boolean {
  if (request.status === 'awaiting-decision') return true;
  const reason = lastOf(request.log, 'handed-to-staff')?.data.reason ?? 'staff-choice';
  return (
    request.status === 'with-staff' &&
    RETURNABLE.includes(reason) &&
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
