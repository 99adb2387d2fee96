import { civilDateOf, startOfDay } from './civil-time';
import type { DataSubjectRequest } from './data-subject-request';
import { isInFuture } from './is-in-future';
import { allOf } from './log-entries';
import { firstWorkingDay } from './place-calendar';
import { MORNING, type Timer, type TimerInput } from './timer';

/** How many times the alarm is repeated on the next working day; after that each week. */
const DAILY_REPEATS = 5;

/**
 * The alarm after the last lawful day, and its repetitions: each working day for a week, then weekly, while
 * the request is not answered. Once staff act, the next one waits a week. An alarm that was raised by a clock
 * that had jumped ahead does not count.
 */
export function overdueTimers(t: Pick<TimerInput, 'request' | 'dates' | 'zone' | 'book' | 'now'>): Timer[] {
  const { request, dates } = t;
  const key = `overdue-${dates.latest}`;
  const rung = allOf(request.log, 'overdue').filter((e) => e.commandId.startsWith(key));
  const believed = rung.filter(({ at }) => !isInFuture(at, t.now));
  const last = believed.at(-1);
  const next = rung.length === 0 ? key : `${key}-again-${rung.length}`;
  if (!last) return [{ kind: 'overdue', key: next, at: dates.latestEndsAt }];
  const acted = lastActOfStaff(request, last.seq);
  const isDaily = !acted && believed.length <= DAILY_REPEATS;
  const at = isDaily ? nextWorkingDay(t, last.at) : aWeekAfter(t, acted?.at ?? last.at);
  return [{ kind: 'overdue', key: next, at }];
}

/** Viewing a page is not an act. */
function lastActOfStaff({ log }: DataSubjectRequest, since: number) {
  return log.findLast((e) => e.seq > since && e.actor.kind === 'staff' && e.type !== 'preview-viewed');
}

function nextWorkingDay({ request, zone, book }: Pick<TimerInput, 'request' | 'zone' | 'book'>, at: string) {
  const next = civilDateOf(at, zone).add({ days: 1 });
  return startOfDay(firstWorkingDay(book, request.received.place, next).toString(), zone, MORNING);
}

function aWeekAfter({ zone }: Pick<TimerInput, 'zone'>, at: string): string {
  return startOfDay(civilDateOf(at, zone).add({ days: 7 }).toString(), zone, MORNING);
}
