import { mailDeps } from '../../adapters/build-deps';
import { stepEntry } from '../../adapters/step-handler';
import { askDecision } from './ask-decision';

export const handler = stepEntry(mailDeps(), askDecision);
