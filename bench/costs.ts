import { type BudgetLine, budgetLines, overHeld } from '../cost/budget-lines';
import { kindOf } from '../cost/cost-summary';
import { currentSummary } from '../cost/current-summary';
import { requestKinds } from '../cost/metered-calls';

export interface CostFigures {
  /** US dollars of 1,000 requests, by kind. */
  readonly kinds: readonly { readonly kind: string; readonly dollars: number }[];
  readonly lines: readonly BudgetLine[];
  /** A sentence for each figure above its limit. */
  readonly over: readonly string[];
}

/** The cost of requests, from the committed counts of a rehearsal. */
export function readCosts(): CostFigures {
  const summary = currentSummary();
  const lines = budgetLines(summary);
  const kinds = requestKinds.map((kind) => ({ kind, dollars: 1_000 * kindOf(summary, kind).dollars }));
  return { kinds, lines, over: overHeld(lines) };
}
