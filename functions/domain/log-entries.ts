import type { EventType, LoggedEvent } from './events';

/** An event of one type, as it is in the log. */
export type EventOf<T extends EventType> = Extract<LoggedEvent, { type: T }>;

/** The last entry of a type, if there is one. */
export function lastOf<T extends EventType>(log: readonly LoggedEvent[], type: T): EventOf<T> | undefined {
  return allOf(log, type).at(-1);
}

/** All entries of a type, oldest first. */
export function allOf<T extends EventType>(log: readonly LoggedEvent[], type: T): readonly EventOf<T>[] {
  return (entriesByType(log).get(type) ?? NONE) as readonly EventOf<T>[];
}

const NONE: readonly LoggedEvent[] = [];

type ByType = ReadonlyMap<EventType, readonly LoggedEvent[]>;

/** The rules ask for entries some hundred times, and a log never changes: an append makes a new one. */
const sorted = new WeakMap<readonly LoggedEvent[], ByType>();

function entriesByType(log: readonly LoggedEvent[]): ByType {
  const known = sorted.get(log);
  if (known) return known;
  const entries = new Map<EventType, LoggedEvent[]>();
  for (const event of log) {
    const others = entries.get(event.type);
    if (others) others.push(event);
    else entries.set(event.type, [event]);
  }
  sorted.set(log, entries);
  return entries;
}
