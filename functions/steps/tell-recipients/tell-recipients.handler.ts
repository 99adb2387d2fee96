import { mailDeps } from '../../adapters/build-deps';
import { stepEntry } from '../../adapters/step-handler';
import { tellRecipients } from './tell-recipients';

export const handler = stepEntry(mailDeps(), tellRecipients);
