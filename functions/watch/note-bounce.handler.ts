import { caseDeps } from '../adapters/case-deps';
import { stepHandler } from '../adapters/step-handler';
import { noteBounce } from './note-bounce';

export const handler = stepHandler(noteBounce(caseDeps()));
