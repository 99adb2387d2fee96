import { Temporal } from 'temporal-polyfill';

/* Hours of the anchors, as `2026-03-05T10`, in UTC. */

export function nextHour(hour: string): string {
  return moved(hour, 1);
}

export function hourBefore(hour: string): string {
  return moved(hour, -1);
}

/** Whole hours from the end of an hour to an instant; 0 while it is not over. */
export function hoursSince(hour: string, now: string): number {
  const ms = Temporal.Instant.from(now).epochMilliseconds - instantOf(nextHour(hour)).epochMilliseconds;
  return Math.max(0, Math.floor(ms / 3_600_000));
}

function moved(hour: string, hours: number): string {
  return instantOf(hour).add({ hours }).toString().slice(0, 13);
}

function instantOf(hour: string): Temporal.Instant {
  return Temporal.Instant.from(`${hour}:00Z`);
}
