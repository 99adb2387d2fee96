import { stepEntry } from '../../adapters/step-handler';
import { workerDeps } from '../../adapters/build-deps';
import { eraseStores } from './erase-stores';

export const handler = stepEntry(workerDeps(), eraseStores);
