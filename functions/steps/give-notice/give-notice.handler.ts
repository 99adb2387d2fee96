import { workerDeps } from '../../adapters/build-deps';
import { stepEntry } from '../../adapters/step-handler';
import { giveNotice } from './give-notice';

export const handler = stepEntry(workerDeps(), giveNotice);
