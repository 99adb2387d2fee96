import { stepHandler } from '../../adapters/step-handler';
import { workerDeps } from '../../adapters/worker-deps';
import { correctStores } from './correct-stores';

export const handler = stepHandler(correctStores(workerDeps()));
