import { stepHandler } from '../../adapters/step-handler';
import { workerDeps } from '../../adapters/worker-deps';
import { settleErasure } from './settle-erasure';

export const handler = stepHandler(settleErasure(workerDeps()));
