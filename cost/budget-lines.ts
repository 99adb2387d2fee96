import { budgets } from './budgets';
import { type CostSummary, kindOf } from './cost-summary';

/** One figure that has a budget. */
export interface BudgetLine {
  readonly what: string;
  readonly unit: 'transitions' | 'USD';
  readonly counted: number;
  readonly budget: number;
  /** The limit above which a rehearsal fails: the budget, or a little more where counts depend on timing. */
  readonly held: number;
}

/** All figures that have a budget. */
export function budgetLines(summary: CostSummary): BudgetLine[] {
  const transitions = (kind: 'access' | 'erasure'): BudgetLine => ({
    what: `state transitions, ${kind}`,
    unit: 'transitions',
    counted: kindOf(summary, kind).counts.transitions,
    budget: budgets.transitions[kind],
    held: budgets.transitions[kind],
  });
  const { thousandRequests, held, idleMonth, idleMonthAfterFree } = budgets;
  return [
    transitions('access'),
    transitions('erasure'),
    {
      what: '1,000 requests, half access, half erasure, mails included',
      unit: 'USD',
      counted: summary.thousand.dollars,
      budget: thousandRequests,
      held: Math.max(thousandRequests, held),
    },
    {
      what: 'a month without requests, at list price',
      unit: 'USD',
      counted: summary.idleMonth,
      budget: idleMonth,
      held: idleMonth,
    },
    {
      what: 'the same, after the ten alarms and ten metrics that each account has free',
      unit: 'USD',
      counted: summary.idleMonthAfterFree,
      budget: idleMonthAfterFree,
      held: idleMonthAfterFree,
    },
  ];
}

/** A sentence for each figure above its limit; empty when there is none. */
export function overHeld(lines: readonly BudgetLine[]): string[] {
  return lines
    .filter(({ counted, held }) => counted > held)
    .map(
      ({ what, unit, counted, held }) => `${what}: ${amount(counted, unit)}, held to ${amount(held, unit)}`,
    );
}

export function amount(value: number, unit: BudgetLine['unit']): string {
  return `${value.toFixed(unit === 'USD' ? 2 : 0)} ${unit}`;
}
