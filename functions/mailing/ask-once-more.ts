import type { DataSubjectRequest } from '../domain/data-subject-request';
import { later } from '../domain/due-dates';
import { heldMails } from '../domain/held-mails';
import { withProofLink } from '../domain/proof-links';
import { isOnOwnList, isUnreachable, isUnwanted, mayArriveLater } from '../domain/unreachable';
import { STILL_THE_SAME_MINUTES } from '../domain/was-over-before';
import { lastProofLinkAt, proofLinksSent, sendFreshProofLink } from './ask-for-proof';
import type { MailingDeps } from './mail-once';
import { isUnproven } from './mail-unproven';

/**
 * Mails a link once more where the form came again though its request is still unproven: whoever sends it plainly does not have the first mail. Within the share of the
 * mailbox, as any mail to an address that nobody has proven; an item that is taken twice mails once.
 *
 * @param cameAt - when the form came again (instant)
 */
export async function askOnceMore(deps: MailingDeps, requestId: string, cameAt: string): Promise<void> {
  const request = await deps.register.load(requestId);
  if (request.status !== 'awaiting-verification' || !isUnproven(request)) return;
  if (isAskedAlready(request, cameAt) || mayNotArrive(deps, request)) return;
  await sendFreshProofLink(deps, requestId, proofLinksSent(request) + 1);
}

/** A link left only minutes before, or since, or waits for its place: a reload of the page is no question. */
function isAskedAlready(request: DataSubjectRequest, cameAt: string): boolean {
  const last = lastProofLinkAt(request);
  const isWaiting = heldMails(request).some(({ data }) => withProofLink.includes(data.kind));
  return !last || isWaiting || cameAt < later(last, `PT${STILL_THE_SAME_MINUTES}M`, 'UTC');
}

function mayNotArrive({ clock }: MailingDeps, request: DataSubjectRequest): boolean {
  if (isUnwanted(request)) return true;
  return isUnreachable(request, clock.now()) && !mayArriveLater(request) && !isOnOwnList(request);
}
