import { stepHandler } from '../../adapters/step-handler';
import { workerDeps } from '../../adapters/worker-deps';
import { awaitSecondReading } from './await-second-reading';

export const handler = stepHandler(awaitSecondReading(workerDeps()));
