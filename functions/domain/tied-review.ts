import type { DataSubjectRequest } from './data-subject-request';
import type { EventData } from './events';
import { type EventOf, lastOf } from './log-entries';
import { isReview } from './rights';

type Told = Pick<DataSubjectRequest, 'right' | 'log'>;

/** Which request a complaint or an appeal is about, as far as anybody knows. */
export function tieOf(review: Told): EventOf<'review-tied'> | undefined {
  return isReview(review.right) ? lastOf(review.log, 'review-tied') : undefined;
}

/**
 * The second lock of `reviewWay`: whoever decided what a complaint or an appeal is about ends it only where it is noted that nobody else could. Whoever refused what is carried
 * on does not end it as refused.
 */
export function mayEnd(
  request: Told,
  { staffId, nobodyElse, outcome }: EventData['staff-finished'],
): boolean {
  if (outcome === 'refused' && !mayRefuse(request, staffId)) return false;
  return nobodyElse === true || !tieOf(request)?.data.decidedBy.includes(staffId);
}

/** What was refused and has to be done after all is not refused again by whoever did so before. */
export function mayRefuse({ log }: Told, staffId: string): boolean {
  return !lastOf(log, 'carries-on')?.data.refusedBy.includes(staffId);
}
