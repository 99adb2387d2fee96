import { mailDeps } from '../../adapters/build-deps';
import { stepEntry } from '../../adapters/step-handler';
import { askManualStores } from './ask-manual-stores';

export const handler = stepEntry(mailDeps(), askManualStores);
