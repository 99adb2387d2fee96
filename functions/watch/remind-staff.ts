import { mailTask, type Task } from '../casework/mail/ask-task';
import { aboutRequest } from '../casework/mail/mail-frame';
import { mailAddress, mailStaff } from '../casework/mail/mail-once';
import { staffDates } from '../casework/mail/staff-facts';
import { staffLink } from '../casework/mail/staff-link';
import type { DataSubjectRequest } from '../domain/data-subject-request';
import { taskReminders } from '../domain/due-date-timers';
import { dueDates } from '../domain/due-dates';
import { nicknameOf } from '../domain/nickname';
import { openTasks } from '../domain/open-work';
import { presentOwner } from '../domain/present-owner';
import { isUnread } from '../domain/received-as';
import type { Status } from '../domain/request-status';
import { caseApprovers } from '../domain/reviewers';
import { storeTitle } from '../domain/store-title';
import type { Timer } from '../domain/timer';
import { timersOf } from '../domain/timers';
import { escalation, staffOverdue, staffReminder, staffTaskReminder } from '../emails/staff-mails';
import { dueReason } from '../words/due-reason';
import { taskTodo } from '../words/task-todo';
import { mailEachReader } from './mail-each-reader';
import { recordTimerDone, reminded, type WatchDeps } from './timer-done';

/** What a request waits for, as a clause. */
const waitsFor: Readonly<Record<Status, string>> = {
  'awaiting-verification': 'the person to type the code from our mail',
  locating: 'the search in the stores',
  'awaiting-identifiers': 'the person to name another address',
  'awaiting-decision': 'your decision',
  'erasure-notice': 'the end of the notice before it is carried out',
  fulfilling: 'the stores to carry it out',
  'with-staff': 'one of you to look after it',
  closed: 'nothing',
};

/** @see waitsFor */
function waitWords(request: DataSubjectRequest): string {
  return isUnread(request)
    ? 'somebody to mend what keeps the desk from reading it'
    : waitsFor[request.status];
}

/** Why an unreadable request has the date of a right that it may not ask for. */
function caution(request: DataSubjectRequest): string {
  if (!isUnread(request)) return '';
  return 'It cannot be read yet, so the earliest date of all rights that it may ask for applies. ';
}

/**
 * Reminds before the aim-for, approve-by and latest date. After a missed run, only of the latest of several
 * that are due.
 */
export async function remindStaff(deps: WatchDeps, request: DataSubjectRequest, timer: Timer): Promise<void> {
  const superseded = isSuperseded(deps, request, timer);
  const tells = (superseded ? [] : caseApprovers(deps.desk, request)).map((staffId) => () => {
    const letter = { key: timer.key, mail: staffReminder, staffId } as const;
    return mailStaff(deps, request.requestId, letter, async (now) => ({
      ...staffDates(deps, now),
      ...(await newTaskLink(deps, now, staffId)),
      waitsFor: waitWords(now),
    }));
  });
  await mailEachReader(deps, request, timer, tells);
  await recordTimerDone(deps, request, timer, reminded(timer.key));
}

/**
 * Whether a later timer of the same kind is due as well.
 *
 * @param keys - only of these
 */
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

async function newTaskLink(deps: WatchDeps, request: DataSubjectRequest, staffId: string) {
  const purpose =
    { 'with-staff': 'case', 'awaiting-verification': 'identity' }[request.status as string] ?? 'decide';
  const issue = 100 + request.log.filter((e) => e.type === 'reminded' || e.type === 'overdue').length;
  return staffLink(deps, request, { purpose: purpose as 'decide' | 'case' | 'identity', staffId, issue });
}

/**
 * Tells all approvers and a second address that the legal date has passed, each of them even when another
 * mail fails.
 */
export async function tellOverdue(deps: WatchDeps, request: DataSubjectRequest, timer: Timer): Promise<void> {
  const toStaff = caseApprovers(deps.desk, request).map((staffId) => () => {
    const letter = { key: timer.key, mail: staffOverdue, staffId } as const;
    return mailStaff(deps, request.requestId, letter, async (now) => ({
      ...overdueFacts(deps, now),
      ...(await newTaskLink(deps, now, staffId)),
    }));
  });
  await mailEachReader(deps, request, timer, [...toStaff, () => escalate(deps, request, timer)]);
  await recordTimerDone(deps, request, timer, { type: 'overdue', data: {}, actor: { kind: 'desk' } });
}

function overdueFacts({ book }: WatchDeps, now: DataSubjectRequest) {
  const dates = dueDates(now, book);
  return {
    waitsFor: waitWords(now),
    dueOn: dates.latest,
    dueBecause: `${caution(now)}${dueReason(book, now, 'staff')}`,
  };
}

function escalate(deps: WatchDeps, { requestId }: DataSubjectRequest, { key }: Timer): Promise<void> {
  const address = deps.desk.escalateTo;
  const letter = { key: `${key}:second`, mail: escalation, address, to: 'staff' } as const;
  return mailAddress(deps, requestId, letter, async (now) => ({
    ...aboutRequest(deps, now),
    nickname: nicknameOf(now),
    ...overdueFacts(deps, now),
  }));
}

/**
 * Reminds the owner of a store of a task without a result, with a new link for the current owner. After a
 * missed run, only the latest of several reminders goes out. An owner who took over and was never asked is
 * asked first.
 */
export async function remindOwner(deps: WatchDeps, request: DataSubjectRequest, timer: Timer): Promise<void> {
  const due = openTasks(request)
    .map((task) => ({ task, owner: presentOwner(deps.desk, task) ?? task.owner }))
    .find(({ task, owner }) => taskReminders(task, owner).includes(timer.key));
  if (due && !isSuperseded(deps, request, timer, taskReminders(due.task, due.owner)))
    await mailReminder(deps, request, timer, due);
  await recordTimerDone(deps, request, timer, reminded(timer.key));
}

interface OwnedTask {
  readonly task: Task;
  readonly owner: string;
}

async function mailReminder(
  deps: WatchDeps,
  request: DataSubjectRequest,
  { key }: Timer,
  { task, owner }: OwnedTask,
): Promise<void> {
  await mailTask(deps, request, task, owner);
  const issue = 2 + taskReminders(task, owner).indexOf(key);
  const link = { purpose: 'task', staffId: owner, issue, subjectId: task.taskId } as const;
  const letter = { key, mail: staffTaskReminder, staffId: owner } as const;
  await mailStaff(deps, request.requestId, letter, async (now) => ({
    ...(await staffLink(deps, now, link)),
    todo: taskTodo(task.kind, storeTitle(deps.map, task.storeId, now)),
    dueOn: dueDates(now, deps.book).approveBy,
  }));
}
