import { workerDeps } from '../../adapters/build-deps';
import { stepEntry } from '../../adapters/step-handler';
import { assemblePackage } from './assemble-package';

export const handler = stepEntry(workerDeps(), assemblePackage);
