import { type DueDates, isClockPaused, lastDayToTell } from './due-dates';

/**
 * The day that an extension can move: the earliest of the running clocks. A question may stop the clock of
 * one law while that of another runs on (11 CCR 7021(b): the 45 days begin on receipt, whatever time
 * verification takes). Where all are paused, or none has a date, it is the day by which the desk aims to
 * answer. Plain date.
 */
export function runningDay(dates: DueDates): { readonly day: string; readonly regime: string } {
  const days = dates.clocks
    .filter((clock) => !isClockPaused(clock))
    .flatMap(({ regime, dates: own }) => {
      const day = lastDayToTell(own);
      return day === undefined ? [] : [{ day, regime }];
    })
    .sort((a, b) => (a.day < b.day ? -1 : 1));
  const [first] = days;
  return dates.undated || !first ? { day: dates.latest, regime: dates.ruling } : first;
}

/**
 * The day under the law whose clock runs on while the leading one is paused; undefined where there is none.
 */
export function otherRunningDay(dates: DueDates): string | undefined {
  const { day, regime } = runningDay(dates);
  return dates.paused && regime !== dates.ruling ? day : undefined;
}
