import type { Temporal } from 'temporal-polyfill';
import { type Counting, roll } from './counting';
import type { DeadlineStatus } from './deadline-case';
import { inWords } from './explanation';
import type { LawReading } from './law-readings';
import { daysOut, type PauseState } from './pauses';

type PlainDate = Temporal.PlainDate;

/** A paused clock: why, and the date to use for reminders. */
export interface PausedClock {
  status: DeadlineStatus;
  unsuspended: PlainDate;
}

/**
 * What an open question leaves. The date for reminders ignores the open question, and every suspension that
 * only guidance and not the law itself provides.
 *
 * @param endUnder the end of the period under a reading, before the weekend rule
 */
export function pausedClock(
  c: Counting,
  state: PauseState,
  endUnder: (reading: LawReading) => PlainDate,
): PausedClock {
  const waits = state.open.some((pause) => pause.rule.method === 'restart');
  const lawful = state.counted.filter((pause) => pause.rule.method === 'excludeBothDays');
  const unsuspended = roll(c, endUnder({ start: state.start, days: daysOut(lawful, state.start) }));
  explainStanding(c, state, { waits, unsuspended });
  return { status: waits ? 'notStarted' : 'suspended', unsuspended };
}

function explainStanding(
  c: Counting,
  state: PauseState,
  found: { waits: boolean; unsuspended: PlainDate },
): void {
  const first = state.open[0];
  if (!first) return;
  const asked = inWords(first.from);
  const words = found.waits
    ? `What was asked for on ${asked} is still outstanding: the period has not begun`
    : `The question of ${asked} is still open and the clock stands: no date is safe until it is answered`;
  c.explain.say(`${words}. Without the question: ${found.unsuspended}`, first.rule.source);
}
