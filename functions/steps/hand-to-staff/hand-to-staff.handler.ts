import { mailDeps } from '../../adapters/build-deps';
import { stepEntry } from '../../adapters/step-handler';
import { handToStaff } from './hand-to-staff';

export const handler = stepEntry(mailDeps(), handToStaff);
