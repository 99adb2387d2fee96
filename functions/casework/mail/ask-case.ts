import { type DataSubjectRequest, seqOf } from '../../domain/data-subject-request';
import { dueDates } from '../../domain/due-dates';
import { lastOf } from '../../domain/log-entries';
import { questionKeys } from '../../domain/questions';
import { staffTask } from '../../emails/staff-mails';
import { dueReason } from '../../words/due-reason';
import { handOverTodo } from '../../words/task-todo';
import { mailStaff } from './mail-once';
import type { MailingDeps } from './mailing-deps';
import { staffLink } from './staff-link';

/**
 * Asks an approver to look after a request that no machine should carry out; once for each time that it was
 * handed over.
 */
export async function askCase(
  deps: MailingDeps,
  request: DataSubjectRequest,
  staffId: string,
): Promise<void> {
  const turn = seqOf(request, 'handed-to-staff');
  const letter = { key: questionKeys.case(request), mail: staffTask, staffId } as const;
  await mailStaff(deps, request.requestId, letter, async (now) => {
    const dates = dueDates(now, deps.book);
    const link = await staffLink(deps, now, { purpose: 'case', staffId, issue: turn });
    const reason = lastOf(now.log, 'handed-to-staff')?.data.reason ?? 'staff-choice';
    return {
      ...link,
      todo: handOverTodo[reason],
      dueOn: dates.approveBy,
      dueBecause: dueReason(deps.book, now, 'staff'),
    };
  });
}
