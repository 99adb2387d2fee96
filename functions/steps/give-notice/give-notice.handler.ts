import { stepEntry } from '../../adapters/step-handler';
import { workerDeps } from '../../adapters/build-deps';
import { giveNotice } from './give-notice';

export const handler = stepEntry(workerDeps(), giveNotice);
