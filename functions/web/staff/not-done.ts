import { carriedSoFar } from '../../domain/carried-so-far';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { EventData } from '../../domain/events';
import type { Fields } from '../form-fields';
import type { FieldErrors } from '../parts/form-parts';
import { NOTHING_DONE } from './case-outcomes';

const HALF_DONE =
  'Part of it is carried out already: say that it was done, in whole or in part, and what was not.';

const LOOK =
  'The desk told a store to do it and does not know whether it was done. Look into the store, and tick this if none of it is done; otherwise say that it was done, in whole or in part.';

type NotDone = Pick<EventData['staff-finished'], 'nothingDone'>;

/**
 * What is recorded with an outcome by which nothing was done; or why it cannot be recorded, by field. It is
 * not possible where something is known to be done. Where the desk does not know, staff look and say so.
 *
 * @param prefix - of the ids of the form's fields
 */
export function notDone(
  request: DataSubjectRequest,
  fields: Fields,
  prefix = '',
): NotDone | { readonly errors: FieldErrors } {
  const soFar = carriedSoFar(request);
  if (soFar === 'nothing') return {};
  if (soFar === 'something') return { errors: { outcome: HALF_DONE } };
  if (fields[NOTHING_DONE] !== 'yes') return { errors: { [`${prefix}${NOTHING_DONE}`]: LOOK } };
  return { nothingDone: true };
}
