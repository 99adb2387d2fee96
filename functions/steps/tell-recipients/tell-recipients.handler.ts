import { stepHandler } from '../../adapters/step-handler';
import { workerDeps } from '../../adapters/worker-deps';
import { tellRecipients } from './tell-recipients';

export const handler = stepHandler(tellRecipients(workerDeps()));
