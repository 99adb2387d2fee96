import { plusDuration, startOfDay } from './civil-time';
import type { DataSubjectRequest } from './data-subject-request';
import type { LawBook } from './deadlines/law';
import type { Desk } from './desk';
import { endDates } from './end-dates';
import type { DateContext } from './redated-request';
import { rights } from './rights';

/**
 * The minimum time for the addresses on file before data is corrected with which an account could be taken
 * over, even where the legal date comes first. The notice answers the requester within that date: what is
 * done, and when (Art. 12(3) GDPR). A lost account is worse than a correction that is a day late.
 */
const MIN_NOTICE = 'PT24H';

/**
 * The instant at which a notice that is given now ends. It is shortened so as not to cross the legal date;
 * that of a correction keeps its minimum.
 *
 * @param now - when the notice is given
 */
export function noticeEnd(
  deps: { readonly desk: Pick<Desk, 'waits' | 'zone'>; readonly book: LawBook } & DateContext,
  request: DataSubjectRequest,
  now: string,
): string {
  const wanted = plusDuration(now, noticeWait(deps.desk, request), deps.desk.zone);
  const lastDay = startOfDay(endDates(request, deps.book, deps).latest, deps.desk.zone);
  const limit = noticeLimit(request, lastDay, now, deps.desk.zone);
  return wanted <= limit ? wanted : limit;
}

/** The latest instant to which a notice sent at `told` runs, where the legal date is near or over. */
export function noticeLimit(
  request: DataSubjectRequest,
  lastDay: string,
  told: string,
  zone: string,
): string {
  const shortest = isCorrectionNotice(request) ? plusDuration(told, MIN_NOTICE, zone) : told;
  return [lastDay, shortest].sort()[1] ?? shortest;
}

/** For how long (ISO 8601) the requester can stop what the notice announces, where the legal date allows. */
export function noticeWait(
  { waits }: Pick<Desk, 'waits'>,
  request: Pick<DataSubjectRequest, 'right'>,
): string {
  return isCorrectionNotice(request) ? waits.correctionNotice : waits.erasureNotice;
}

/** Whether a notice of this request is about a correction; else it is about an erasure. */
export function isCorrectionNotice({ right }: Pick<DataSubjectRequest, 'right'>): boolean {
  return rights[right].carriedOut === 'correction';
}
