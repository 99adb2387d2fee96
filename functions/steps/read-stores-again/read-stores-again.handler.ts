import { stepDeps } from '../../adapters/build-deps';
import { stepEntry } from '../../adapters/step-handler';
import { readStoresAgain } from './read-stores-again';

export const handler = stepEntry(stepDeps(), readStoresAgain);
