import { stepHandler } from '../../adapters/step-handler';
import { workerDeps } from '../../adapters/worker-deps';
import { searchStore } from './search-store';

export const handler = stepHandler(searchStore(workerDeps()));
