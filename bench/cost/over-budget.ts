import { budgets } from './budgets';
import { type CostSummary, kindOf } from './cost-summary';

/** What is over its budget, a sentence each; empty when all is well. */
export function overBudget(summary: CostSummary): string[] {
  const { thousand, idleMonth } = summary;
  const found: string[] = [];
  const hold = (what: string, value: number, limit: number, unit: string) => {
    if (value > limit) found.push(`${what}: ${Math.round(value * 1_000) / 1_000} ${unit}, allowed ${limit}`);
  };
  for (const kind of ['access', 'erasure'] as const) {
    const { transitions } = kindOf(summary, kind).counts;
    hold(`state transitions of ${kind}`, transitions, budgets.transitions[kind], 'transitions');
  }
  hold('1,000 requests', thousand.dollars, budgets.thousandRequests, 'USD');
  hold('idle month', idleMonth, budgets.idleMonth, 'USD');
  return found;
}
