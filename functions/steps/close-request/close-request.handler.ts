import { caseDeps } from '../../adapters/case-deps';
import { stepHandler } from '../../adapters/step-handler';
import { closeRequest } from './close-request';

export const handler = stepHandler(closeRequest(caseDeps()));
