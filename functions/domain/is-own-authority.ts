import type { LawBook, Regime } from './deadlines/law';
import type { Desk } from './desk';
import { isLawOfPlace } from './governing-laws';

/**
 * Whether the authority in the desk's settings is the competent one for a law: for the laws of the desk's own
 * place and, where a province or state has a law of its own that the desk follows, for that law and not for
 * the national one.
 */
export function isOwnAuthority({ desk, book }: { desk: Desk; book: LawBook }, law: Regime): boolean {
  const isLocal = ({ jurisdiction }: Regime) => jurisdiction.includes(desk.place);
  const followed = desk.laws.flatMap(({ regime, applies }) =>
    applies === 'no' ? [] : (book.regimes[regime] ?? []),
  );
  return isLawOfPlace(law.jurisdiction, desk.place) && (isLocal(law) || !followed.some(isLocal));
}
