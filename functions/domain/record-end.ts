import { later } from './civil-time';
import type { DataSubjectRequest } from './data-subject-request';
import type { Desk } from './desk';
import { lastOf } from './log-entries';
import { restrictionOf } from './restriction';

/** Those who were told of a restriction read of whom it was lifted for so long. */
export const LIFTED_READ_FOR = 'P60D';

/**
 * The instant at which the record of a request is made unreadable; none while it is open, and none while data
 * is kept out of use by it: as long as that stands, its record
 * says which, and why. Whoever tells a person when their record ends has it from here, as the watch does.
 *
 * @param zone - in which the time is counted
 */
export function recordEndsAt(
  request: DataSubjectRequest,
  { recordsKept }: Pick<Desk, 'recordsKept'>,
  zone: string,
): string | undefined {
  const closed = lastOf(request.log, 'closed');
  if (!closed || restrictionOf(request)) return undefined;
  const keptUntil = later(closed.at, recordsKept, zone);
  const ended = lastOf(request.log, 'restriction-ended');
  const readUntil = ended && later(ended.at, LIFTED_READ_FOR, zone);
  return readUntil && readUntil > keptUntil ? readUntil : keptUntil;
}
