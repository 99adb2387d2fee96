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
 * The second lock of `reviewWay`: whoever decided what a complaint or an appeal is about ends it only where
 * it is noted that nobody else could. Whoever decided what is carried
 * on ends it as refused only where the same is noted.
 */
export function mayEnd(
  request: Told,
  { staffId, nobodyElse, outcome }: EventData['staff-finished'],
): boolean {
  if (outcome === 'refused' && !mayRefuse(request, { staffId, nobodyElse })) return false;
  return nobodyElse === true || !tieOf(request)?.data.decidedBy.includes(staffId);
}

/**
 * What was decided and has to be done after all is not refused by whoever decided it before, unless it is
 * noted that nobody else could.
 */
export function mayRefuse(
  { log }: Pick<Told, 'log'>,
  { staffId, nobodyElse }: Pick<EventData['decided'], 'staffId' | 'nobodyElse'>,
): boolean {
  return nobodyElse === true || !lastOf(log, 'carries-on')?.data.refusedBy.includes(staffId);
}
