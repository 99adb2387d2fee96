import { type Applicability, applicability } from '../../domain/deadlines/applicability';
import type { Regime } from '../../domain/deadlines/law';
import type { Desk, DeskLaw } from '../../domain/desk';
import { allRegimes } from '../laws/law-library';
import type { ParsedDesk } from './parse-desk';

/** What the desk file says about one law, and what the law's own tests say about this business. */
export interface LawAnswer extends DeskLaw {
  readonly review: Regime['review'];
  /** From the facts of the desk file; `notKnown` while a fact that decides is missing. */
  readonly test: Applicability['answer'];
  /** The tests that decided it; those that would, while it is not known. */
  readonly reasons: readonly string[];
  /** How the two differ and what to do, in a sentence; absent when they agree. */
  readonly differs?: string;
}

/**
 * Compares each law of the desk file with the tests of that law. It decides nothing: the desk file decides.
 */
export function lawAnswers({ laws }: Pick<Desk, 'laws'>, business: ParsedDesk['business']): LawAnswer[] {
  return laws.flatMap((law) => {
    const regime = allRegimes().get(law.regime);
    if (!regime) return [];
    const { answer: test, reasons } = applicability(regime, business[law.regime] ?? {});
    const differs = difference(law, test, reasons);
    return [{ ...law, review: regime.review, test, reasons, ...(differs && { differs }) }];
  });
}

function difference(
  { regime, applies }: DeskLaw,
  test: Applicability['answer'],
  reasons: readonly string[],
): string | undefined {
  const because = reasons.join('; ');
  if (test === 'binds' && applies !== 'binds')
    return `laws: ${regime} says applies: ${applies}, but by its own tests the law binds you (${because}); write applies: binds, or correct the facts under business`;
  if (test === 'doesNotBind' && applies === 'binds')
    return `laws: ${regime} says applies: binds, but by its own tests the law does not bind you (not met: ${because}); write applies: voluntary to follow it all the same, or correct the facts under business`;
  return undefined;
}
