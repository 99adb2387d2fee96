import { caseDeps } from '../adapters/build-deps';
import { stepEntry } from '../adapters/step-handler';
import { noteBounce } from './note-bounce';

export const handler = stepEntry(caseDeps(), noteBounce);
