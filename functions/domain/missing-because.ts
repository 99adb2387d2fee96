import type { FaultKind } from './store-examination';

/**
 * Why something is missing in an answer: a store's fault, a store that is no longer connected, or a person
 * who has not looked.
 */
export type MissingBecause = FaultKind | 'gone' | 'not-looked';
