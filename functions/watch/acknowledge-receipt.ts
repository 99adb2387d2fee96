import { acknowledge } from '../casework/mail/acknowledge';
import type { DataSubjectRequest } from '../domain/data-subject-request';
import { dueDates } from '../domain/due-dates';
import { MailQuotaError } from '../domain/errors';
import type { Timer } from '../domain/timer';
import { mailStaffTask } from './mail-staff-task';
import { recordTimerDone, reminded, type WatchDeps } from './timer-done';

/**
 * Tries the acknowledgement again where the law sets a date for it. When it cannot be sent, staff are told
 * while they can still confirm the receipt another way.
 */
export async function acknowledgeReceipt(
  deps: WatchDeps,
  request: DataSubjectRequest,
  timer: Timer,
): Promise<void> {
  try {
    await acknowledge(deps, request.requestId, { dated: true });
  } catch (error) {
    // The mail service takes no more mails now, so this one keeps its turn.
    if (error instanceof MailQuotaError) throw error;
    deps.logFailure(request.requestId, error);
    await mailStaffTask(deps, request, timer, (now) => ({
      trouble: 'The mail that confirms the receipt could not be sent to the person.',
      remedy: `Confirm it another way by ${dueDates(now, deps.book).acknowledgeBy}: that we have the request, how it goes on, and by when the answer comes.`,
      dueOn: dueDates(now, deps.book).latest,
    }));
  }
  await recordTimerDone(deps, request, timer, reminded('receipt'));
}
