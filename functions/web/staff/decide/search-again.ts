import { renewSearch } from '../renew-search';
import type { Act } from './act-result';

/** On the decision page: what was frozen is not what anybody wants to decide on. */
export const searchAgain: Act = (deps, page, fields) => renewSearch(deps, page, fields);
