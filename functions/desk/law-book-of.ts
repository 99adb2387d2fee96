import type { LawBook } from '../domain/deadlines/law';
import { lawsFor } from '../domain/deadlines/law-library';
import { overrideRule } from '../domain/deadlines/override-rule';
import type { Desk } from '../domain/desk';

/**
 * The laws and holidays of a desk, with the desk's own figures where it changes a period that nobody has confirmed. Build time only.
 *
 * @throws {DeadlineCaseError} when a law or place is not known
 * @throws {RuleOverrideError} when an override names no period of the law, or one that was read in the official text
 */
export function lawBookOf({ laws, place }: Pick<Desk, 'laws' | 'place'>): LawBook {
  const book = lawsFor(
    laws.map((law) => law.regime),
    [place],
  );
  const regimes = laws.flatMap(({ regime, overrides = [] }) => {
    const law = book.regimes[regime];
    return law ? [[regime, overrides.reduce(overrideRule, law)] as const] : [];
  });
  return { ...book, regimes: Object.fromEntries(regimes) };
}
