import { type DataSubjectRequest, isErasurePaused } from '../../domain/data-subject-request';
import { dueDates } from '../../domain/due-dates';
import { noticeIssue } from '../../domain/questions';
import { staffErasurePaused } from '../../emails/staff-mails';
import { recordHandOver } from '../driver/record-hand-over';
import { mailStaff } from './mail-once';
import type { MailingDeps } from './mailing-deps';
import { approvers } from './staff-facts';
import { staffLink } from './staff-link';

/**
 * Tells all approvers that somebody stopped an erasure or a correction, and hands the request to them. The
 * page does this at once, and the watch after a crash; repeating it mails nobody twice.
 *
 * @returns the request after it
 */
export async function handOverPaused(
  deps: MailingDeps,
  paused: DataSubjectRequest,
): Promise<DataSubjectRequest> {
  const { requestId } = paused;
  const turn = noticeIssue(paused);
  for (const staffId of approvers(deps)) {
    const letter = { key: `erasure-paused-${turn}`, mail: staffErasurePaused, staffId } as const;
    await mailStaff(deps, requestId, letter, async (now) => ({
      ...(await staffLink(deps, now, { purpose: 'case', staffId, issue: 2000 + turn })),
      dueOn: dueDates(now, deps.book).latest,
    }));
  }
  const turned = { requestId, commandId: `paused-to-staff-${turn}`, reason: 'staff-choice' } as const;
  return recordHandOver(deps, turned, (now) => now.status === 'erasure-notice' && isErasurePaused(now));
}
