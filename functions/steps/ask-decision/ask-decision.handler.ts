import { stepHandler } from '../../adapters/step-handler';
import { workerDeps } from '../../adapters/worker-deps';
import { askDecision } from './ask-decision';

export const handler = stepHandler(askDecision(workerDeps()));
