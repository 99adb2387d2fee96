import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { reviewTie } from '../../domain/tied-review';
import type { RequesterFacts } from '../evidence/requester-facts';
import { findReviewedRequest } from '../queue/reviewed-request';
import { finishTie, tieReview } from '../queue/tie-review';
import type { AdmissionDeps } from './admission-deps';
import { handOverOnReceipt } from './hand-over';

/** A complaint or an appeal: staff look at it at once, and the request that it is about records it. */
export async function startReview(
  deps: AdmissionDeps,
  review: DataSubjectRequest,
  facts: RequesterFacts,
): Promise<void> {
  if (reviewTie(review)) await finishTie(deps, review);
  else await tieToNamed(deps, review, facts);
  await handOverOnReceipt(deps, review.requestId, review.right === 'appeal' ? 'appeal' : 'complaint');
}

async function tieToNamed(
  deps: AdmissionDeps,
  review: DataSubjectRequest,
  facts: RequesterFacts,
): Promise<void> {
  const about = await findReviewedRequest(deps, facts);
  if (about && about.requestId !== review.requestId) await tieReview(deps, review, about);
}
