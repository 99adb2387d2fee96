import { stepHandler } from '../../adapters/step-handler';
import { workerDeps } from '../../adapters/worker-deps';
import { reportTrouble } from './report-trouble';

export const handler = stepHandler(reportTrouble(workerDeps()));
