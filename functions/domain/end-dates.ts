import type { DataSubjectRequest } from './data-subject-request';
import type { LawBook } from './deadlines/law';
import { type DueDates, dueDates } from './due-dates';
import { asRedated, type DateContext } from './redated-request';

/**
 * The dates for ending a wait. They are those of {@link dueDates}, except where a clock that was behind dated
 * the receipt: alarms and promises go by the earlier date, but nothing is ended or erased before the later
 * one is near.
 *
 * @param request - as it is written, or as {@link asRedated} returns it
 */
export function endDates(request: DataSubjectRequest, book: LawBook, context: DateContext = {}): DueDates {
  return dueDates(asRedated(request, context), book);
}
