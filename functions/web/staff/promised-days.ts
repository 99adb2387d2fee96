import { civilDateOf, plusDuration } from '../../domain/civil-time';
import type { Clock } from '../../domain/clock';
import { dateText } from '../../words/date-text';
import { isPlainDate } from './plain-date';

/** A day as it was typed (plain date), or what is wrong with it, in a sentence. */
export type DayRead = { readonly day: string } | { readonly problem: string };

/** The longest promise that is taken: after that somebody has to ask again anyway. */
const LONGEST_PROMISE = 'P1Y';

interface Today {
  readonly clock: Clock;
  readonly zone: string;
}

/**
 * A day on which something happened.
 *
 * @param notBefore - plain date before which it cannot have happened, and what that day is, in words
 */
export function readPastDay(
  { clock, zone }: Today,
  typed: string | undefined,
  notBefore: { readonly day: string; readonly what: string },
): DayRead {
  const day = typed?.trim() ?? '';
  if (!isPlainDate(day)) return { problem: 'Give the day, like 2026-12-31.' };
  if (day > civilDateOf(clock.now(), zone).toString())
    return { problem: 'That day has not come yet. Give the day on which it happened.' };
  if (day < notBefore.day)
    return { problem: `That is before ${notBefore.what} (${dateText(notBefore.day)}). Give a later day.` };
  return { day };
}

/** A day by which something is promised: today or later, and at most a year from now. */
export function readPromisedDay({ clock, zone }: Today, typed: string | undefined): DayRead {
  const day = typed?.trim() ?? '';
  if (!isPlainDate(day)) return { problem: 'Give the day by which it will be done, like 2026-12-31.' };
  if (day < civilDateOf(clock.now(), zone).toString())
    return { problem: 'That day is over. Give today or a later day.' };
  const last = civilDateOf(plusDuration(clock.now(), LONGEST_PROMISE, zone), zone).toString();
  if (day > last) return { problem: `That is more than a year away. Give a day up to ${dateText(last)}.` };
  return { day };
}
