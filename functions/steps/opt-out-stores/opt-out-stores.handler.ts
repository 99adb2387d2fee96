import { stepEntry } from '../../adapters/step-handler';
import { workerDeps } from '../../adapters/build-deps';
import { optOutStores } from './opt-out-stores';

export const handler = stepEntry(workerDeps(), optOutStores);
