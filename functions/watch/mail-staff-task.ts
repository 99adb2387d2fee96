import { aboutRequest } from '../casework/mail/mail-frame';
import { mailAddress, mailStaff } from '../casework/mail/mail-once';
import { approvers } from '../casework/mail/staff-facts';
import type { DataSubjectRequest } from '../domain/data-subject-request';
import { nicknameOf } from '../domain/nickname';
import type { Timer } from '../domain/timer';
import type { MailFacts } from '../emails/mail-facts';
import type { ToStaff } from '../emails/mail-frame-facts';
import { staffTrouble } from '../emails/staff-mails';
import { mailEachReader } from './mail-each-reader';
import type { WatchDeps } from './timer-done';

type Trouble = Omit<MailFacts['staff-trouble'], keyof ToStaff>;

/** Tells all approvers and the second address what staff have to do. */
export async function mailStaffTask(
  deps: WatchDeps,
  request: DataSubjectRequest,
  timer: Timer,
  factsOf: (now: DataSubjectRequest) => Trouble,
): Promise<void> {
  const { requestId } = request;
  const toStaff = approvers(deps).map((staffId) => () => {
    const letter = { key: timer.key, mail: staffTrouble, staffId } as const;
    return mailStaff(deps, requestId, letter, async (now) => factsOf(now));
  });
  await mailEachReader(deps, request, timer, [
    ...toStaff,
    () => toSecondAddress(deps, requestId, timer, factsOf),
  ]);
}

function toSecondAddress(
  deps: WatchDeps,
  requestId: string,
  { key }: Timer,
  factsOf: (now: DataSubjectRequest) => Trouble,
): Promise<void> {
  const address = deps.desk.escalateTo;
  const letter = { key: `${key}:second`, mail: staffTrouble, address, to: 'staff' } as const;
  return mailAddress(deps, requestId, letter, async (now) => ({
    ...aboutRequest(deps, now),
    nickname: nicknameOf(now),
    ...factsOf(now),
  }));
}
