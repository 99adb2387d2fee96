import { caseDeps } from '../../adapters/case-deps';
import { stepHandler } from '../../adapters/step-handler';
import { passOn } from './pass-on';

export const handler = stepHandler(passOn(caseDeps()));
