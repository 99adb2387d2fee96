import { caseDeps } from '../../adapters/case-deps';
import { stepHandler } from '../../adapters/step-handler';
import { handToStaff } from './hand-to-staff';

export const handler = stepHandler(handToStaff(caseDeps()));
