import { stepHandler } from '../../adapters/step-handler';
import { workerDeps } from '../../adapters/worker-deps';
import { planSearch } from './plan-search';

export const handler = stepHandler(planSearch(workerDeps()));
