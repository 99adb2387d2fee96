import { mailDeps } from '../../adapters/build-deps';
import { stepEntry } from '../../adapters/step-handler';
import { verifyIdentity } from './verify-identity';

export const handler = stepEntry(mailDeps(), verifyIdentity);
