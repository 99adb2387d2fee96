import { stepDeps } from '../../adapters/build-deps';
import { stepEntry } from '../../adapters/step-handler';
import { optOutStores } from './opt-out-stores';

export const handler = stepEntry(stepDeps(), optOutStores);
