import { mailDeps } from '../../adapters/build-deps';
import { stepEntry } from '../../adapters/step-handler';
import { closeRequest } from './close-request';

export const handler = stepEntry(mailDeps(), closeRequest);
