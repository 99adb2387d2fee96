import type { LawBook } from './deadlines/deadline';
import { isGiven } from './deadlines/request-type-of';
import type { Desk } from './desk';
import { needsLaw, type Right } from './rights';

/**
 * Whether a form may offer a right today (a plain date). What people ask of their data anywhere is always on offer; what only some laws
 * know (a complaint, an appeal, an opt-out of profiling, a list of third parties ...) only where one that the desk follows gives it on that day.
 */
export function isOffered(
  { desk, book }: { readonly desk: Desk; readonly book: LawBook },
  right: Right,
  today: string,
): boolean {
  if (!needsLaw(right)) return true;
  return desk.laws.some(({ regime, applies }) => {
    const law = book.regimes[regime];
    return applies !== 'no' && law !== undefined && isGiven(law, right, today);
  });
}
