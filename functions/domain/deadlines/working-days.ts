import { Temporal } from 'temporal-polyfill';
import type { Calendar } from './law';

type PlainDate = Temporal.PlainDate;

/** A date is outside the years that a calendar covers, and must not be guessed. */
export class CalendarRangeError extends Error {
  override readonly name = 'CalendarRangeError';

  /** The days that are covered, in words. */
  readonly covered: string;

  constructor(date: string, calendar: Calendar) {
    const covered = `${calendar.covers.from} to ${calendar.covers.until}`;
    super(`The calendar ${calendar.place} covers ${covered}, not ${date}`);
    this.covered = covered;
  }
}

/**
 * The calendar of a desk whose place is not known: Saturdays and Sundays only, so a holiday never moves a
 * date later.
 */
export const WEEKENDS_ONLY: Calendar = {
  place: 'NONE',
  name: 'weekends only',
  version: '1',
  covers: { from: '1970-01-01', until: '2199-12-31' },
  holidays: {},
};

/** Whether `date` (a plain date `YYYY-MM-DD`) is a working day in the calendar's place. */
export function isWorkingDay(date: string, calendar: Calendar): boolean {
  return isWorked(Temporal.PlainDate.from(date), calendar);
}

/**
 * The date `n` working days before `date`, for a reminder that leaves `n` working days to act.
 *
 * `n = 0` gives `date` itself when it is a working day, else the last working day before it.
 */
export function businessDaysBefore(date: string, n: number, calendar: Calendar): string {
  let day = Temporal.PlainDate.from(date);
  while (!isWorked(day, calendar)) day = day.subtract({ days: 1 });
  for (let left = n; left > 0; left -= 1) {
    do day = day.subtract({ days: 1 });
    while (!isWorked(day, calendar));
  }
  return day.toString();
}

/** Why `date` is not a working day ("Saturday", "Good Friday"), or undefined when it is. */
export function dayOff(date: PlainDate, calendar: Calendar): string | undefined {
  const iso = date.toString();
  assertCovered(iso, calendar);
  const holiday = calendar.holidays[iso];
  if (holiday !== undefined) return holiday;
  if (date.dayOfWeek < 6 || calendar.workingWeekends?.includes(iso)) return undefined;
  return date.dayOfWeek === 6 ? 'Saturday' : 'Sunday';
}

/** The first working day on or after `date`. */
export function workingDayFrom(date: PlainDate, calendar: Calendar): PlainDate {
  let day = date;
  while (!isWorked(day, calendar)) day = day.add({ days: 1 });
  return day;
}

/** The `n`-th day after `date` among those that `counts` accepts. */
export function nthDayAfter(date: PlainDate, n: number, counts: (day: PlainDate) => boolean): PlainDate {
  let day = date;
  for (let left = n; left > 0; left -= 1) {
    do day = day.add({ days: 1 });
    while (!counts(day));
  }
  return day;
}

/** As {@link isWorkingDay}, for a date already parsed. */
export function isWorked(date: PlainDate, calendar: Calendar): boolean {
  return dayOff(date, calendar) === undefined;
}

function assertCovered(iso: string, calendar: Calendar): void {
  if (iso < calendar.covers.from || iso > calendar.covers.until) throw new CalendarRangeError(iso, calendar);
}
