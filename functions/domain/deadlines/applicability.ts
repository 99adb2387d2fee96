import type { ApplicabilityTest, FlagFact, NumberFact, Regime } from './law';

/** What a desk knows about its business, for one law's place. A missing fact is unknown. */
export type BusinessFacts = Partial<Record<NumberFact, number> & Record<FlagFact, boolean>>;

/** Whether a law's tests are met, with the tests that decided it in words. */
export interface Applicability {
  answer: 'binds' | 'doesNotBind' | 'notKnown';
  reasons: string[];
}

/**
 * Compares a desk's facts with the tests that a law carries.
 *
 * It is a proposal for the person who fills in the desk file, where `binds`, `voluntary` or `no` is written
 * with a reason; it decides nothing. An unknown fact leaves the answer open unless the other tests settle it.
 */
export function applicability(regime: Regime, facts: BusinessFacts): Applicability {
  const { met, reasons } = evaluate(regime.applies.test, facts);
  return { answer: met === undefined ? 'notKnown' : met ? 'binds' : 'doesNotBind', reasons };
}

interface Outcome {
  met: boolean | undefined;
  reasons: string[];
}

function evaluate(test: ApplicabilityTest, facts: BusinessFacts): Outcome {
  if ('all' in test)
    return combine(
      test.all.map((inner) => evaluate(inner, facts)),
      false,
    );
  if ('any' in test)
    return combine(
      test.any.map((inner) => evaluate(inner, facts)),
      true,
    );
  return { met: compare(test, facts), reasons: [test.words] };
}

function compare(
  test: Extract<ApplicabilityTest, { fact: string }>,
  facts: BusinessFacts,
): boolean | undefined {
  if ('above' in test) {
    const value = facts[test.fact];
    return value === undefined ? undefined : value > test.above;
  }
  const value = facts[test.fact];
  return value === undefined ? undefined : value === test.is;
}

/**
 * One outcome equal to `settles` decides; otherwise an unknown one leaves it open. The reasons are those that
 * decided.
 */
function combine(outcomes: Outcome[], settles: boolean): Outcome {
  const deciding = outcomes.filter((o) => o.met === settles);
  if (deciding.length > 0) return { met: settles, reasons: deciding.flatMap((o) => o.reasons) };
  const open = outcomes.filter((o) => o.met === undefined);
  if (open.length > 0) return { met: undefined, reasons: open.flatMap((o) => o.reasons) };
  return { met: !settles, reasons: outcomes.flatMap((o) => o.reasons) };
}
