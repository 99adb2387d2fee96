import { stepHandler } from '../../adapters/step-handler';
import { workerDeps } from '../../adapters/worker-deps';
import { eraseStore } from './erase-store';

export const handler = stepHandler(eraseStore(workerDeps()));
