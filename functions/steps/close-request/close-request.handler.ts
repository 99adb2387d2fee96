import { stepHandler } from '../../adapters/step-handler';
import { workerDeps } from '../../adapters/worker-deps';
import { closeRequest } from './close-request';

export const handler = stepHandler(closeRequest(workerDeps()));
