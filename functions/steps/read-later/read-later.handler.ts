import { stepDeps } from '../../adapters/build-deps';
import { stepEntry } from '../../adapters/step-handler';
import { readLater } from './read-later';

export const handler = stepEntry(stepDeps(), readLater);
