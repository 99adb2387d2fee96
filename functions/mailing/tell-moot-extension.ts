import type { DataSubjectRequest, EventOf } from '../domain/data-subject-request';
import { dueDates } from '../domain/due-dates';
import { mootKey } from '../domain/extension-notice';
import { staffTrouble } from '../emails/staff-mails';
import { mailStaff } from './mail-once';
import type { MailingDeps } from './mailing-deps';
import { deciders } from './staff-facts';

/**
 * Tells whoever extended, or all who decide where they have left, that the person is not told of it since it
 * moves no date; noted once they are told, so that it is not
 * tried again.
 */
export async function tellMootExtension(
  deps: MailingDeps,
  request: DataSubjectRequest,
  extended: EventOf<'extended'>,
): Promise<void> {
  const { requestId } = request;
  const key = mootKey(request, extended);
  const isHere = deps.desk.staff.some(({ id }) => id === extended.data.staffId);
  for (const staffId of isHere ? [extended.data.staffId] : deciders(deps)) {
    const letter = { key, mail: staffTrouble, staffId } as const;
    await mailStaff(deps, requestId, letter, async (now) => {
      const dueOn = dueDates(now, deps.book).latest;
      return { ...words, dueOn };
    });
  }
  await deps.register.append(requestId, key, () => ({
    type: 'reminded',
    data: { what: 'extension' },
    actor: { kind: 'desk' },
  }));
}

const words = {
  trouble:
    'The extension of this request moves no date: the person can be told of it only after the date, or another law holds the date. So they are not told of it',
  remedy: 'Answer by the date below. If it is over, answer now, and say in the answer why it took longer',
} as const;
