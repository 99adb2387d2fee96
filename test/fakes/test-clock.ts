import { Temporal } from 'temporal-polyfill';
import type { Clock } from '../../functions/domain/clock';

/** A clock that stops until a test moves it. */
export interface TestClock extends Clock {
  /** Forward by an ISO 8601 duration, days counted in UTC. */
  forward(duration: string): void;
  set(instant: string): void;
}

export function testClock(start = '2026-11-24T10:00:00.000Z'): TestClock {
  let now = start;
  return {
    now: () => now,
    pause: turns,
    forward: (duration) => {
      now = textOf(Temporal.Instant.from(now).toZonedDateTimeISO('UTC').add(duration).toInstant());
    },
    set: (instant) => {
      now = textOf(Temporal.Instant.from(instant));
    },
  };
}

/** One turn of the event loop for each millisecond. */
async function turns(ms: number): Promise<void> {
  for (let turn = 0; turn < ms; turn += 1) await new Promise((done) => setImmediate(done));
}

function textOf(instant: Temporal.Instant): string {
  return instant.toString({ smallestUnit: 'millisecond' });
}
