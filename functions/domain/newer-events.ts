import type { Actor, EventType, LoggedEvent } from './events';
import { isHistoryLost } from './lost-history';
import { moves } from './request-status';

/**
 * Incremented when an event of a known type begins to mean something else. Entries from before there were
 * versions have none and count as 1.
 */
export const EVENT_VERSION = 2;

const actors: readonly string[] = ['requester', 'staff', 'recipient', 'desk'] satisfies Actor['kind'][];

/**
 * The entry as this code may read it. During a deployment, and after a rollback, a log can hold entries of
 * newer code: such an entry keeps its place and its hash, and has no meaning here.
 */
export function asUnderstood(event: LoggedEvent): LoggedEvent {
  if (isUnderstood(event)) return event;
  return { ...event, type: 'unknown-event', data: { type: event.type }, actor: { kind: 'desk' } };
}

function isUnderstood({ type, v = 1, actor }: LoggedEvent): boolean {
  return Object.hasOwn(moves, type) && v <= EVENT_VERSION && actors.includes(actor.kind);
}

/** Whether newer code wrote to this log; what it did or decided is not known here. */
export function hasNewerEvents(log: readonly LoggedEvent[]): boolean {
  return log.some(({ type }) => type === 'unknown-event');
}

/**
 * Events that are irreversible, that decide or that end something. What people say and what has happened may
 * be recorded by any code.
 */
const decisiveEvents: ReadonlySet<EventType> = new Set<EventType>([
  'claim-vouched',
  'decision-asked',
  'search-renewed',
  'approval-announced',
  'approval-given',
  'decided',
  'erasure-noticed',
  'erasure-resumed',
  'erasure-notice-ended',
  'erasure-planned',
  'erasure-begun',
  'correction-begun',
  'drift-accepted',
  'further-word-given',
  'account-confirmed',
  'details-vouched',
  'store-erased',
  'kept-end-begun',
  'kept-ended',
  'kept-finished',
  'kept-shredded',
  'package-made',
  'package-expired',
  'report-made',
  'staff-finished',
  'closed',
  'reopened',
  'shredded',
]);

/**
 * Whether this code may append the event to this log: no such act follows an entry that it does not
 * understand, or one that was lost.
 */
export function mayFollow(log: readonly LoggedEvent[], type: EventType): boolean {
  return !((hasNewerEvents(log) || isHistoryLost(log)) && decisiveEvents.has(type));
}
