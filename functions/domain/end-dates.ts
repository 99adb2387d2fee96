import type { DataSubjectRequest } from './data-subject-request';
import { asDated, type DateContext } from './date-anew';
import type { LawBook } from './deadlines/deadline';
import { type DueDates, dueDates } from './due-dates';

/**
 * The dates that whatever ends a wait goes by. They are those of {@link dueDates}, except where a clock that
 * was behind dated the receipt: an alarm, and what we promise,
 * goes by the earlier date, but nothing ends, and nothing is erased, before the later one is near.
 *
 * @param request - as it is written, or as {@link asDated} gives it
 */
export function endDates(request: DataSubjectRequest, book: LawBook, context: DateContext = {}): DueDates {
  return dueDates(asDated(request, context), book);
}
