import { isCorrectedInPart } from './corrections';
import { type DataSubjectRequest, isApproved, isWithdrawn, staffFinish } from './data-subject-request';
import type { Outcome } from './event-facts';
import { allOf, lastOf } from './log-entries';
import { storesWithRest, unreadSettled } from './open-work';
import { rights } from './rights';
import { settlementsOf } from './settlements';
import { storesGivenUp } from './store-faults';

/**
 * How a request ended, from its log alone. It is `partly-fulfilled` whenever anything that was asked for was
 * not given or not erased, for whatever good reason: a withheld record, an invoice that tax law keeps, a
 * store that never answered.
 */
export function outcomeOf(request: DataSubjectRequest): Outcome {
  if (isWithdrawn(request)) return 'withdrawn';
  const byStaff = staffFinish(request);
  if (byStaff) return asPlanned(request, byStaff.data.outcome);
  if (lastOf(request.log, 'decided')?.data.decision === 'refused') return 'refused';
  if (isApproved(request) || rights[request.right].carriedOut === 'opt-out') {
    return isWhole(request) ? 'fulfilled' : 'partly-fulfilled';
  }
  return 'nothing-found';
}

/** What was approved to stay stays, even though staff did the rest by hand. */
function asPlanned(request: DataSubjectRequest, outcome: Outcome): Outcome {
  const isRest = lastOf(request.log, 'handed-to-staff')?.data.reason === 'correction-left';
  return outcome === 'fulfilled' && isRest && isCorrectedInPart(request) ? 'partly-fulfilled' : outcome;
}

function isWhole(request: DataSubjectRequest): boolean {
  const last = new Map(allOf(request.log, 'store-erased').map((e) => [e.data.storeId, e.data]));
  const retained = [...last.values()].some((e) => e.retained > 0 || e.remaining > 0);
  const kept = allOf(request.log, 'task-answered').some((e) => e.data.answer === 'kept');
  const isAsked = settlementsOf(request).some(({ state }) => state !== 'done');
  const open = storesWithRest(request).length > 0 || unreadSettled(request).some((u) => u.says === 'to-do');
  const isShown = lastOf(request.log, 'package-made')?.data.only !== 'not-proven';
  return (
    isShown &&
    !retained &&
    !kept &&
    !isAsked &&
    !isInPart(request) &&
    !open &&
    storesGivenUp(request).length === 0
  );
}

/**
 * What was contested when a copy was approved may have turned out to be the data subject's: then all of it
 * was given.
 */
function isInPart({ log }: DataSubjectRequest): boolean {
  const decided = lastOf(log, 'decided');
  if (decided?.data.decision !== 'approved-in-part') return false;
  const settledSince = (lastOf(log, 'contested-settled')?.seq ?? 0) > decided.seq;
  return !settledSince || lastOf(log, 'package-made')?.data.withheld !== 0;
}
