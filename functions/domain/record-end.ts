import { plusDuration } from './civil-time';
import type { DataSubjectRequest } from './data-subject-request';
import type { Desk } from './desk';
import { lastOf } from './log-entries';
import { isPromiseAwaited } from './recipient-promises';
import { restrictionOf } from './restriction';
import { isSettling } from './settlements';

/** How long recipients informed of a restriction can read that it was lifted. */
export const LIFTED_READ_FOR = 'P60D';

/**
 * The instant at which the record of a request is made unreadable; undefined while it is open, and while data
 * is restricted by it, since the record says which data and why, or while an erasure that was asked for is
 * not settled. The watch and every text that names this date use this function.
 *
 * @param zone - in which the time is counted
 */
export function recordEndsAt(
  request: DataSubjectRequest,
  { recordsKept }: Pick<Desk, 'recordsKept'>,
  zone: string,
): string | undefined {
  const closed = lastOf(request.log, 'closed');
  if (!closed || restrictionOf(request) || isSettling(request)) return undefined;
  if (isPromiseAwaited(request)) return undefined;
  const keptUntil = plusDuration(closed.at, recordsKept, zone);
  const ended = lastOf(request.log, 'restriction-ended');
  const readUntil = ended && plusDuration(ended.at, LIFTED_READ_FOR, zone);
  return readUntil && readUntil > keptUntil ? readUntil : keptUntil;
}
