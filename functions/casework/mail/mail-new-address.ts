import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { dueDates } from '../../domain/due-dates';
import { lastOf } from '../../domain/log-entries';
import { staffTrouble } from '../../emails/staff-mails';
import { mailStaff } from './mail-once';
import type { MailingDeps } from './mailing-deps';
import { approvers } from './staff-facts';

/**
 * Tells all approvers that a member of staff named another address: a code typed there proves who asks. The
 * mail says who named it and holds no address.
 */
export async function mailNewAddress(
  deps: MailingDeps,
  { requestId, log }: DataSubjectRequest,
): Promise<void> {
  const given = lastOf(log, 'address-given');
  if (!given) return;
  const name = deps.desk.staff.find(({ id }) => id === given.data.staffId)?.name ?? given.data.staffId;
  const facts = {
    trouble: `${name} named another e-mail address for this request, because no mail reached the first. Whoever types the code that was mailed there counts as the person who asks.`,
    remedy: `If you do not know of it, ask ${name} by phone or in person. If it was not ${name}, do not approve this request, and have whoever runs the desk change the password of that mailbox and run: npx rightsdesk reset-app ${given.data.staffId}`,
  };
  for (const staffId of approvers(deps))
    await mailStaff(
      deps,
      requestId,
      { key: `address-told-${given.seq}`, mail: staffTrouble, staffId },
      async (now) => ({
        dueOn: dueDates(now, deps.book).latest,
        ...facts,
      }),
    );
}
