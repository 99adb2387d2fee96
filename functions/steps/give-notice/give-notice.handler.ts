import { stepHandler } from '../../adapters/step-handler';
import { workerDeps } from '../../adapters/worker-deps';
import { giveNotice } from './give-notice';

export const handler = stepHandler(giveNotice(workerDeps()));
