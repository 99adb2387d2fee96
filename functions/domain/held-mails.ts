import type { Temporal } from 'temporal-polyfill';
import { civilDateOf, startOfDay } from './civil-time';
import { allOf, type DataSubjectRequest, type EventOf, wasMailed } from './data-subject-request';
import type { Timer } from './timer';

/** A mail that had no place that day, and when it is tried again. */
export type HeldMail = EventOf<'mail-held'>;

/** Mails to others than staff that were held back and have not left since: of each the last entry. */
export function heldMails(request: DataSubjectRequest): HeldMail[] {
  const last = new Map(allOf(request.log, 'mail-held').map((held) => [held.data.key, held]));
  return [...last.values()].filter(({ data }) => data.to !== 'staff' && !wasMailed(request, data.key));
}

export function heldTimerKey({ seq }: HeldMail): string {
  return `send-held-${seq}`;
}

/** One a held mail. After the end of a request only the answer itself is still of use. */
export function heldTimers(request: DataSubjectRequest): Timer[] {
  return heldMails(request)
    .filter(({ data }) => request.status !== 'closed' || data.key === OUTCOME)
    .map((held) => ({ kind: 'send-held', key: heldTimerKey(held), at: held.data.until }));
}

/** Key of the one mail that ends a request. */
export const OUTCOME = 'outcome';

/**
 * Days to the next try: tomorrow at first, then ever later, so that what one script left behind does not come
 * up all at once each day.
 */
const DAYS = [1, 1, 2, 4, 8] as const;

/** When a mail that has no place today is tried again: the beginning of a day in the desk's own time. */
export function heldUntil(request: DataSubjectRequest, key: string, now: string, zone: string): string {
  const times = allOf(request.log, 'mail-held').filter(({ data }) => data.key === key).length;
  const days = DAYS[Math.min(times, DAYS.length - 1)] ?? 1;
  const date: Temporal.PlainDate = civilDateOf(now, zone).add({ days });
  return startOfDay(date.toString(), zone);
}
