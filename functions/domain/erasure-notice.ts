import { Temporal } from 'temporal-polyfill';
import { letterReadOn } from './by-post';
import { plusDuration, startOfDay } from './civil-time';
import { type DataSubjectRequest, isErasurePaused } from './data-subject-request';
import type { LawBook } from './deadlines/law';
import { isDelivered } from './delivered-mail';
import { endDates } from './end-dates';
import { allOf, type EventOf, lastOf } from './log-entries';
import { noticeLimit } from './notice-end';
import { questionKeys } from './questions';
import type { Timer, TimerInput } from './timer';

/** The end of a running notice, and handing a paused one to staff where a crash prevented that. */
export function noticeTimers({ request, book }: Pick<TimerInput, 'request' | 'book'>): Timer[] {
  if (request.status !== 'erasure-notice') return [];
  const paused = isErasurePaused(request) && lastOf(request.log, 'erasure-paused');
  if (paused) return [{ kind: 'hand-over-paused', key: `hand-over-paused-${paused.seq}`, at: paused.at }];
  const at = notifiedAt(request) && noticeEndsAt(request, book);
  return at ? [{ kind: 'end-erasure-notice', key: endKey(request), at }] : [];
}

/** Corrections may take several notices, one for each decision. */
function endKey({ log }: TimerInput['request']): string {
  const notices = allOf(log, 'erasure-noticed').length;
  return notices > 1 ? `end-erasure-notice-${notices}` : 'end-erasure-notice';
}

/**
 * A notice sent later than this after it was recorded lasts from when it was sent. Retries come sooner, so a
 * repeated mail names the same end.
 */
const LATE_NOTICE = 'PT3H';

/**
 * When a running notice ends; undefined while it is paused or over. The data subject always has the full
 * recorded time, counted from the mail, from the letter's arrival, or from when staff said that neither is
 * needed. The wait never crosses the legal date, except for the minimum of a correction.
 *
 * @param now - when the mail is sent, while the log does not say
 */
export function noticeEndsAt(request: DataSubjectRequest, book: LawBook, now?: string): string | undefined {
  if (request.status !== 'erasure-notice' || isErasurePaused(request)) return undefined;
  const notice = lastOf(request.log, 'erasure-resumed') ?? lastOf(request.log, 'erasure-noticed');
  if (!notice) return undefined;
  const { zone } = request.received;
  const told = notifiedAt(request) ?? now ?? notice.at;
  const inTime = isLetterWaived(request) ? notice.at : plusDuration(notice.at, LATE_NOTICE, zone);
  if (told <= inTime) return notice.data.endsAt;
  const length = Temporal.Instant.from(notice.at).until(notice.data.endsAt).toString();
  const limit = noticeLimit(request, startOfDay(endDates(request, book).latest, zone), told, zone);
  return [plusDuration(told, length, zone), limit].sort()[0];
}

/** Whether staff said that no letter is needed: then no text was sent whose dates must hold. */
function isLetterWaived(request: DataSubjectRequest): boolean {
  return noticeDelivery(request)?.type === 'letter-settled';
}

/** The instant from which the requester counts as notified, if they do. */
function notifiedAt(request: DataSubjectRequest): string | undefined {
  const told = noticeDelivery(request);
  const posted = told?.type === 'mailed' ? told.data.postedOn : undefined;
  return posted === undefined ? told?.at : startOfDay(letterReadOn(posted), request.received.zone);
}

/**
 * The entry that notified the requester: none while the notice was not sent, was refused or bounced and
 * nobody has dealt with that.
 */
function noticeDelivery(
  request: DataSubjectRequest,
): EventOf<'mailed'> | EventOf<'letter-settled'> | undefined {
  const { log } = request;
  const key = questionKeys.notice(request);
  const told = allOf(log, 'mailed').find((mail) => mail.data.key === key && isDelivered(log, mail));
  return told ?? allOf(log, 'letter-settled').find(({ data }) => data.key === key);
}
