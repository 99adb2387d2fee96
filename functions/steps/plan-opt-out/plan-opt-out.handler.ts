import { stepHandler } from '../../adapters/step-handler';
import { workerDeps } from '../../adapters/worker-deps';
import { planOptOut } from './plan-opt-out';

export const handler = stepHandler(planOptOut(workerDeps()));
