import { type DataSubjectRequest, hasHappened, isAcknowledged } from '../domain/data-subject-request';
import { handOverReason } from '../domain/hand-over-reason';
import { isReview } from '../domain/rights';
import { acknowledgeByPerson, acknowledgeHandedOver, acknowledgeKnown } from '../emails/person-mails';
import { askForProof } from './ask-for-proof';
import { type MailingDeps, mailRequester } from './mail-once';

/**
 * Confirms the receipt: what was asked, the reference, how it goes on, and by when the answer comes (11 CCR 7021(a); s 164A DPA 2018). The first mail of every
 * request does it; once it has left, or any later one, there is nothing to do.
 */
export async function acknowledge(deps: MailingDeps, requestId: string): Promise<void> {
  const request = await deps.register.load(requestId);
  if (isAcknowledged(request)) return;
  if (request.status === 'awaiting-verification' && !handOverReason(request.received))
    return askForProof(deps, requestId);
  const letter = { key: 'acknowledge', mail: mailFor(request) } as const;
  await mailRequester(deps, requestId, letter, async () => ({}));
}

function mailFor(request: DataSubjectRequest) {
  if (isReview(request.right)) return acknowledgeByPerson;
  return handOverReason(request.received) || hasHappened(request, 'handed-to-staff')
    ? acknowledgeHandedOver
    : acknowledgeKnown;
}
