import type { DataSubjectRequest } from './data-subject-request';
import type { EventData } from './events';
import { allOf, lastOf } from './log-entries';

type Logged = Pick<DataSubjectRequest, 'log'>;

/**
 * Stores that were told to write the corrections of the last approval, whether or not the result is known.
 * After a crash or a broken connection the result is open, so only a store that was never told is certainly
 * untouched.
 */
export function storesBegun({ log }: Logged): ReadonlySet<string> {
  const version = lastOf(log, 'manifest-frozen')?.data.version;
  const begun = allOf(log, 'correction-begun').filter(({ data }) => data.version === version);
  return new Set(begun.map(({ data }) => data.storeId));
}

/** Whether a store confirmed that it wrote something of this or an earlier decision. */
export function isCorrected({ log }: Logged): boolean {
  return allOf(log, 'store-corrected').some(({ data }) => touches(data));
}

/**
 * Whether a correction of this or an earlier decision is or may be written somewhere. Only what a store
 * confirmed not to have written is certainly not.
 */
export function mayBeCorrected({ log }: Logged): boolean {
  const answers = allOf(log, 'store-corrected').map(({ data }) => data);
  const isUntouched = ({ storeId, version }: EventData['correction-begun']) =>
    answers.some((one) => one.storeId === storeId && one.version === version && !touches(one));
  return answers.some(touches) || allOf(log, 'correction-begun').some(({ data }) => !isUntouched(data));
}

/** A store that wrote a value and holds another one by now has changed as well. */
function touches({ done, left }: EventData['store-corrected']): boolean {
  return done.length > 0 || left.some(({ because }) => because === 'undone');
}
