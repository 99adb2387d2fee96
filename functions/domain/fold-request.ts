import type { DataSubjectRequest } from './data-subject-request';
import type { LoggedEvent } from './events';
import { lastOf } from './log-entries';
import { asUnderstood } from './newer-events';
import { receivedAs } from './received-as';
import { moves, type Status } from './request-status';
import { type Right, rights } from './rights';

/**
 * The state of a request, derived from its whole log.
 *
 * Throws when the log is empty, has a gap, or does not begin with the receipt: such a log is damaged and must
 * not be acted on.
 */
export function foldRequest(written: readonly LoggedEvent[]): DataSubjectRequest {
  const log = written.map(asUnderstood);
  const first = log[0];
  if (first?.type !== 'received') throw new Error('the log does not begin with a receipt');
  if (log.some((event, i) => event.seq !== i + 1)) throw new Error('the log has a gap');
  const closed = lastOf(log, 'closed');
  const received = receivedAs(first.data, log);
  const status = log.reduce<Status>(nextStatus, 'awaiting-verification');
  return {
    requestId: first.requestId,
    status,
    ...(closed && status === 'closed' ? { outcome: closed.data.outcome } : {}),
    right: received.right,
    received,
    log,
  };
}

function nextStatus(status: Status, event: LoggedEvent): Status {
  if (event.type === 'received' && event.data.unread) return 'with-staff';
  if (event.type === 'received' || event.type === 'form-read') return initialStatus(event.data.right);
  if (event.type === 'decided' && event.data.decision === 'handed-over') return 'with-staff';
  return moves[event.type].to ?? status;
}

/** A right that needs no proof skips verification: a machine or a member of staff carries it out at once. */
export function initialStatus(right: Right): Status {
  if (rights[right].proof) return 'awaiting-verification';
  return rights[right].carriedOut === 'by-staff' ? 'with-staff' : 'fulfilling';
}
