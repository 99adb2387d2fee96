import { endOfDay, plusDuration } from './civil-time';
import { type DataSubjectRequest, hasHappened, isApproved } from './data-subject-request';
import type { EventData } from './events';
import { allOf, lastOf } from './log-entries';
import { followUpTimers, settlementChecks } from './settlement-timers';
import type { Timer, TimerInput } from './timer';

type Input = Pick<TimerInput, 'request' | 'desk' | 'zone'>;

/**
 * What is due long after an erasure: further readings, and the ends of retentions, which may come after the
 * request's own key is destroyed.
 */
export function afterErasureTimers(t: Input): Timer[] {
  return [
    ...laterReadings(t),
    ...keptEnds(t),
    ...keptToShred(t),
    ...settlementChecks(t),
    ...followUpTimers(t),
  ].filter(({ key }) => !t.request.log.some((event) => event.commandId === key));
}

function laterReadings({ request, desk, zone }: Input): Timer[] {
  const erased = lastOf(request.log, 'store-erased');
  if (!erased || !isApproved(request) || hasHappened(request, 'shredded')) return [];
  return desk.waits.laterReadings.map((wait) => ({
    kind: 'read-later',
    key: `read-later-${wait}`,
    at: plusDuration(erased.at, wait, zone),
  }));
}

/** A retention ends when its last day is over. */
function keptEnds({ request, zone }: Input): Timer[] {
  return keptUntil(request).map(({ keptId, until }) => ({
    kind: 'end-kept',
    key: `end-${keptId}`,
    at: endOfDay(until, zone),
  }));
}

/** A finished retention no longer needs its key. What staff must look at stays readable until they have. */
function keptToShred({ request }: Input): Timer[] {
  const over = [
    ...allOf(request.log, 'kept-ended').filter((e) => e.data.left.length === 0),
    ...allOf(request.log, 'kept-finished'),
  ];
  return over.map((e) => ({ kind: 'shred-kept', key: `shred-${e.data.keptId}`, at: e.at }));
}

/** Everything of an erasure that a law keeps, each with its last day. */
export function keptUntil(request: DataSubjectRequest): EventData['kept-until'][] {
  return allOf(request.log, 'kept-until').map((e) => e.data);
}
