import { Temporal } from 'temporal-polyfill';
import { SWEEP_MINUTES } from '../../functions/domain/sweep-interval';
import type { Sweep } from '../../functions/watch/watch-deadlines';
import type { VirtualClock } from '../aws/virtual-clock';

/** By a duration (ISO 8601), or to nine in the morning of a plain date. */
export type ClockMove = { readonly by: string } | { readonly to: string };

export interface MoverSettings {
  readonly clock: VirtualClock;
  readonly zone: string;
  readonly sweep: () => Promise<Sweep>;
  readonly quiet: () => Promise<void>;
}

/**
 * Time passes in steps of at most a day, with a sweep after each, so that everything happens in its order.
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
 * One sweep at a time: a move of the clock waits for the one that the schedule begins by it, and makes none
 * beside it.
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

/** The stack's schedule. Returns how to end it. */
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
