import { later, startOfDay } from './civil-time';
import { allOf, lastOf } from './data-subject-request';
import { questionKeys } from './questions';
import { MORNING, type Timer, type TimerInput } from './timer';

/** However late the question came, a store is tried once more and a person has a day. */
export const PERSON_HAS = 'P1D';

/**
 * When the question for another identifier is answered by silence: in time for the approval, but never before
 * the person had a day from its mail.
 */
export function identifierTimers({ request, desk, ends, zone }: TimerInput): Timer[] {
  const asked = lastOf(request.log, 'identifiers-asked');
  if (request.status !== 'awaiting-identifiers' || !asked) return [];
  const mail = allOf(request.log, 'mailed').find((e) => e.data.key === questionKeys.identifiers());
  const wanted = later(asked.at, desk.waits.identifiersWithin, zone);
  const limit = startOfDay(ends.approveBy, zone, MORNING);
  const atLeast = later(mail?.at ?? asked.at, PERSON_HAS, zone);
  const at = wanted < limit ? wanted : limit;
  return [{ kind: 'lapse-identifiers', key: 'lapse-identifiers', at: at < atLeast ? atLeast : at }];
}
