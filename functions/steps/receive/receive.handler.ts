import { stepHandler } from '../../adapters/step-handler';
import { workerDeps } from '../../adapters/worker-deps';
import { receive } from './receive';

export const handler = stepHandler(receive(workerDeps()));
