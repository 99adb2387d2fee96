import { type CostSummary, summarise } from './cost-summary';
import { readMeteredCalls } from './metered-calls';
import { sampleTemplate } from './stack-template';

/** The costs by the project's current files: committed counts, prices, the sample desk's stack. */
export function currentSummary(): CostSummary {
  return summarise(readMeteredCalls(), sampleTemplate());
}
