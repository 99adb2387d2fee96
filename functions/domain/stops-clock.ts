import type { DataSubjectRequest } from './data-subject-request';
import type { LawBook } from './deadlines/law';
import { dueDates, type LawClock } from './due-dates';

type PausingQuestion = 'clarification_requested' | 'identity_requested';

/**
 * Whether the leading law pauses its clock while the requester is asked which data they mean, or who they are
 * on a real doubt.
 */
export function stopsClock(book: LawBook, request: DataSubjectRequest, asked: PausingQuestion): boolean {
  const { ruling, clocks } = dueDates(request, book);
  const clock = clocks.find(({ regime }) => regime === ruling);
  return clock !== undefined && stops(book, clock, asked);
}

/** Whether every law with a clock does; otherwise another law's clock runs on. */
export function stopsEveryClock(book: LawBook, request: DataSubjectRequest, asked: PausingQuestion): boolean {
  return dueDates(request, book).clocks.every((clock) => stops(book, clock, asked));
}

function stops(book: LawBook, { regime, requestType }: LawClock, asked: PausingQuestion): boolean {
  return (book.regimes[regime]?.pauses ?? []).some(
    (rule) => rule.requested === asked && (rule.appliesTo === 'all' || rule.appliesTo.includes(requestType)),
  );
}
