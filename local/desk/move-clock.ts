import { Temporal } from 'temporal-polyfill';
import { SWEEP_MINUTES } from '../../functions/domain/sweep-interval';
import type { Sweep } from '../../functions/watch/watch-deadlines';
import type { VirtualClock } from '../aws/virtual-clock';

/** By a duration (ISO 8601), or to 09:00 on a plain date. */
export type ClockMove = { readonly by: string } | { readonly to: string };

export interface MoverSettings {
  readonly clock: VirtualClock;
  readonly zone: string;
  readonly sweep: () => Promise<Sweep>;
  readonly quiet: () => Promise<void>;
}

/**
 * Moves the clock in steps of at most a day, with a sweep after each, so that everything happens in order.
 */
export function mover({ clock, zone, sweep, quiet }: MoverSettings): (to: ClockMove) => Promise<void> {
  return async (to) => {
    const now = Temporal.Instant.from(clock.now()).toZonedDateTimeISO(zone);
    const target = 'by' in to ? now.add(to.by) : morningOf(to.to, zone);
    await quiet();
    for (let at = now; Temporal.ZonedDateTime.compare(at, target) < 0; ) {
      const next = at.add({ days: 1 });
      at = Temporal.ZonedDateTime.compare(next, target) < 0 ? next : target;
      clock.set(at.toInstant().toString());
      await sweep();
      await quiet();
    }
  };
}

/**
 * Runs one sweep at a time: a move of the clock waits for the sweep that the schedule then starts, instead of
 * starting a second one.
 */
export function oneAtATime(sweep: () => Promise<Sweep>): () => Promise<Sweep> {
  let running: Promise<Sweep> | undefined;
  return () => {
    running ??= sweep().finally(() => {
      running = undefined;
    });
    return running;
  };
}

function morningOf(date: string, zone: string): Temporal.ZonedDateTime {
  return Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: zone, plainTime: '09:00' });
}

const SWEEP_MS = SWEEP_MINUTES * 60_000;

/** Runs the stack's schedule. Returns a function that ends it. */
export function sweepOnSchedule(clock: VirtualClock, sweep: () => Promise<Sweep>): () => void {
  let cancel: () => void = () => undefined;
  const next = () => {
    cancel = clock.schedule(clock.epochMs() + SWEEP_MS, () => {
      sweep().catch(() => undefined);
      next();
    });
  };
  next();
  return () => cancel();
}
