import { stepEntry } from '../../adapters/step-handler';
import { workerDeps } from '../../adapters/build-deps';
import { notifyOutcome } from './notify-outcome';

export const handler = stepEntry(workerDeps(), notifyOutcome);
