import type { DataSubjectRequest } from '../domain/data-subject-request';
import { taskReminders } from '../domain/date-timers';
import { dueDates } from '../domain/due-dates';
import { nicknameOf } from '../domain/nickname';
import { openTasks, storeTitle } from '../domain/open-work';
import type { Status } from '../domain/request-status';
import { type Timer, timersOf } from '../domain/timers';
import { escalation, staffOverdue, staffReminder, staffTaskReminder } from '../emails/staff-mails';
import { aboutRequest, mailAddress, mailStaff } from '../mailing/mail-once';
import { deciders, staffDates } from '../mailing/staff-facts';
import { staffLink } from '../mailing/staff-link';
import { taskWords } from '../mailing/task-words';
import { dueBecause } from '../mailing/timeline-of';
import { note, reminded, type WatchDeps } from './note-deed';

/** What a request waits for, as a clause. */
const waitsFor: Readonly<Record<Status, string>> = {
  'awaiting-verification': 'the person to type the code from our mail',
  locating: 'the search in the stores',
  'awaiting-identifiers': 'the person to name another address',
  'awaiting-decision': 'your decision',
  'erasure-notice': 'the end of the notice before the erasure',
  fulfilling: 'the stores to carry it out',
  'with-staff': 'one of you to look after it',
  closed: 'nothing',
};

/** Before aim-for, approve-by and latest date; after a missed run only the latest of several that are due. */
export async function remindStaff(deps: WatchDeps, request: DataSubjectRequest, timer: Timer): Promise<void> {
  const superseded = isSuperseded(deps, request, timer);
  for (const staffId of superseded ? [] : deciders(deps)) {
    const letter = { key: timer.key, mail: staffReminder, staffId } as const;
    await mailStaff(deps, request.requestId, letter, async (now) => ({
      ...staffDates(deps, now),
      ...(await freshLink(deps, now, staffId)),
      waitsFor: waitsFor[now.status],
    }));
  }
  await note(deps, request, timer, reminded(timer.key));
}

/** Whether a later one of the same kind is due as well. @param keys - only of these */
function isSuperseded(
  deps: WatchDeps,
  request: DataSubjectRequest,
  { kind, at }: Timer,
  keys?: readonly string[],
): boolean {
  return timersOf(request, deps).some(
    (t) => t.kind === kind && t.at > at && t.at <= deps.clock.now() && (keys?.includes(t.key) ?? true),
  );
}

async function freshLink(deps: WatchDeps, request: DataSubjectRequest, staffId: string) {
  const purpose =
    { 'with-staff': 'case', 'awaiting-verification': 'identity' }[request.status as string] ?? 'decide';
  const issue = 100 + request.log.filter((e) => e.type === 'reminded').length;
  return staffLink(deps, request, { purpose: purpose as 'decide' | 'case' | 'identity', staffId, issue });
}

/** The legal date has passed: everyone who decides, and a second address. */
export async function tellOverdue(deps: WatchDeps, request: DataSubjectRequest, timer: Timer): Promise<void> {
  const { requestId } = request;
  const factsOf = (now: DataSubjectRequest) => {
    const dates = dueDates(now, deps.book);
    return { waitsFor: waitsFor[now.status], dueOn: dates.latest, dueBecause: dueBecause(dates) };
  };
  for (const staffId of deciders(deps)) {
    const letter = { key: timer.key, mail: staffOverdue, staffId } as const;
    await mailStaff(deps, requestId, letter, async (now) => ({
      ...factsOf(now),
      ...(await freshLink(deps, now, staffId)),
    }));
  }
  const second = {
    key: `${timer.key}:second`,
    mail: escalation,
    address: deps.desk.escalateTo,
    to: 'staff',
  } as const;
  await mailAddress(deps, requestId, second, async (now) => ({
    ...aboutRequest(deps, now),
    nickname: nicknameOf(now),
    ...factsOf(now),
  }));
  await note(deps, request, timer, { type: 'overdue', data: {}, actor: { kind: 'desk' } });
}

/** A person who was asked to look into a store has not answered: a fresh link; after a missed run only the latest of several that are due. */
export async function remindOwner(deps: WatchDeps, request: DataSubjectRequest, timer: Timer): Promise<void> {
  const due = openTasks(request).find((t) => taskReminders(t.taskId).includes(timer.key));
  const task = due && !isSuperseded(deps, request, timer, taskReminders(due.taskId)) ? due : undefined;
  if (task) {
    const letter = { key: timer.key, mail: staffTaskReminder, staffId: task.owner } as const;
    await mailStaff(deps, request.requestId, letter, async (now) => ({
      ...(await staffLink(deps, now, {
        purpose: 'task',
        staffId: task.owner,
        issue: 2 + taskReminders(task.taskId).indexOf(timer.key),
        subjectId: task.taskId,
      })),
      todo: taskWords(task.kind, storeTitle(deps.map, task.storeId, now)),
      dueOn: dueDates(now, deps.book).approveBy,
    }));
  }
  await note(deps, request, timer, reminded(timer.key));
}
