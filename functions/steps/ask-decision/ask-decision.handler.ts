import { caseDeps } from '../../adapters/case-deps';
import { stepHandler } from '../../adapters/step-handler';
import { askDecision } from './ask-decision';

export const handler = stepHandler(askDecision(caseDeps()));
