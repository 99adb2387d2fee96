import { stepDeps } from '../../adapters/build-deps';
import { stepEntry } from '../../adapters/step-handler';
import { giveNotice } from './give-notice';

export const handler = stepEntry(stepDeps(), giveNotice);
