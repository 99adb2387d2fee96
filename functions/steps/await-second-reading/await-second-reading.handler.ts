import { caseDeps } from '../../adapters/case-deps';
import { stepHandler } from '../../adapters/step-handler';
import { awaitSecondReading } from './await-second-reading';

export const handler = stepHandler(awaitSecondReading(caseDeps()));
