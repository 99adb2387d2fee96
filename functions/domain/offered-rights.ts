import type { LawBook, Regime } from './deadlines/law';
import { lawDays } from './deadlines/law-day';
import { isGiven } from './deadlines/request-type-of';
import type { Desk } from './desk';
import { needsLaw, type Right } from './rights';

/**
 * Whether a form may offer a right today (a plain date). General rights are always offered; those that only
 * some laws know (a complaint, an appeal, an opt-out of profiling, a list of third parties ...) only where a
 * law that the desk follows gives them on that day.
 */
export function isOffered(by: OfferedBy, right: Right, today: string): boolean {
  return isGivenBy(by, right, () => today);
}

/**
 * The same at an instant, so that a right that has begun where its law was made is offered to the west of
 * there as well.
 */
export function isOfferedAt(by: OfferedBy, right: Right, now: string): boolean {
  return isGivenBy(by, right, (law) => lawDays(law, now, by.desk.zone).givingOn);
}

interface OfferedBy {
  readonly desk: Desk;
  readonly book: LawBook;
}

function isGivenBy({ desk, book }: OfferedBy, right: Right, dayUnder: (law: Regime) => string): boolean {
  if (!needsLaw(right)) return true;
  return desk.laws.some(({ regime, applies }) => {
    const law = book.regimes[regime];
    return applies !== 'no' && law !== undefined && isGiven(law, right, dayUnder(law));
  });
}
