import type { EventType, LoggedEvent } from './events';

/** An event of one type, as it is in the log. */
export type EventOf<T extends EventType> = Extract<LoggedEvent, { type: T }>;

/** The last entry of a type, if there is one. */
export function lastOf<T extends EventType>(log: readonly LoggedEvent[], type: T): EventOf<T> | undefined {
  return log.findLast((event): event is EventOf<T> => event.type === type);
}

/** All entries of a type, oldest first. */
export function allOf<T extends EventType>(log: readonly LoggedEvent[], type: T): EventOf<T>[] {
  return log.filter((event): event is EventOf<T> => event.type === type);
}
