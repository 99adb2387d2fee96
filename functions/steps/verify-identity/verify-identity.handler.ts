import { caseDeps } from '../../adapters/case-deps';
import { stepHandler } from '../../adapters/step-handler';
import { verifyIdentity } from './verify-identity';

export const handler = stepHandler(verifyIdentity(caseDeps()));
