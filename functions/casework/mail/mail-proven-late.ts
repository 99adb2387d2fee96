import { type DataSubjectRequest, isVerified } from '../../domain/data-subject-request';
import { dueDates } from '../../domain/due-dates';
import { lastOf } from '../../domain/log-entries';
import { staffTrouble } from '../../emails/staff-mails';
import { mailStaff } from './mail-once';
import type { MailingDeps } from './mailing-deps';
import { approvers } from './staff-facts';
import { lettersUrl } from './undelivered-text';

/** Whether staff answer by post because no mail had arrived, and the request is still unproven. */
export function isLeftToPost(request: DataSubjectRequest): boolean {
  const handed = lastOf(request.log, 'handed-to-staff');
  return request.status === 'with-staff' && handed?.data.reason === 'by-post' && !isVerified(request);
}

/**
 * Tells approvers, once, that the person typed the right code after the request was left to post. They may be
 * half way through a letter, so it stays with them; the log records the code.
 */
export async function mailProvenLate(deps: MailingDeps, request: DataSubjectRequest): Promise<void> {
  if (!isLeftToPost(request)) return;
  const { requestId } = request;
  const key = `proven-late-${lastOf(request.log, 'handed-to-staff')?.seq ?? 0}`;
  for (const staffId of approvers(deps))
    await mailStaff(deps, requestId, { key, mail: staffTrouble, staffId, byItself: true }, async (now) => ({
      ...{ trouble, remedy },
      dueOn: dueDates(now, deps.book).latest,
      link: lettersUrl(deps, requestId),
    }));
  await deps.register.append(requestId, key, () => ({
    type: 'reminded',
    data: { what: 'proven-late' },
    actor: { kind: 'desk' },
  }));
}

const trouble =
  'The person has typed the code of a mail after this request was left to you to answer by post: mail reaches them after all.';

const remedy =
  'It stays with you. What you write on the page of this request, when you end it, goes to that mailbox as well.';
