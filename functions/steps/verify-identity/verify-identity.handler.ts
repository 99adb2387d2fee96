import { caseDeps } from '../../adapters/build-deps';
import { stepEntry } from '../../adapters/step-handler';
import { verifyIdentity } from './verify-identity';

export const handler = stepEntry(caseDeps(), verifyIdentity);
