import { stepHandler } from '../../adapters/step-handler';
import { workerDeps } from '../../adapters/worker-deps';
import { askManualStores } from './ask-manual-stores';

export const handler = stepHandler(askManualStores(workerDeps()));
