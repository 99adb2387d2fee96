import { plusDuration } from './civil-time';
import type { DataSubjectRequest } from './data-subject-request';
import { hasNewerEvents } from './newer-events';
import type { TimerContext, TimerKind } from './timer';
import { timersOf } from './timers';

/** `law`: a legal date depends on the next check. `rest`: none does within {@link LAW_WITHIN} after it. */
export type CheckLane = 'law' | 'rest';

/**
 * A check in the lane `rest` that is later than this may hide a legal date, so it is taken with the lane
 * `law`.
 */
export const LAW_WITHIN = 'P2D';

/** Timers on which a legal date depends, or which warn that one is in danger. */
const byLaw: ReadonlySet<TimerKind> = new Set<TimerKind>([
  'acknowledge',
  'tell-staff-unverified',
  'close-unverified',
  'give-up-stores',
  'tell-given-up',
  'tell-failed',
  'remind-staff',
  'remind-task',
  'overdue',
  'tell-undated',
  'tell-unverified',
  'tell-undelivered',
  'remind-letter',
  'tell-unclear',
  'carry-out-approval',
  'end-erasure-notice',
  'hand-over-paused',
  'check-queue',
  'end-kept',
]);

/** Which requests a sweep looks at first when it has no time for all. */
export function checkLane(request: DataSubjectRequest, context: TimerContext): CheckLane {
  if (hasNewerEvents(request.log)) return 'law';
  const timers = timersOf(request, context).sort((a, b) => (a.at < b.at ? -1 : 1));
  const first = timers[0];
  if (!first) return 'rest';
  const limit = plusDuration(first.at, LAW_WITHIN, 'UTC');
  return timers.some(({ kind, at }) => at <= limit && byLaw.has(kind)) ? 'law' : 'rest';
}
