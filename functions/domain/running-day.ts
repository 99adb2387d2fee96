import { type DueDates, lastDayToTell, standsStill } from './due-dates';

/**
 * The day that an extension can move: the earliest of the clocks that run. A question may stop the clock of
 * one law while that of another runs on (11 CCR 7021(b): the 45
 * days begin on receipt, whatever time verification takes). Where all stand, or none has a date, it is the
 * day that is worked to. Plain date.
 */
export function runningDay(dates: DueDates): { readonly day: string; readonly regime: string } {
  const days = dates.clocks
    .filter((clock) => !standsStill(clock))
    .flatMap(({ regime, dates: own }) => {
      const day = lastDayToTell(own);
      return day === undefined ? [] : [{ day, regime }];
    })
    .sort((a, b) => (a.day < b.day ? -1 : 1));
  const [first] = days;
  return dates.undated || !first ? { day: dates.latest, regime: dates.ruling } : first;
}

/** The day under the law whose clock runs on while that of the ruling one stands; nothing where none does. */
export function runsBesides(dates: DueDates): string | undefined {
  const { day, regime } = runningDay(dates);
  return dates.paused && regime !== dates.ruling ? day : undefined;
}
