import { caseDeps } from '../../adapters/case-deps';
import { stepHandler } from '../../adapters/step-handler';
import { askIdentifiers } from './ask-identifiers';

export const handler = stepHandler(askIdentifiers(caseDeps()));
