import { plusDuration } from './civil-time';
import type { Desk } from './desk';

/** How much longer than its record a request may take to be closed. */
const MAX_OPEN = 'P1Y';

/**
 * The instant by which nothing of a request is kept any more. What helps to find it, or to go on from a mail
 * about it, is kept until then.
 *
 * @param from - instant at which the request was still open
 */
export function recordGoneBy(
  { recordsKept, zone }: Pick<Desk, 'recordsKept' | 'zone'>,
  from: string,
): string {
  return plusDuration(plusDuration(from, recordsKept, zone), MAX_OPEN, zone);
}
