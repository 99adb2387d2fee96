import { stepHandler } from '../../adapters/step-handler';
import { workerDeps } from '../../adapters/worker-deps';
import { optOutStore } from './opt-out-store';

export const handler = stepHandler(optOutStore(workerDeps()));
