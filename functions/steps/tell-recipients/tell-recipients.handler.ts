import { caseDeps } from '../../adapters/build-deps';
import { stepEntry } from '../../adapters/step-handler';
import { tellRecipients } from './tell-recipients';

export const handler = stepEntry(caseDeps(), tellRecipients);
