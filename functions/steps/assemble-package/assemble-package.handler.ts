import { stepDeps } from '../../adapters/build-deps';
import { stepEntry } from '../../adapters/step-handler';
import { assemblePackage } from './assemble-package';

export const handler = stepEntry(stepDeps(), assemblePackage);
