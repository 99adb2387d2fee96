import { mailDeps } from '../../adapters/build-deps';
import { stepEntry } from '../../adapters/step-handler';
import { passOn } from './pass-on';

export const handler = stepEntry(mailDeps(), passOn);
