import { stepHandler } from '../../adapters/step-handler';
import { workerDeps } from '../../adapters/worker-deps';
import { optOutStores } from './opt-out-stores';

export const handler = stepHandler(optOutStores(workerDeps()));
