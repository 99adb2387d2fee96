import { stepDeps } from '../../adapters/build-deps';
import { stepEntry } from '../../adapters/step-handler';
import { notifyOutcome } from './notify-outcome';

export const handler = stepEntry(stepDeps(), notifyOutcome);
