import { Temporal } from 'temporal-polyfill';
import { civilDateOf, toInstantText } from './civil-time';
import type { Clock } from './clock';
import type { LawBook } from './deadlines/law';
import type { Desk } from './desk';

interface Context {
  readonly desk: Desk;
  readonly book: LawBook;
  readonly clock: Clock;
}

/**
 * When something arrived, as far as that can be believed: not in the future, since the clock that dated it
 * may be wrong and a due date must not move out, and not before the desk's calendar begins. Otherwise now.
 *
 * @param noted - what an item says; may be anything
 */
export function arrivalOf({ desk, book, clock }: Context, noted: unknown): string {
  const now = clock.now();
  const at = instantIn(noted);
  if (at === undefined || at > now) return now;
  const oldest = book.calendars[desk.place]?.covers.from;
  return oldest !== undefined && civilDateOf(at, desk.zone).toString() < oldest ? now : at;
}

function instantIn(noted: unknown): string | undefined {
  try {
    return toInstantText(Temporal.Instant.from(String(noted)));
  } catch {
    return undefined;
  }
}
