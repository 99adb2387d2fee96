import { stepEntry } from '../../adapters/step-handler';
import { workerDeps } from '../../adapters/build-deps';
import { assemblePackage } from './assemble-package';

export const handler = stepEntry(workerDeps(), assemblePackage);
