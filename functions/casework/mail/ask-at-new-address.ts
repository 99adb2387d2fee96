import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { isUnreachable } from '../../domain/unreachable';
import { proofLinksSent, sendFreshProofLink } from './ask-for-proof';
import { mailNewAddress } from './mail-new-address';
import type { MailingDeps } from './mailing-deps';

/**
 * Takes another address for a request whose first address was never proven, and mails a code there. Links
 * that went to the first address no longer prove anything, since a mailbox can appear to bounce and still be
 * read. Approvers hear of it before the code leaves.
 *
 * @returns whether this very address counts now; not where somebody else named one in the same instant, or
 * the person was reached or proven meanwhile. Then nothing is mailed
 */
export async function askAtNewAddress(
  deps: MailingDeps,
  { requestId, log }: DataSubjectRequest,
  { email, staffId }: { readonly email: string; readonly staffId: string },
): Promise<boolean> {
  const sealed = await deps.vault.seal(requestId, email);
  const commandId = `address-given-${log.length}`;
  const after = await deps.register.append(requestId, commandId, (now) =>
    now.status === 'awaiting-verification' && isUnreachable(now, deps.clock.now())
      ? { type: 'address-given', data: { staffId }, sealed, actor: { kind: 'staff', id: staffId } }
      : undefined,
  );
  const given = after.log.find((event) => event.commandId === commandId)?.sealed;
  if (!given || (await deps.vault.unseal(requestId, given)) !== email) return false;
  await mailNewAddress(deps, after);
  if (after.status === 'awaiting-verification')
    await sendFreshProofLink(deps, requestId, proofLinksSent(after) + 1);
  return true;
}
