import { endOfDay, later } from './civil-time';
import { allOf, type DataSubjectRequest, hasHappened, isApproved, lastOf } from './data-subject-request';
import type { EventData } from './events';
import type { Timer, TimerInput } from './timer';

type Input = Pick<TimerInput, 'request' | 'desk' | 'zone'>;

/**
 * What there is to do about an erasure long after its end: further readings, and the ends of retentions,
 * which may come when the request's own key is destroyed.
 */
export function afterErasureTimers(t: Input): Timer[] {
  return [...laterReadings(t), ...keptEnds(t), ...keptToShred(t)].filter(
    ({ key }) => !t.request.log.some((event) => event.commandId === key),
  );
}

function laterReadings({ request, desk, zone }: Input): Timer[] {
  const erased = lastOf(request.log, 'store-erased');
  if (!erased || !isApproved(request) || hasHappened(request, 'shredded')) return [];
  return desk.waits.laterReadings.map((wait) => ({
    kind: 'read-later',
    key: `read-later-${wait}`,
    at: later(erased.at, wait, zone),
  }));
}

/** When its last day is over. */
function keptEnds({ request, zone }: Input): Timer[] {
  return keptUntil(request).map(({ keptId, until }) => ({
    kind: 'end-kept',
    key: `end-${keptId}`,
    at: endOfDay(until, zone),
  }));
}

/** What is done needs no key any more. What a person has to look at stays readable until somebody has. */
function keptToShred({ request }: Input): Timer[] {
  const over = [
    ...allOf(request.log, 'kept-ended').filter((e) => e.data.left.length === 0),
    ...allOf(request.log, 'kept-finished'),
  ];
  return over.map((e) => ({ kind: 'shred-kept', key: `shred-${e.data.keptId}`, at: e.at }));
}

/** Everything that a law keeps of an erasure, each with its last day. */
export function keptUntil(request: DataSubjectRequest): EventData['kept-until'][] {
  return allOf(request.log, 'kept-until').map((e) => e.data);
}
