import { stepHandler } from '../../adapters/step-handler';
import { workerDeps } from '../../adapters/worker-deps';
import { searchStores } from './search-stores';

export const handler = stepHandler(searchStores(workerDeps()));
