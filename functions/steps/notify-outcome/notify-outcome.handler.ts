import { stepHandler } from '../../adapters/step-handler';
import { workerDeps } from '../../adapters/worker-deps';
import { notifyOutcome } from './notify-outcome';

export const handler = stepHandler(notifyOutcome(workerDeps()));
