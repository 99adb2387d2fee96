import { type DataSubjectRequest, seqOf } from './data-subject-request';
import type { Drift, DriftWay } from './event-facts';
import type { EventData } from './events';
import { allOf } from './log-entries';

/**
 * Drifts that a member of staff may accept with a plain yes: rows that came since the approval are erased
 * with the rest, and rows that somebody else erased stay gone. A row that is shared, or that cannot be
 * erased, needs more.
 */
const ACCEPTABLE: readonly Drift[] = [
  'vanished',
  'new-since-approval',
  'new-ground',
  'unapproved-collection',
  'beyond-bound',
];

/** Where the erasure stopped, while no member of staff has said how it goes on. */
export function openDrifts(request: DataSubjectRequest): EventData['erasure-drifted'][] {
  const settled = Math.max(seqOf(request, 'drift-accepted'), seqOf(request, 'search-renewed'));
  const drifts = allOf(request.log, 'erasure-drifted').filter((e) => e.seq > settled);
  return drifts.map((e) => e.data);
}

/**
 * Whether accepting the drift in this way erases rows that nobody approved. Accepting that approved rows are
 * already gone erases none.
 */
export function isMoreThanApproved(request: DataSubjectRequest, as?: DriftWay): boolean {
  return as !== 'leave' && openDrifts(request).some(({ reason }) => as === 'theirs' || reason !== 'vanished');
}

/**
 * Whether the erasure stopped at something that a member of staff who has looked may settle in this way.
 *
 * @param as - absent: rows that came since the approval are erased with the rest
 */
export function mayAcceptDrift(request: DataSubjectRequest, as?: DriftWay): boolean {
  const drifts = openDrifts(request);
  const isKnown = ({ ways = [] }: EventData['erasure-drifted']) => as !== undefined && ways.includes(as);
  return (
    drifts.length > 0 &&
    (as === undefined || drifts.some(isKnown)) &&
    drifts.every((drift) => isKnown(drift) || (as !== 'leave' && ACCEPTABLE.includes(drift.reason)))
  );
}
