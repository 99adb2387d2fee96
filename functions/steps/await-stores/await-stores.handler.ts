import { stepHandler } from '../../adapters/step-handler';
import { workerDeps } from '../../adapters/worker-deps';
import { awaitStores } from './await-stores';

export const handler = stepHandler(awaitStores(workerDeps()));
