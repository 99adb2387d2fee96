import { DATE_MARK, withMarkedDates } from './date-marks';
import type { EventData, LoggedEvent } from './events';

/**
 * The receipt with what is known since: a form that could be opened later says what it is, and a date that a
 * wrong clock wrote is no later than when that was recorded.
 */
export function receivedAs(first: EventData['received'], log: readonly LoggedEvent[]): EventData['received'] {
  const read = log.findLast((event) => event.type === 'form-read');
  const { unread: _over, ...known } = first;
  const received = read ? { ...known, ...read.data } : first;
  return { ...received, receivedAt: arrivedBy(received.receivedAt, log) };
}

/** The earlier of two instants: a legal date may be too early, never too late. */
function arrivedBy(receivedAt: string, log: readonly LoggedEvent[]): string {
  const isMarked = log.some(({ commandId }) => commandId.startsWith(DATE_MARK));
  const at = isMarked ? withMarkedDates(log)[0]?.at : undefined;
  return at !== undefined && at < receivedAt ? at : receivedAt;
}

/** Whether it is unknown what is asked for, because the form could not be opened. */
export function isUnread({ received }: { readonly received: EventData['received'] }): boolean {
  return received.unread === true;
}
