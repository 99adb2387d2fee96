import { caseDeps } from '../../adapters/case-deps';
import { stepHandler } from '../../adapters/step-handler';
import { awaitStores } from './await-stores';

export const handler = stepHandler(awaitStores(caseDeps()));
