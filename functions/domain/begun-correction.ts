import { allOf, type DataSubjectRequest, lastOf } from './data-subject-request';
import type { EventData } from './events';

type Told = Pick<DataSubjectRequest, 'log'>;

/**
 * Stores that were told to write the corrections approved last, whether or not anybody knows what became of
 * that. A crash or a dead connection after the order leaves it open:
 * only such a store is untouched that was told nothing.
 */
export function begunNow({ log }: Told): ReadonlySet<string> {
  const version = lastOf(log, 'manifest-frozen')?.data.version;
  const begun = allOf(log, 'correction-begun').filter(({ data }) => data.version === version);
  return new Set(begun.map(({ data }) => data.storeId));
}

/** Whether a store confirmed that it took something of this or an earlier decision. */
export function isCorrected({ log }: Told): boolean {
  return allOf(log, 'store-corrected').some(({ data }) => touches(data));
}

/**
 * Whether a correction of this or an earlier decision is written somewhere, or may be: only what a store
 * confirmed not to have taken is certainly not.
 */
export function mayBeCorrected({ log }: Told): boolean {
  const answers = allOf(log, 'store-corrected').map(({ data }) => data);
  const isUntouched = ({ storeId, version }: EventData['correction-begun']) =>
    answers.some((one) => one.storeId === storeId && one.version === version && !touches(one));
  return answers.some(touches) || allOf(log, 'correction-begun').some(({ data }) => !isUntouched(data));
}

/** A store that took a value and holds another one by now has changed as well. */
function touches({ done, left }: EventData['store-corrected']): boolean {
  return done.length > 0 || left.some(({ because }) => because === 'undone');
}
