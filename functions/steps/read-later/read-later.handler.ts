import { stepHandler } from '../../adapters/step-handler';
import { workerDeps } from '../../adapters/worker-deps';
import { readLater } from './read-later';

export const handler = stepHandler(readLater(workerDeps()));
