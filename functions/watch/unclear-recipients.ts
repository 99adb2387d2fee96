import { mailStaff } from '../casework/mail/mail-once';
import { mailRecipients } from '../casework/mail/mail-recipients';
import { approvers } from '../casework/mail/staff-facts';
import type { DataSubjectRequest } from '../domain/data-subject-request';
import { dueDates } from '../domain/due-dates';
import { unclearRecipients } from '../domain/recipients';
import { referenceOf } from '../domain/reference';
import type { Timer } from '../domain/timer';
import { RECIPIENTS_CLEAR, RECIPIENTS_UNCLEAR } from '../domain/unclear-timers';
import { staffTrouble } from '../emails/staff-mails';
import { mailEachReader } from './mail-each-reader';
import { recordTimerDone, reminded, type WatchDeps } from './timer-done';

/**
 * Tells the approvers which recipients of an opt-out only they can judge. Once they have judged each, or the
 * map has, that is recorded and no mail goes out. Recipients that the map now says are concerned are informed
 * with the next list.
 */
export async function mailUnclearRecipients(
  deps: WatchDeps,
  request: DataSubjectRequest,
  timer: Timer,
): Promise<void> {
  await mailRecipients(deps, request);
  const names = unclearRecipients(deps.map, request).map(({ name }) => name);
  if (names.length === 0) return recordTimerDone(deps, request, timer, reminded(RECIPIENTS_CLEAR));
  const tells = approvers(deps).map((staffId) => () => {
    const letter = { key: timer.key, mail: staffTrouble, staffId } as const;
    return mailStaff(deps, request.requestId, letter, async (now) => ({
      trouble: `Nobody has told these recipients yet, since the data map does not say whether it concerns them: ${names.join(', ')}`,
      remedy:
        'Say of each on the page of the request whether they are told, and set data_uses in the data map for the next time',
      dueOn: dueDates(now, deps.book).latest,
      link: `${deps.desk.baseUrl}/s/request/${referenceOf(now.requestId)}`,
    }));
  });
  await mailEachReader(deps, request, timer, tells);
  await recordTimerDone(deps, request, timer, reminded(RECIPIENTS_UNCLEAR));
}
