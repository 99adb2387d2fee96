import { stepHandler } from '../../adapters/step-handler';
import { workerDeps } from '../../adapters/worker-deps';
import { handToStaff } from './hand-to-staff';

export const handler = stepHandler(handToStaff(workerDeps()));
