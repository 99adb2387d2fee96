import { asMarked, DATE_MARK } from './date-marks';
import type { EventData, LoggedEvent } from './events';

/**
 * What arrived, as it is known by now: an item that could not be opened says what it is once it could, and
 * nothing arrived later than it was noted to be dated by a wrong
 * clock.
 */
export function receivedAs(first: EventData['received'], log: readonly LoggedEvent[]): EventData['received'] {
  const read = log.findLast((event) => event.type === 'form-read');
  const { unread: _over, ...known } = first;
  const received = read ? { ...known, ...read.data } : first;
  return { ...received, receivedAt: arrivedBy(received.receivedAt, log) };
}

/** The earlier of two instants: a date of the law may come too early, never too late. */
function arrivedBy(receivedAt: string, log: readonly LoggedEvent[]): string {
  const isMarked = log.some(({ commandId }) => commandId.startsWith(DATE_MARK));
  const at = isMarked ? asMarked(log)[0]?.at : undefined;
  return at !== undefined && at < receivedAt ? at : receivedAt;
}

/** Whether nobody can tell yet what the person asks for, because what arrived could not be opened. */
export function isUnread({ received }: { readonly received: EventData['received'] }): boolean {
  return received.unread === true;
}
