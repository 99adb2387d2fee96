import { stepHandler } from '../../adapters/step-handler';
import { workerDeps } from '../../adapters/worker-deps';
import { askIdentifiers } from './ask-identifiers';

export const handler = stepHandler(askIdentifiers(workerDeps()));
