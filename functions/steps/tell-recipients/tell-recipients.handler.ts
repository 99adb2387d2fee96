import { caseDeps } from '../../adapters/case-deps';
import { stepHandler } from '../../adapters/step-handler';
import { tellRecipients } from './tell-recipients';

export const handler = stepHandler(tellRecipients(caseDeps()));
