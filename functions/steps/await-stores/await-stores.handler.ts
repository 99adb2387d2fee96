import { caseDeps } from '../../adapters/build-deps';
import { stepEntry } from '../../adapters/step-handler';
import { awaitStores } from './await-stores';

export const handler = stepEntry(caseDeps(), awaitStores);
