import { dueDates } from '../../domain/due-dates';
import type { Recipient } from '../../domain/system-map';
import { staffTrouble } from '../../emails/staff-mails';
import { mailStaff } from './mail-once';
import type { MailingDeps } from './mailing-deps';
import { approvers } from './staff-facts';

/** Tells approvers that a processor says it cannot do what it was told. Once for each recipient. */
export async function mailDecline(deps: MailingDeps, requestId: string, recipient: Recipient): Promise<void> {
  for (const staffId of approvers(deps)) {
    const letter = { key: `declined-${recipient.id}`, mail: staffTrouble, staffId } as const;
    await mailStaff(deps, requestId, letter, async (request) => ({
      trouble: `${recipient.name} says that it cannot do what we told it to do, or only in part.`,
      remedy: `Talk to them (${recipient.contact}) and settle it. Until then the answer does not name them as having confirmed.`,
      dueOn: dueDates(request, deps.book).latest,
    }));
  }
}
