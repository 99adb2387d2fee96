import { stepDeps } from '../../adapters/build-deps';
import { stepEntry } from '../../adapters/step-handler';
import { searchStores } from './search-stores';

export const handler = stepEntry(stepDeps(), searchStores);
