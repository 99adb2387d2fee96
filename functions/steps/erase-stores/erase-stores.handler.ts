import { stepHandler } from '../../adapters/step-handler';
import { workerDeps } from '../../adapters/worker-deps';
import { eraseStores } from './erase-stores';

export const handler = stepHandler(eraseStores(workerDeps()));
