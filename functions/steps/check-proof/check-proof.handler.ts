import { stepHandler } from '../../adapters/step-handler';
import { workerDeps } from '../../adapters/worker-deps';
import { checkProof } from './check-proof';

export const handler = stepHandler(checkProof(workerDeps()));
