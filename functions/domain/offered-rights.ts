import type { LawBook, Regime } from './deadlines/deadline';
import { requestTypeOf } from './deadlines/request-type-of';
import type { Desk } from './desk';
import { isReview, type Right } from './rights';

/**
 * Whether a form may offer a right today (a plain date). What people ask of their data is always on offer; a complaint and an appeal only where a law that the desk follows knows
 * them and has come into force.
 */
export function isOffered(
  { desk, book }: { readonly desk: Desk; readonly book: LawBook },
  right: Right,
  today: string,
): boolean {
  if (!isReview(right)) return true;
  return desk.laws.some(({ regime, applies }) => {
    const law = book.regimes[regime];
    return applies !== 'no' && law !== undefined && knows(law, right, today);
  });
}

function knows(law: Regime, right: Right, today: string): boolean {
  const type = requestTypeOf(law, right);
  const from = type === undefined ? undefined : (law.requestTypes[type]?.effective ?? law.effective);
  return from !== undefined && from <= today && law.effective <= today;
}
