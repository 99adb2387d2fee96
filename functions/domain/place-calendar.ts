import { Temporal } from 'temporal-polyfill';
import type { Calendar, LawBook } from './deadlines/law';
import {
  businessDaysBefore,
  CalendarRangeError,
  WEEKENDS_ONLY,
  workingDayFrom,
} from './deadlines/working-days';
import { memoisedBy } from './memoised';

/**
 * The date `days` working days before `date` at the place of a request. Without a calendar of that place, or
 * for years that it does not cover, only weekends count, so that no reminder or alarm waits for a calendar.
 */
export function workingDaysBefore(
  book: LawBook,
  place: string,
  { date, days }: { readonly date: string; readonly days: number },
): string {
  return countedBy(book)(place, date, days);
}

const countedBy = /* @__PURE__ */ memoisedBy(
  (book: LawBook) => (place: string, date: string, days: number) =>
    atPlace(book, place, (calendar) => businessDaysBefore(date, days, calendar)),
);

/** The first working day on or after `date` there. @see workingDaysBefore */
export function firstWorkingDay(book: LawBook, place: string, date: Temporal.PlainDate): Temporal.PlainDate {
  return atPlace(book, place, (calendar) => workingDayFrom(Temporal.PlainDate.from(date), calendar));
}

function atPlace<T>({ calendars }: LawBook, place: string, count: (calendar: Calendar) => T): T {
  try {
    return count(calendars[place] ?? WEEKENDS_ONLY);
  } catch (error) {
    if (error instanceof CalendarRangeError) return count(WEEKENDS_ONLY);
    throw error;
  }
}
