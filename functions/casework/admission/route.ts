import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { HandOverReason } from '../../domain/event-facts';
import { handOverReason, isForAnother } from '../../domain/hand-over-reason';
import { mailAddressFault } from '../../domain/mail-address';
import { isReview, rights } from '../../domain/rights';
import { ensureDriver } from '../driver/ensure-driver';
import { type RequesterFacts, requesterFacts } from '../evidence/requester-facts';
import { acknowledge } from '../mail/acknowledge';
import { askForProof } from '../mail/ask-for-proof';
import type { AdmissionDeps } from './admission-deps';
import { handOverOnReceipt } from './hand-over';
import { startReview } from './start-review';

export type Route =
  | { readonly to: 'review' | 'carry-out' | 'proof' }
  | { readonly to: 'staff'; readonly reason: HandOverReason };

/**
 * Where a new request goes: to staff as a complaint or an appeal, straight to the machine that carries it
 * out, to staff for another reason, or first to the requester for a proof. By what the register holds and by
 * nothing else: an item with the id of a request that is there already moves nothing but what that request
 * itself asks for.
 */
export function routeOf(
  { right, received }: Pick<DataSubjectRequest, 'right' | 'received'>,
  facts: Pick<RequesterFacts, 'email'>,
): Route {
  if (isReview(right)) return { to: 'review' };
  const reachable = isReachable(facts);
  if (!rights[right].proof && reachable && !isForAnother(received)) return { to: 'carry-out' };
  const reason = handOverReason(received) ?? (reachable ? undefined : 'by-post');
  return reason ? { to: 'staff', reason } : { to: 'proof' };
}

/** Whether a mail can go to the requester. Otherwise the answer goes by post, which staff see to. */
function isReachable({ email }: Pick<RequesterFacts, 'email'>): boolean {
  return email !== undefined && mailAddressFault(email) === undefined;
}

/**
 * Sends a request on its {@link routeOf route}. Each part may be repeated.
 *
 * @param recordProof - records a proof that came with it, where staff know the requester
 */
export async function sendOnRoute(
  deps: AdmissionDeps,
  request: DataSubjectRequest,
  recordProof?: (request: DataSubjectRequest) => Promise<void>,
): Promise<void> {
  const { requestId } = request;
  if (request.status === 'closed') return;
  const facts = await requesterFacts(deps, request);
  const route = routeOf(request, facts);
  if (route.to === 'review') return startReview(deps, request, facts);
  if (route.to === 'carry-out') return ensureDriver(deps, requestId);
  await recordProof?.(request);
  if (route.to === 'staff') return handOverOnReceipt(deps, requestId, route.reason);
  await startProof(deps, requestId);
}

/**
 * A form has its code mailed before any machine starts; once proven it goes on without this. The machine that
 * asks the writer of a letter for proof, or goes on with one whom staff know, starts at once.
 */
async function startProof(deps: AdmissionDeps, requestId: string): Promise<void> {
  const { status, received } = await deps.register.load(requestId);
  const isAwaited = status === 'awaiting-verification';
  if (received.channel === 'form') return isAwaited ? askForProof(deps, requestId) : undefined;
  if (!isAwaited) await acknowledge(deps, requestId);
  await ensureDriver(deps, requestId);
}
