import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { budgets } from '../../../bench/cost/budgets';
import { kindOf, summarise } from '../../../bench/cost/cost-summary';
import type { MeteredCalls } from '../../../bench/cost/metered-calls';
import { overBudget } from '../../../bench/cost/over-budget';
import type { StackTemplate } from '../../../bench/cost/stack-template';

/**
 * Fails when what was just counted is over a budget. No tolerance: counts do not depend on the machine, and a task that had to be tried again is a transition
 * that AWS would charge as well.
 *
 * @param assembly - folder of the synthesised stack
 */
export function checkCost(metered: MeteredCalls, assembly: string): string {
  const template = JSON.parse(
    readFileSync(join(assembly, 'Rightsdesk.template.json'), 'utf8'),
  ) as StackTemplate;
  const summary = summarise(metered, template);
  const over = overBudget(summary);
  if (over.length > 0) throw new Error(`over budget:\n${over.join('\n')}`);
  const [access, erasure] = (['access', 'erasure'] as const).map(
    (kind) => kindOf(summary, kind).counts.transitions,
  );
  return `${summary.thousand.dollars.toFixed(2)} USD per 1,000 requests, within ${budgets.thousandRequests.toFixed(2)}; ${access} and ${erasure} transitions`;
}
