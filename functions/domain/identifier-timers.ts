import { plusDuration, startOfDay } from './civil-time';
import { allOf, lastOf } from './log-entries';
import { questionKeys } from './questions';
import { MORNING, type Timer, type TimerInput } from './timer';

/**
 * The minimum time for a store to be tried again and for a person to answer, however late the question came.
 */
export const MIN_TIME_TO_ANSWER = 'P1D';

/**
 * When the question for another identifier ends without an answer: in time for the approval, but never before
 * the requester had a day from its mail.
 */
export function identifierTimers({ request, desk, ends, zone }: TimerInput): Timer[] {
  const asked = lastOf(request.log, 'identifiers-asked');
  if (request.status !== 'awaiting-identifiers' || !asked) return [];
  const mail = allOf(request.log, 'mailed').find((e) => e.data.key === questionKeys.identifiers());
  const wanted = plusDuration(asked.at, desk.waits.identifiersWithin, zone);
  const limit = startOfDay(ends.approveBy, zone, MORNING);
  const atLeast = plusDuration(mail?.at ?? asked.at, MIN_TIME_TO_ANSWER, zone);
  const at = wanted < limit ? wanted : limit;
  return [{ kind: 'lapse-identifiers', key: 'lapse-identifiers', at: at < atLeast ? atLeast : at }];
}
