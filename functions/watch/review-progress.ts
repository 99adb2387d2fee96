import { mailStaff } from '../casework/mail/mail-once';
import { mailProgress } from '../casework/mail/mail-progress';
import { staffLink } from '../casework/mail/staff-link';
import type { DataSubjectRequest } from '../domain/data-subject-request';
import { dueDates } from '../domain/due-dates';
import { progressMails, unmailedProgress } from '../domain/progress-mails';
import { caseApprovers } from '../domain/reviewers';
import type { Timer } from '../domain/timer';
import { staffTask } from '../emails/staff-mails';
import { mailEachReader } from './mail-each-reader';
import { recordTimerDone, reminded, type WatchDeps } from './timer-done';

/** Issue numbers of the links in these mails, which other mails do not use. */
const FIRST_ISSUE = 5_000;

/**
 * Tells the requester the progress of their complaint or appeal, whether or not staff wrote something. Not
 * twice where staff do so at the same time.
 */
export async function mailReviewProgress(
  deps: WatchDeps,
  request: DataSubjectRequest,
  timer: Timer,
): Promise<void> {
  const isOfDate = unmailedProgress(request).length === 0;
  await mailProgress(deps, request.requestId, isOfDate ? progressMails(request).length + 1 : undefined);
  await recordTimerDone(deps, request, timer, reminded('progress'));
}

/** Asks the staff in charge to write a progress note themselves, while there is time. */
export async function promptStaffForProgress(
  deps: WatchDeps,
  request: DataSubjectRequest,
  timer: Timer,
): Promise<void> {
  const tells = caseApprovers(deps.desk, request).map((staffId) => () => {
    const letter = { key: timer.key, mail: staffTask, staffId } as const;
    return mailStaff(deps, request.requestId, letter, async (now) => ({
      ...(await staffLink(deps, now, {
        purpose: 'case',
        staffId,
        issue: FIRST_ISSUE + progressMails(now).length,
      })),
      todo: 'tell the person how far their letter is, on its page: otherwise the desk mails them what its record shows',
      dueOn: dueDates(now, deps.book).approveBy,
      dueBecause: 'A person who complained or appealed hears at least once a month how far it is.',
    }));
  });
  await mailEachReader(deps, request, timer, tells);
  await recordTimerDone(deps, request, timer, reminded('progress'));
}
