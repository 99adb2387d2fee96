import { stepEntry } from '../../adapters/step-handler';
import { workerDeps } from '../../adapters/build-deps';
import { readLater } from './read-later';

export const handler = stepEntry(workerDeps(), readLater);
