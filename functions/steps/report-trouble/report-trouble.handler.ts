import { mailDeps } from '../../adapters/build-deps';
import { stepEntry } from '../../adapters/step-handler';
import { reportTrouble } from './report-trouble';

export const handler = stepEntry(mailDeps(), reportTrouble);
