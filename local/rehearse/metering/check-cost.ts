import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { amount, type BudgetLine, budgetLines, overHeld } from '../../../bench/cost/budget-lines';
import { summarise } from '../../../bench/cost/cost-summary';
import type { MeteredCalls } from '../../../bench/cost/metered-calls';
import type { StackTemplate } from '../../../bench/cost/stack-template';

/**
 * Fails when what was just counted is above what it is held to. Counts do not depend on the machine; a task that had to be tried again is a transition that
 * AWS would charge as well.
 *
 * @param assembly - folder of the synthesised stack
 */
export function checkCost(metered: MeteredCalls, assembly: string): string {
  const file = join(assembly, 'Rightsdesk.template.json');
  const template = JSON.parse(readFileSync(file, 'utf8')) as StackTemplate;
  const lines = budgetLines(summarise(metered, template));
  const over = overHeld(lines);
  if (over.length > 0) throw new Error(`over budget:\n${over.join('\n')}`);
  return lines.map(told).join('; ');
}

function told({ what, unit, counted, budget, held }: BudgetLine): string {
  const found = `${what}: ${amount(counted, unit)}`;
  if (counted <= budget) return `${found}, within ${amount(budget, unit)}`;
  return `${found}, OVER the budget of ${amount(budget, unit)}, held to ${amount(held, unit)}`;
}
