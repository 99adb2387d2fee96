import { stepHandler } from '../../adapters/step-handler';
import { workerDeps } from '../../adapters/worker-deps';
import { readStoresAgain } from './read-stores-again';

export const handler = stepHandler(readStoresAgain(workerDeps()));
