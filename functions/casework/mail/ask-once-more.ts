import { plusDuration } from '../../domain/civil-time';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { heldMails } from '../../domain/held-mails';
import { allOf, type EventOf } from '../../domain/log-entries';
import { proofLinkKinds } from '../../domain/proof-links';
import {
  isMarkedAsSpam,
  isSuppressedByAccount,
  isUnreachable,
  mayArriveLater,
} from '../../domain/unreachable';
import { STILL_THE_SAME_MINUTES } from '../../domain/was-over-before';
import { lastProofLinkAt, proofLinksSent, sendFreshProofLink } from './ask-for-proof';
import { isLeftToPost } from './mail-proven-late';
import { isUnproven } from './mail-unproven';
import type { MailingDeps } from './mailing-deps';

/**
 * Mails a link again when the form is sent again while its request is still unproven: the sender evidently
 * does not have the first mail. It counts against the mailbox's daily limit, like any mail to an unproven
 * address; an item that is processed twice sends one mail.
 *
 * @param cameAt - when the form came again (instant)
 */
export async function askOnceMore(deps: MailingDeps, requestId: string, cameAt: string): Promise<void> {
  const request = await deps.register.load(requestId);
  const isAsking = request.status === 'awaiting-verification' || isLeftToPost(request);
  if (!isAsking || !isUnproven(request)) return;
  if (isAskedAlready(request, cameAt) || mayNotArrive(deps, request)) return;
  const issue = proofLinksSent(request) + 1;
  // A key that the mail service refused is never sent again.
  const key = [`verify-${issue}`, ...(refusals(request).length ? [refusals(request).length] : [])].join('-');
  await sendFreshProofLink(deps, requestId, issue, key);
}

/** Proof links that the mail service did not accept. */
function refusals({ log }: DataSubjectRequest): EventOf<'mail-failed'>[] {
  return allOf(log, 'mail-failed').filter(({ data }) => proofLinkKinds.includes(data.kind));
}

/**
 * A link left or was refused minutes before, or since, or is waiting for its turn: reloading the page does
 * not ask for another.
 */
function isAskedAlready(request: DataSubjectRequest, cameAt: string): boolean {
  const [last] = [lastProofLinkAt(request) ?? '', refusals(request).at(-1)?.at ?? ''].sort().reverse();
  const isWaiting = heldMails(request).some(({ data }) => proofLinkKinds.includes(data.kind));
  return !last || isWaiting || cameAt < plusDuration(last, `PT${STILL_THE_SAME_MINUTES}M`, 'UTC');
}

function mayNotArrive({ clock }: MailingDeps, request: DataSubjectRequest): boolean {
  if (isMarkedAsSpam(request)) return true;
  return isUnreachable(request, clock.now()) && !mayArriveLater(request) && !isSuppressedByAccount(request);
}
