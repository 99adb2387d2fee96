import { mailDeps } from '../adapters/build-deps';
import { stepEntry } from '../adapters/step-handler';
import { recordMailEvents } from './note-bounce';

export const handler = stepEntry(mailDeps(), recordMailEvents);
