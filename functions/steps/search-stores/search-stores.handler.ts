import { workerDeps } from '../../adapters/build-deps';
import { stepEntry } from '../../adapters/step-handler';
import { searchStores } from './search-stores';

export const handler = stepEntry(workerDeps(), searchStores);
