import { mailStaff } from '../casework/mail/mail-once';
import { approvers } from '../casework/mail/staff-facts';
import { lettersUrl } from '../casework/mail/undelivered-text';
import type { DataSubjectRequest } from '../domain/data-subject-request';
import { dueDates } from '../domain/due-dates';
import type { Timer } from '../domain/timer';
import { staffTrouble } from '../emails/staff-mails';
import { mailEachReader } from './mail-each-reader';
import { recordTimerDone, reminded, type WatchDeps } from './timer-done';

/** Reminds all approvers of a letter that still has to be posted. */
export async function remindLetter(
  deps: WatchDeps,
  request: DataSubjectRequest,
  timer: Timer,
): Promise<void> {
  const { requestId } = request;
  const tells = approvers(deps).map((staffId) => () => {
    const letter = { key: timer.key, mail: staffTrouble, staffId } as const;
    return mailStaff(deps, requestId, letter, async (now) => ({
      trouble: 'A letter to the person is still to be posted, or nobody has noted that it was.',
      remedy: 'Open the letters of this request, post it, and note the day.',
      dueOn: dueDates(now, deps.book).latest,
      link: lettersUrl(deps, requestId),
    }));
  });
  await mailEachReader(deps, request, timer, tells);
  await recordTimerDone(deps, request, timer, reminded('letter'));
}
