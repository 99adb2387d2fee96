import { Temporal } from 'temporal-polyfill';
import type { Desk } from './desk';
import { later } from './due-dates';

/**
 * How long a link works that stops something: as long as any other, and never shorter than what it stops can still be stopped.
 *
 * @param now - instant at which it is mailed
 * @param ends - instant from which it is too late
 * @returns ISO 8601 duration
 */
export function stoppingLife(now: string, ends: string, { waits }: Pick<Desk, 'waits'>): string {
  if (later(now, waits.linkLife, 'UTC') >= ends) return waits.linkLife;
  const rest = Temporal.Instant.from(now).until(ends, {
    largestUnit: 'hour',
    smallestUnit: 'minute',
    roundingMode: 'ceil',
  });
  return rest.toString();
}
