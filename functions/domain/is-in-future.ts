import { plusDuration } from './civil-time';

/** More than the clocks of two functions differ by. */
const MAX_SKEW = 'PT1H';

/**
 * Whether an entry was dated by a clock that had jumped ahead; no wait is counted from it. Without `now`
 * (instant) every date is believed.
 */
export function isInFuture(at: string, now: string | undefined): boolean {
  return now !== undefined && at > now && at > plusDuration(now, MAX_SKEW, 'UTC');
}
