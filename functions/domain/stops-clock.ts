import type { DataSubjectRequest } from './data-subject-request';
import type { LawBook } from './deadlines/deadline';
import { dueDates } from './due-dates';

/** Whether the law whose clock rules lets it stand while the person is asked which data they mean, or who they are on a real doubt. */
export function stopsClock(
  book: LawBook,
  request: DataSubjectRequest,
  asked: 'clarification_requested' | 'identity_requested',
): boolean {
  const { ruling, clocks } = dueDates(request, book);
  const type = clocks.find((clock) => clock.regime === ruling)?.requestType ?? '';
  return (book.regimes[ruling]?.pauses ?? []).some(
    (rule) => rule.requested === asked && (rule.appliesTo === 'all' || rule.appliesTo.includes(type)),
  );
}
