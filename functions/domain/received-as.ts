import type { EventData, LoggedEvent } from './events';

/** What arrived, as it is known by now: an item that could not be opened says what it is once it could. */
export function receivedAs(first: EventData['received'], log: readonly LoggedEvent[]): EventData['received'] {
  const read = log.findLast((event) => event.type === 'form-read');
  if (!read) return first;
  const { unread: _over, ...known } = first;
  return { ...known, ...read.data };
}

/** Whether nobody can tell yet what the person asks for, because what arrived could not be opened. */
export function isUnread({ received }: { readonly received: EventData['received'] }): boolean {
  return received.unread === true;
}
