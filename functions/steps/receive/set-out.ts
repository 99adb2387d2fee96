import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import type { HandOverReason } from '../../domain/events';
import { handOverReason, isForAnother } from '../../domain/hand-over-reason';
import type { EnteredForm } from '../../domain/request-form';
import { isReview, rights } from '../../domain/rights';
import { tieOf } from '../../domain/tied-review';
import { ensureDriver } from '../../driving/ensure-driver';
import { requesterFacts } from '../../findings/requester-facts';
import { acknowledge } from '../../mailing/acknowledge';
import { askForProof } from '../../mailing/ask-for-proof';
import { askedAbout } from '../../queue/asked-about';
import { finishTie, tieReview } from '../../queue/tie-review';

type Deps = Pick<
  DeskDeps,
  'register' | 'vault' | 'items' | 'mailbox' | 'workflow' | 'clock' | 'desk' | 'map' | 'book'
>;

/**
 * Proof first, or straight to the deed, or to a person. Goes by what the register holds and by nothing else:
 * an item that bears the id of a request which is there
 * already moves nothing but what that request itself asks for.
 */
export async function setOut(deps: Deps, request: DataSubjectRequest): Promise<void> {
  const { requestId, right, received, status } = request;
  if (status === 'closed') return;
  if (!isReview(right) && !rights[right].proof && !isForAnother(received))
    return ensureDriver(deps, requestId);
  const facts = await requesterFacts(deps, request);
  if (isReview(right)) return takeReview(deps, requestId, facts);
  const reason = handOverReason(received);
  if (reason) return handOver(deps, requestId, reason);
  if (status === 'awaiting-verification') await askForProof(deps, requestId);
}

/** A complaint or an appeal: a person looks at it at once, and the request it is about learns of it. */
export async function takeReview(
  deps: Deps,
  requestId: string,
  form: Pick<EnteredForm, 'email' | 'message' | 'about'>,
): Promise<void> {
  const review = await deps.register.load(requestId);
  if (tieOf(review)) await finishTie(deps, review);
  else await tieToNamed(deps, review, form);
  await handOver(deps, requestId, review.right === 'appeal' ? 'appeal' : 'complaint');
}

async function tieToNamed(
  deps: Deps,
  review: DataSubjectRequest,
  form: Pick<EnteredForm, 'email' | 'message' | 'about'>,
): Promise<void> {
  const about = await askedAbout(deps, form);
  if (about && about.requestId !== review.requestId) await tieReview(deps, review, about);
}

/**
 * Gives a request to a person, and tells the requester so: today, or tomorrow where their mailbox has had its
 * share.
 */
export async function handOver(deps: Deps, requestId: string, reason: HandOverReason): Promise<void> {
  await deps.register.append(requestId, 'hand-over', () => ({
    type: 'handed-to-staff',
    data: { reason },
    actor: { kind: 'desk' },
  }));
  await acknowledge(deps, requestId);
  await ensureDriver(deps, requestId);
}
