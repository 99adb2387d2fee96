import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { amount, type BudgetLine, budgetLines, overHeld } from '../../../cost/budget-lines';
import { summarise } from '../../../cost/cost-summary';
import type { MeteredCalls } from '../../../cost/metered-calls';
import type { StackTemplate } from '../../../cost/stack-template';

/**
 * How far the committed counts may be from the new ones, as a share of the cost of 1,000 requests. Two
 * rehearsals of the same code differ by far less.
 */
const DRIFT = 0.1;

/**
 * Fails when the new counts are over a budget, or so far from the committed ones that docs/cost.md is wrong.
 * Counts do not depend on the machine; a retried task is a transition that AWS would charge as well.
 *
 * @param kept - the committed counts, from which docs/cost.md is made
 */
export function checkCost(metered: MeteredCalls, kept: MeteredCalls, template: StackTemplate): string {
  const summary = summarise(metered, template);
  const lines = budgetLines(summary);
  const over = overHeld(lines);
  if (over.length > 0) throw new Error(`over budget:\n${over.join('\n')}`);
  const [now, then] = [summary, summarise(kept, template)].map(({ thousand }) => thousand.dollars);
  if (now && then && Math.abs(now - then) > DRIFT * then)
    throw new Error(
      `1,000 requests cost ${amount(now, 'USD')}, but ${amount(then, 'USD')} by cost/metered-calls.json: npm run rehearse -- --meter, then npx tsx generate/make-cost.ts`,
    );
  return lines.map(lineText).join('; ');
}

/** The template in the folder of a synthesised stack. */
export function templateIn(assembly: string): StackTemplate {
  return JSON.parse(readFileSync(join(assembly, 'Rightsdesk.template.json'), 'utf8')) as StackTemplate;
}

function lineText({ what, unit, counted, budget, held }: BudgetLine): string {
  const found = `${what}: ${amount(counted, unit)}`;
  if (counted <= budget) return `${found}, within ${amount(budget, unit)}`;
  return `${found}, OVER the budget of ${amount(budget, unit)}, held to ${amount(held, unit)}`;
}
