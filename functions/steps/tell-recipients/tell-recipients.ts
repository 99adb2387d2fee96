import { mailRecipients } from '../../casework/mail/mail-recipients';
import type { MailingDeps } from '../../casework/mail/mailing-deps';
import { assertOpen } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';

type Deps = MailingDeps & Pick<DeskDeps, 'register'>;

/**
 * Informs the recipients: those of a proven and approved request at once, those of an opt-out with the daily
 * list, since an opt-out needs no proof and one script can send any number. Processors are instructed and
 * must confirm; other controllers are informed. The mail names no person: whom it is about is shown behind
 * the link and its code. A host in whose stores the desk did everything itself is not informed.
 */
export async function tellRecipients(
  deps: Deps,
  { requestId }: { requestId: string },
): Promise<{ done: true }> {
  await mailRecipients(deps, assertOpen(await deps.register.load(requestId)));
  return { done: true };
}
