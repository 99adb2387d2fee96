import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import type { Actor, EventData } from '../../domain/events';
import { whoDecided } from '../../domain/reviewers';
import { reviewTie } from '../../domain/tied-review';

type Deps = Pick<DeskDeps, 'register'>;

/**
 * Ties a complaint or an appeal to the request that it is about, in both logs. The review's log comes first,
 * since the review is what others have to decide. Repeated after a crash it adds nothing.
 *
 * @param staffId - who found the request; absent where the requester named it
 */
export async function tieReview(
  { register }: Deps,
  review: DataSubjectRequest,
  about: DataSubjectRequest,
  staffId?: string,
): Promise<void> {
  const { requestId } = review;
  const aboutId = about.requestId;
  const actor: Actor = staffId ? { kind: 'staff', id: staffId } : { kind: 'requester' };
  const data: EventData['review-tied'] = {
    aboutId,
    by: staffId ? 'staff' : 'reference',
    decidedBy: whoDecided(about),
    ...(staffId ? { staffId } : {}),
  };
  await register.append(requestId, `tied-${reviewTie(review)?.seq ?? 0}-${aboutId}`, (now) =>
    reviewTie(now)?.data.aboutId === aboutId ? undefined : { type: 'review-tied', data, actor },
  );
  await register.append(aboutId, `${review.right}-${requestId}`, () =>
    review.right === 'appeal'
      ? { type: 'appealed', data: { appealId: requestId, receivedAt: review.received.receivedAt }, actor }
      : { type: 'complained', data: { complaintId: requestId }, actor },
  );
}

/**
 * Completes a tie after a crash: records it in the log of the request that the review is about. Where that is
 * done, nothing is added.
 */
export async function finishTie(deps: Deps, review: DataSubjectRequest): Promise<void> {
  const tie = reviewTie(review)?.data;
  const about = tie && (await deps.register.find(tie.aboutId));
  if (about) await tieReview(deps, review, about, tie.staffId);
}
