import { stepEntry } from '../../adapters/step-handler';
import { workerDeps } from '../../adapters/build-deps';
import { correctStores } from './correct-stores';

export const handler = stepEntry(workerDeps(), correctStores);
