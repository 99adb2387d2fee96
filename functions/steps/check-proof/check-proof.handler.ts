import { stepDeps } from '../../adapters/build-deps';
import { stepEntry } from '../../adapters/step-handler';
import { checkProof } from './check-proof';

export const handler = stepEntry(stepDeps(), checkProof);
