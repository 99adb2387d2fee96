import { stepHandler } from '../../adapters/step-handler';
import { workerDeps } from '../../adapters/worker-deps';
import { assemblePackage } from './assemble-package';

export const handler = stepHandler(assemblePackage(workerDeps()));
