import { plusDuration, startOfDay } from './civil-time';
import { type DataSubjectRequest, isAcknowledged, isAnswered } from './data-subject-request';
import type { EventData } from './events';
import { openTasks } from './open-work';
import { overdueTimers } from './overdue-timers';
import { workingDaysBefore } from './place-calendar';
import { presentOwner } from './present-owner';
import { questionKeys, staffMailKey } from './questions';
import { rights } from './rights';
import { MORNING, type Timer, type TimerInput } from './timer';

/** How many working days before the last lawful day the desk tries again to confirm a receipt. */
const ACKNOWLEDGE_BEFORE = [4, 1] as const;

/**
 * Where a law wants the receipt confirmed and no mail was sent yet, because the quota of the address was used
 * up or the mail was refused.
 */
export function acknowledgeTimers({ request, dates, zone, book }: TimerInput): Timer[] {
  const { acknowledgeBy } = dates;
  if (
    !acknowledgeBy ||
    request.received.unread ||
    isAcknowledged(request) ||
    rights[request.right].carriedOut === 'opt-out'
  )
    return [];
  return ACKNOWLEDGE_BEFORE.map((days) => ({
    kind: 'acknowledge',
    key: `acknowledge-${days}-before`,
    at: startOfDay(
      workingDaysBefore(book, request.received.place, { date: acknowledgeBy, days }),
      zone,
      MORNING,
    ),
  }));
}

/** How many fresh links the owner of a task gets after the last one expired, besides the last reminder. */
const FRESH_LINKS = 3;

/**
 * The last reminder comes on the working day before an approval is due; earlier ones whenever the mailed link
 * has expired.
 */
export function taskTimers({ request, desk, zone, book, dates }: TimerInput): Timer[] {
  const last = startOfDay(
    workingDaysBefore(book, request.received.place, { date: dates.approveBy, days: 1 }),
    zone,
    MORNING,
  );
  return openTasks(request).flatMap((task) => {
    const owner = presentOwner(desk, task) ?? task.owner;
    const [key, ...fresh] = taskReminders(task, owner);
    let ends = askedAt(request, task, owner);
    const reminders = fresh.flatMap((again): Timer[] => {
      ends = ends && plusDuration(ends, desk.waits.linkLife, zone);
      return ends && ends < last ? [{ kind: 'remind-task', key: again, at: ends }] : [];
    });
    return [...reminders, { kind: 'remind-task', key, at: last }];
  });
}

/** When the present owner was asked: a new owner later than the previous one, or not yet. */
function askedAt(request: DataSubjectRequest, task: Task, owner: string): string | undefined {
  const mail = staffMailKey(questionKeys.task(task.taskId), owner);
  const asked = request.log.findLast((event) =>
    owner === task.owner
      ? event.type === 'task-asked' && event.data.taskId === task.taskId
      : event.type === 'mailed' && event.data.key === mail,
  );
  return asked?.at;
}

/**
 * Keys of all reminders of a task: first the last reminder, then those with fresh links in their order. A new
 * owner has reminders of their own.
 */
export function taskReminders(task: Task, owner: string = task.owner): readonly [string, ...string[]] {
  const key = owner === task.owner ? `remind-task-${task.taskId}` : `remind-task-${task.taskId}:${owner}`;
  return [key, ...Array.from({ length: FRESH_LINKS }, (_, turn) => `${key}-again-${turn + 1}`)];
}

type Task = Pick<EventData['task-asked'], 'taskId' | 'owner'>;

/**
 * Reminders on the working day before each date, and the alarms after the last one, without reminders that
 * would have been due before the receipt.
 */
export function staffTimers({ request, dates, zone, book, now }: TimerInput): Timer[] {
  if (isAnswered(request)) return [];
  const overdue = overdueTimers({ request, dates, zone, book, now });
  // A form that cannot be read yet is in the daily list of those until then.
  if (request.received.unread || rights[request.right].carriedOut === 'opt-out') return overdue;
  const before = (date: string) => workingDaysBefore(book, request.received.place, { date, days: 1 });
  const days = [
    ['aim-for', before(dates.aimFor)],
    ['approve-by', before(dates.approveBy)],
    ['latest', before(dates.latest)],
  ] as const;
  const reminders = days.map(([what, date]): Timer => {
    const at = startOfDay(date, zone, MORNING);
    return { kind: 'remind-staff', key: `remind-staff-${what}-${dates.latest}`, at };
  });
  return [...reminders.filter(({ at }) => at > request.received.receivedAt), ...overdue];
}

/**
 * Dates that cannot be computed are reported to staff at once, who keep them until the settings are mended.
 */
export function undatedTimers({ request, dates: { undated = [] } }: TimerInput): Timer[] {
  if (undated.length === 0 || isAnswered(request)) return [];
  return [{ kind: 'tell-undated', key: `undated-${undated.join('+')}`, at: request.received.receivedAt }];
}
