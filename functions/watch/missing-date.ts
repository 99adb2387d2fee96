import type { DataSubjectRequest } from '../domain/data-subject-request';
import { dueDates } from '../domain/due-dates';
import type { Timer } from '../domain/timer';
import { mailStaffTask } from './mail-staff-task';
import { recordTimerDone, reminded, type WatchDeps } from './timer-done';

/**
 * Tells all approvers and the second address that the date under a law cannot be worked out, and which date
 * the desk uses instead.
 */
export async function mailMissingDate(
  deps: WatchDeps,
  request: DataSubjectRequest,
  timer: Timer,
): Promise<void> {
  await mailStaffTask(deps, request, timer, (now) => {
    const { latest, undated = [] } = dueDates(now, deps.book);
    const names = undated.map((regime) => deps.book.regimes[regime]?.shortName ?? regime).join(', ');
    return {
      trouble: `The date of this request under ${names || 'its law'} cannot be worked out with the settings as they are.`,
      remedy:
        'Answer it by the date below, which is earlier than any law’s. To have the date of the law back, put the law under laws in rightsdesk.yaml again, with applies: no if it binds you no more, and deploy.',
      dueOn: latest,
    };
  });
  await recordTimerDone(deps, request, timer, reminded('undated'));
}
