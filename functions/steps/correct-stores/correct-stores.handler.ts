import { stepDeps } from '../../adapters/build-deps';
import { stepEntry } from '../../adapters/step-handler';
import { correctStores } from './correct-stores';

export const handler = stepEntry(stepDeps(), correctStores);
