import { stepEntry } from '../../adapters/step-handler';
import { workerDeps } from '../../adapters/build-deps';
import { readStoresAgain } from './read-stores-again';

export const handler = stepEntry(workerDeps(), readStoresAgain);
