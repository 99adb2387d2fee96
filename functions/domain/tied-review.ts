import type { DataSubjectRequest } from './data-subject-request';
import type { EventData } from './events';
import { type EventOf, lastOf } from './log-entries';
import { isReview } from './rights';

type Logged = Pick<DataSubjectRequest, 'right' | 'log'>;

/** Which request a complaint or an appeal is about, as far as is known. */
export function reviewTie(review: Logged): EventOf<'review-tied'> | undefined {
  return isReview(review.right) ? lastOf(review.log, 'review-tied') : undefined;
}

/**
 * The second check of `reviewWay`: the person who decided what a complaint or an appeal is about may end it
 * only where it is recorded that nobody else could. The person who decided what is carried on may end it as
 * refused only where the same is recorded.
 */
export function mayFinishByHand(
  request: Logged,
  { staffId, nobodyElse, outcome }: EventData['staff-finished'],
): boolean {
  if (outcome === 'refused' && !mayRefuse(request, { staffId, nobodyElse })) return false;
  return nobodyElse === true || !reviewTie(request)?.data.decidedBy.includes(staffId);
}

/**
 * The person who decided a request before may not refuse to carry it out after all, unless it is recorded
 * that nobody else could.
 */
export function mayRefuse(
  { log }: Pick<Logged, 'log'>,
  { staffId, nobodyElse }: Pick<EventData['decided'], 'staffId' | 'nobodyElse'>,
): boolean {
  return nobodyElse === true || !lastOf(log, 'carries-on')?.data.refusedBy.includes(staffId);
}
