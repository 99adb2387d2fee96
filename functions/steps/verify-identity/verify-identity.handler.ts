import { stepHandler } from '../../adapters/step-handler';
import { workerDeps } from '../../adapters/worker-deps';
import { verifyIdentity } from './verify-identity';

export const handler = stepHandler(verifyIdentity(workerDeps()));
