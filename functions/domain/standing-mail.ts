import type { LoggedEvent } from './events';
import { allOf, type EventOf } from './log-entries';

/**
 * Whether something that was sent or posted still counts as told. A letter does. A mail does not once it came
 * back for a lasting cause, whatever else was told of it before;
 * nor where the bounce was noted first, since its sending may be noted late, after a crash. Only one that
 * left anew after the bounce counts again.
 *
 * @param log - of the request, oldest first
 */
export function isStanding(log: readonly LoggedEvent[], { seq, data }: EventOf<'mailed'>): boolean {
  if (data.postedOn !== undefined) return true;
  const back = allOf(log, 'mail-bounced').findLast((e) => e.data.key === data.key && e.data.lasting);
  if (!back) return true;
  return seq > back.seq && allOf(log, 'mailed').some((e) => isMailOf(e, data.key) && e.seq < back.seq);
}

function isMailOf({ data }: EventOf<'mailed'>, key: string): boolean {
  return data.key === key && data.postedOn === undefined;
}
