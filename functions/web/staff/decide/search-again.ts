import { renewSearch } from '../renew-search';
import type { Act } from './act-result';

/** Discards the frozen manifest and searches again, from the decision page. */
export const searchAgain: Act = (deps, page, fields) => renewSearch(deps, page, fields);
