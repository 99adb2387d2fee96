import type { Deadlines } from './deadline-case';

/**
 * The one day to work to under one law: the extended date, else the plain one, and while the clock stands the
 * date to
 * keep reminding on. `null` when the law names no number of days or was not in force.
 */
export function lastDayOf(dates: Deadlines): string | null {
  if (dates.unsuspendedRespondBy !== undefined) return dates.unsuspendedRespondBy;
  return dates.extendedRespondBy ?? dates.respondBy;
}
