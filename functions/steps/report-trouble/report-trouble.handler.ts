import { caseDeps } from '../../adapters/case-deps';
import { stepHandler } from '../../adapters/step-handler';
import { reportTrouble } from './report-trouble';

export const handler = stepHandler(reportTrouble(caseDeps()));
