import { stepHandler } from '../../adapters/step-handler';
import { workerDeps } from '../../adapters/worker-deps';
import { planErasure } from './plan-erasure';

export const handler = stepHandler(planErasure(workerDeps()));
