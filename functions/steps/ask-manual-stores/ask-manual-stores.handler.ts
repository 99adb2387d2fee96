import { caseDeps } from '../../adapters/case-deps';
import { stepHandler } from '../../adapters/step-handler';
import { askManualStores } from './ask-manual-stores';

export const handler = stepHandler(askManualStores(caseDeps()));
