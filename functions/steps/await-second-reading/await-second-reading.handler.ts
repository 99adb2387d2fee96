import { mailDeps } from '../../adapters/build-deps';
import { stepEntry } from '../../adapters/step-handler';
import { awaitSecondReading } from './await-second-reading';

export const handler = stepEntry(mailDeps(), awaitSecondReading);
