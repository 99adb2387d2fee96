import { type DataSubjectRequest, hasHappened, isAcknowledged } from '../../domain/data-subject-request';
import { handOverReason } from '../../domain/hand-over-reason';
import { isReview } from '../../domain/rights';
import { acknowledgeByPerson, acknowledgeHandedOver, acknowledgeKnown } from '../../emails/person-mails';
import { askForProof } from './ask-for-proof';
import { mailRequester } from './mail-once';
import { mailUnproven } from './mail-unproven';
import type { MailingDeps } from './mailing-deps';
import { reviewStart } from './review-start';

/**
 * Confirms the receipt: what was asked, the reference, what happens next, and when the answer is due (11 CCR
 * 7021(a); s 164A DPA 2018). The first mail of every request does this; once it or a later one has left,
 * there is nothing to do.
 *
 * @param dated - the law's own date is near: no share holds it any more
 */
export async function acknowledge(
  deps: MailingDeps,
  requestId: string,
  { dated = false }: { readonly dated?: boolean } = {},
): Promise<void> {
  const request = await deps.register.load(requestId);
  if (isAcknowledged(request)) return;
  if (request.status === 'awaiting-verification' && !handOverReason(request.received))
    return askForProof(deps, requestId, { dated });
  const send = dated ? mailRequester : mailUnproven;
  if (isReview(request.right)) {
    const letter = { key: 'acknowledge', mail: acknowledgeByPerson } as const;
    return send(deps, requestId, letter, (now) => reviewStart(deps, now));
  }
  const letter = { key: 'acknowledge', mail: mailFor(request) } as const;
  await send(deps, requestId, letter, async () => ({}));
}

function mailFor(request: DataSubjectRequest) {
  return handOverReason(request.received) || hasHappened(request, 'handed-to-staff')
    ? acknowledgeHandedOver
    : acknowledgeKnown;
}
