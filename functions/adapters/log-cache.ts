import type { LoggedEvent } from '../domain/events';

/** The number of cached logs after which all are dropped. A function works on one or a few at a time. */
const MAX_LOGS = 50;

/**
 * A cache of the logs that this process has read. Entries never change, except after a restore, so the reader
 * of a cached log only needs its last entry and what came after it.
 */
export class LogCache {
  private readonly logs = new Map<string, readonly LoggedEvent[]>();

  of(requestId: string): readonly LoggedEvent[] {
    return this.logs.get(requestId) ?? [];
  }

  forget(requestId: string): void {
    this.logs.delete(requestId);
  }

  /** Keeps the longer log, because two parallel reads may return in the other order. */
  keep(requestId: string, log: readonly LoggedEvent[]): void {
    if (log.length <= this.of(requestId).length) return;
    if (this.logs.size >= MAX_LOGS) this.logs.clear();
    this.logs.set(requestId, log);
  }
}
