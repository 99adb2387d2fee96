import type { Deadlines } from './deadline-case';

/**
 * The last day under one law: the extended date or else the plain one and, while the clock is paused, the
 * date to use for reminders. `null` when the law names no number of days or was not in force.
 */
export function lastDayOf(dates: Deadlines): string | null {
  if (dates.unsuspendedRespondBy !== undefined) return dates.unsuspendedRespondBy;
  return dates.extendedRespondBy ?? dates.respondBy;
}
