import { mailDeps } from '../../adapters/build-deps';
import { stepEntry } from '../../adapters/step-handler';
import { awaitStores } from './await-stores';

export const handler = stepEntry(mailDeps(), awaitStores);
