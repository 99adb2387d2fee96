import type { DataSubjectRequest } from '../domain/data-subject-request';
import { dueDates } from '../domain/due-dates';
import { nicknameOf } from '../domain/nickname';
import type { Timer } from '../domain/timers';
import { staffTrouble } from '../emails/staff-mails';
import { acknowledge } from '../mailing/acknowledge';
import { aboutRequest, mailAddress, mailStaff } from '../mailing/mail-once';
import { deciders } from '../mailing/staff-facts';
import { note, reminded, type WatchDeps } from './note-deed';

/** The first mail has not left, and the law has a date for it: tried again, and when it cannot be sent, people are told while they can still confirm it another way. */
export async function acknowledgeReceipt(
  deps: WatchDeps,
  request: DataSubjectRequest,
  timer: Timer,
): Promise<void> {
  try {
    await acknowledge(deps, request.requestId, { dated: true });
  } catch (error) {
    deps.note(request.requestId, error as Error);
    await tellUnconfirmed(deps, request, timer);
  }
  await note(deps, request, timer, reminded('receipt'));
}

async function tellUnconfirmed(deps: WatchDeps, request: DataSubjectRequest, timer: Timer): Promise<void> {
  const factsOf = (now: DataSubjectRequest) => ({
    trouble: 'The mail that confirms the receipt could not be sent to the person.',
    remedy: `Confirm it another way by ${dueDates(now, deps.book).acknowledgeBy}: that we have the request, how it goes on, and by when the answer comes.`,
    dueOn: dueDates(now, deps.book).latest,
  });
  for (const staffId of deciders(deps)) {
    const letter = { key: timer.key, mail: staffTrouble, staffId } as const;
    await mailStaff(deps, request.requestId, letter, async (now) => factsOf(now));
  }
  const second = {
    key: `${timer.key}:second`,
    mail: staffTrouble,
    address: deps.desk.escalateTo,
    to: 'staff',
  } as const;
  await mailAddress(deps, request.requestId, second, async (now) => ({
    ...aboutRequest(deps, now),
    nickname: nicknameOf(request),
    ...factsOf(now),
  }));
}
