import type { LawBook } from '../../domain/deadlines/law';
import { overrideRule } from '../../domain/deadlines/override-rule';
import type { Desk } from '../../domain/desk';
import { allPlaces, allRegimes, lawsFor } from '../laws/law-library';

/**
 * The laws and holidays of a desk, with the desk's own figures where it changes a period that nobody has
 * confirmed. Build time only.
 *
 * A request keeps the law and the place that it came under when the settings change, so the book holds
 * every law, and the calendars of the whole country. Where the desk moved from another country, weekends
 * alone count, which makes a date earlier at most.
 *
 * @throws {DeadlineCaseError} when a law or place is not known
 * @throws {RuleOverrideError} when an override names no period of the law, or one that was read in the
 * official text
 */
export function lawBookOf({ laws, place }: Pick<Desk, 'laws' | 'place'>): LawBook {
  const country = place.slice(0, 2);
  const around = allPlaces().filter((other) => other !== place && other.slice(0, 2) === country);
  const own = laws.map((law) => law.regime);
  const others = [...allRegimes().keys()].filter((regime) => !own.includes(regime));
  const book = lawsFor([...own, ...others], [place, ...around]);
  const changed = laws.flatMap(({ regime, overrides = [] }) => {
    const law = book.regimes[regime];
    return law ? [[regime, overrides.reduce(overrideRule, law)] as const] : [];
  });
  return { ...book, regimes: { ...book.regimes, ...Object.fromEntries(changed) } };
}
