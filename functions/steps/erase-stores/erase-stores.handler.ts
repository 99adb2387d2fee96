import { stepDeps } from '../../adapters/build-deps';
import { stepEntry } from '../../adapters/step-handler';
import { eraseStores } from './erase-stores';

export const handler = stepEntry(stepDeps(), eraseStores);
