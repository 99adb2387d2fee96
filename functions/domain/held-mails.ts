import type { Temporal } from 'temporal-polyfill';
import { civilDateOf, startOfDay } from './civil-time';
import { type DataSubjectRequest, wasMailed } from './data-subject-request';
import { allOf, type EventOf } from './log-entries';
import type { Timer } from './timer';

/** A mail that exceeded a quota that day, and when it is tried again. */
export type HeldMail = EventOf<'mail-held'>;

/** Held mails, other than to staff, that were not sent since: the last entry of each. */
export function heldMails(request: DataSubjectRequest): HeldMail[] {
  const last = new Map(allOf(request.log, 'mail-held').map((held) => [held.data.key, held]));
  return [...last.values()].filter(({ data }) => data.to !== 'staff' && !wasMailed(request, data.key));
}

export function heldTimerKey({ seq }: HeldMail): string {
  return `send-held-${seq}`;
}

/** One timer for each held mail. After the end of a request only the answer itself is still of use. */
export function heldTimers(request: DataSubjectRequest): Timer[] {
  return heldMails(request)
    .filter(({ data }) => request.status !== 'closed' || data.key === OUTCOME_KEY)
    .map((held) => ({ kind: 'send-held', key: heldTimerKey(held), at: held.data.until }));
}

/** Key of the one mail that ends a request. */
export const OUTCOME_KEY = 'outcome';

/**
 * Days to the next try: tomorrow at first, then ever later, so that the mails that one script caused are not
 * all due at once each day.
 */
const DAYS = [1, 1, 2, 4, 8] as const;

/** When a mail that exceeded a quota is tried again: the beginning of a day in the desk's own zone. */
export function heldUntil(request: DataSubjectRequest, key: string, now: string, zone: string): string {
  const times = allOf(request.log, 'mail-held').filter(({ data }) => data.key === key).length;
  const days = DAYS[Math.min(times, DAYS.length - 1)] ?? 1;
  const date: Temporal.PlainDate = civilDateOf(now, zone).add({ days });
  return startOfDay(date.toString(), zone);
}
