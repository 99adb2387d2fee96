import { type DataSubjectRequest, lastOf, seqOf } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { dueDates } from '../../domain/due-dates';
import { questionKeys } from '../../domain/questions';
import { type WaitInput, waitFor } from '../../driving/wait-for';
import { staffTask } from '../../emails/staff-mails';
import { type MailingDeps, mailStaff } from '../../mailing/mail-once';
import { deciders } from '../../mailing/staff-facts';
import { staffLink } from '../../mailing/staff-link';
import { handOverWords } from '../../mailing/task-words';
import { dueBecause } from '../../mailing/timeline-of';

type Deps = MailingDeps & Pick<DeskDeps, 'workflow'>;

/** What no machine should do: a task with the full clock, an owner and an end. */
export function handToStaff(deps: Deps) {
  return (input: WaitInput): Promise<void> =>
    waitFor(deps, 'hand-to-staff', input, {
      ask: async (request) => {
        for (const staffId of deciders(deps)) await mailOwner(deps, request, staffId);
      },
    });
}

async function mailOwner(deps: Deps, request: DataSubjectRequest, staffId: string): Promise<void> {
  const turn = seqOf(request, 'handed-to-staff');
  const letter = { key: questionKeys.case(request), mail: staffTask, staffId } as const;
  await mailStaff(deps, request.requestId, letter, async (now) => {
    const dates = dueDates(now, deps.book);
    const link = await staffLink(deps, now, { purpose: 'case', staffId, issue: turn });
    const reason = lastOf(now.log, 'handed-to-staff')?.data.reason ?? 'staff-choice';
    return { ...link, todo: handOverWords[reason], dueOn: dates.approveBy, dueBecause: dueBecause(dates) };
  });
}
