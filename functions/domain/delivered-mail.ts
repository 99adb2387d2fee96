import type { LoggedEvent } from './events';
import { allOf, type EventOf } from './log-entries';

/**
 * Whether something that was sent or posted still counts as delivered. A letter does. A mail does not after a
 * permanent bounce, whatever else bounced before, even where the bounce was recorded first, since the sending
 * may be recorded late, after a crash. Only a mail sent again after the bounce counts.
 *
 * @param log - of the request, oldest first
 */
export function isDelivered(log: readonly LoggedEvent[], { seq, data }: EventOf<'mailed'>): boolean {
  if (data.postedOn !== undefined) return true;
  const back = allOf(log, 'mail-bounced').findLast((e) => e.data.key === data.key && e.data.lasting);
  if (!back) return true;
  return seq > back.seq && allOf(log, 'mailed').some((e) => isMailOf(e, data.key) && e.seq < back.seq);
}

function isMailOf({ data }: EventOf<'mailed'>, key: string): boolean {
  return data.key === key && data.postedOn === undefined;
}
