import { budgetLines } from '../../cost/budget-lines';
import { kindOf } from '../../cost/cost-summary';
import { currentSummary } from '../../cost/current-summary';
import { requestKinds } from '../../cost/metered-calls';
import { type BenchPart, figureOf, type Gate, OURS } from '../machinery/bench-part';
import { once } from '../machinery/spread';

/** US dollars of 1,000 requests, by the committed counts of a rehearsal: nothing is measured here. */
export const costPart: BenchPart = {
  name: 'cost',
  asks: 'What do requests cost, by the counts of the last metered rehearsal?',
  run: async () => {
    const summary = currentSummary();
    const figures = requestKinds.map((kind) =>
      figureOf(`1,000 requests: ${kind}`, 'USD', { [OURS]: once(1_000 * kindOf(summary, kind).dollars) }),
    );
    const gates = budgetLines(summary).map(
      ({ what, unit, counted, budget, held }): Gate => ({ what, unit, counted, goal: budget, held }),
    );
    return { figures, gates, notes: ['docs/cost.md says what was counted and what was assumed.'] };
  },
};
