import type { Calendar, Regime } from './law';
import { WEEKENDS_ONLY } from './working-days';

/**
 * The calendar by which a law counts.
 *
 * A holiday of the desk's place counts only where the law looks to that place: a German desk answering under
 * the law of California counts California's business days, and one answering under UK law gains nothing from
 * a day off in Berlin. Where no calendar fits, only weekends count, which can only make a date earlier.
 *
 * @param find looks a calendar up by its place
 */
export function calendarUnder(
  regime: Regime,
  place: string | null,
  find: (place: string) => Calendar | undefined,
): Calendar {
  const own = place !== null && looksTo(regime, place) ? find(place) : undefined;
  const { home } = regime.counting;
  return own ?? (home === undefined ? undefined : find(home)) ?? WEEKENDS_ONLY;
}

/** Whether holidays of a place count under a law: the law names the place, or one that it is in. */
function looksTo(regime: Regime, place: string): boolean {
  return regime.counting.holidaysOf.some((area) => place === area || place.startsWith(`${area}-`));
}
