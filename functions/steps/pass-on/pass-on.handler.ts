import { stepHandler } from '../../adapters/step-handler';
import { workerDeps } from '../../adapters/worker-deps';
import { passOn } from './pass-on';

export const handler = stepHandler(passOn(workerDeps()));
