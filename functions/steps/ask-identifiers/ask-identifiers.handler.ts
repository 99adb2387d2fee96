import { mailDeps } from '../../adapters/build-deps';
import { stepEntry } from '../../adapters/step-handler';
import { askIdentifiers } from './ask-identifiers';

export const handler = stepEntry(mailDeps(), askIdentifiers);
