import { Temporal } from 'temporal-polyfill';
import { type DataSubjectRequest, isAcknowledged, isAnswered } from './data-subject-request';
import { businessDaysBefore } from './deadlines/working-days';
import { later, startOfDay } from './due-dates';
import { openTasks } from './open-work';
import { rights } from './rights';
import type { Timer, TimerInput } from './timers';

/** Staff hear in the morning, in the establishment's time. */
export const MORNING = '08:00';

/** How many working days before the last lawful one the desk tries again to confirm a receipt. */
const ACKNOWLEDGE_BEFORE = [4, 1] as const;

/** Where a law wants the receipt confirmed and nothing has left yet: the quota of the address was used up, or the mail was refused. */
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
    at: startOfDay(workingDaysBefore({ request, book }, acknowledgeBy, days), zone, MORNING),
  }));
}

/** How often whoever owes an answer gets a fresh link when the last one has run out, apart from the last reminder. */
const FRESH_LINKS = 3;

/** The last reminder comes on the working day before an approval is due; before it, one whenever the link that was mailed has run out. */
export function taskTimers({ request, desk, zone, book, dates }: TimerInput): Timer[] {
  const last = startOfDay(workingDaysBefore({ request, book }, dates.approveBy, 1), zone, MORNING);
  return openTasks(request).flatMap(({ taskId }) => {
    const [key, ...fresh] = taskReminders(taskId);
    let ends = askedAt(request, taskId);
    const reminders = fresh.map((again): Timer => {
      ends = later(ends, desk.waits.linkLife, zone);
      return { kind: 'remind-task', key: again, at: ends };
    });
    return [...reminders.filter(({ at }) => at < last), { kind: 'remind-task', key, at: last }];
  });
}

function askedAt(request: DataSubjectRequest, taskId: string): string {
  const asked = request.log.find((event) => event.type === 'task-asked' && event.data.taskId === taskId);
  return asked?.at ?? request.received.receivedAt;
}

/** Keys of all reminders of a task: first that of the last one, then those of fresh links in their order. */
export function taskReminders(taskId: string): readonly [string, ...string[]] {
  const key = `remind-task-${taskId}`;
  return [key, ...Array.from({ length: FRESH_LINKS }, (_, turn) => `${key}-again-${turn + 1}`)];
}

/** Reminders on the working day before each date, and the alarm after the last; none that would have been due before the request came. */
export function staffTimers({ request, dates, zone, book }: TimerInput): Timer[] {
  if (isAnswered(request)) return [];
  const overdue: Timer = { kind: 'overdue', key: `overdue-${dates.latest}`, at: dates.latestEndsAt };
  // One that cannot be read yet stands in the daily list of them until then.
  if (request.received.unread || rights[request.right].carriedOut === 'opt-out') return [overdue];
  const before = (date: string) => workingDaysBefore({ request, book }, date, 1);
  const days = [
    ['aim-for', before(dates.aimFor)],
    ['approve-by', before(dates.approveBy)],
    ['latest', before(dates.latest)],
  ] as const;
  const reminders = days.map(([what, date]): Timer => {
    const at = startOfDay(date, zone, MORNING);
    return { kind: 'remind-staff', key: `remind-staff-${what}-${dates.latest}`, at };
  });
  return [...reminders.filter(({ at }) => at > request.received.receivedAt), overdue];
}

function workingDaysBefore(
  { request, book }: Pick<TimerInput, 'request' | 'book'>,
  date: string,
  days: number,
): string {
  const calendar = book.calendars[request.received.place];
  return calendar
    ? businessDaysBefore(date, days, calendar)
    : Temporal.PlainDate.from(date).subtract({ days }).toString();
}
