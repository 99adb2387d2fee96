import { type CostSummary, summarise } from './cost-summary';
import { readMeteredCalls } from './metered-calls';
import { sampleTemplate } from './stack-template';

/** Costs from the files of the project as they are: committed counts, prices, the sample desk's stack. */
export function currentSummary(): CostSummary {
  return summarise(readMeteredCalls(), sampleTemplate());
}
