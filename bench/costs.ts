import { type BudgetLine, budgetLines, overHeld } from '../cost/budget-lines';
import { kindOf } from '../cost/cost-summary';
import { currentSummary } from '../cost/current-summary';
import { requestKinds } from '../cost/metered-calls';

export interface CostFigures {
  /** US dollars of 1,000 requests, by kind. */
  readonly kinds: readonly { readonly kind: string; readonly dollars: number }[];
  readonly lines: readonly BudgetLine[];
  /** What is above what it is held to, a sentence each. */
  readonly over: readonly string[];
}

/** What requests cost, from the counts of the last rehearsal that was kept. */
export function readCosts(): CostFigures {
  const summary = currentSummary();
  const lines = budgetLines(summary);
  const kinds = requestKinds.map((kind) => ({ kind, dollars: 1_000 * kindOf(summary, kind).dollars }));
  return { kinds, lines, over: overHeld(lines) };
}
