import type { LoggedEvent } from '../domain/events';

/** Requests whose logs are kept before all are forgotten; a function looks after one or a few at a time. */
const MOST = 50;

/**
 * Logs that this process has read. An entry is never changed or taken away but by a restore, so whoever kept
 * a log asks only for its last entry and what came since: most of what a register reads
 * otherwise, it has read before.
 */
export class KnownLogs {
  private readonly logs = new Map<string, readonly LoggedEvent[]>();

  of(requestId: string): readonly LoggedEvent[] {
    return this.logs.get(requestId) ?? [];
  }

  forget(requestId: string): void {
    this.logs.delete(requestId);
  }

  /** Two readers at once may come back in another order than they went: the longer log is kept. */
  keep(requestId: string, log: readonly LoggedEvent[]): void {
    if (log.length <= this.of(requestId).length) return;
    if (this.logs.size >= MOST) this.logs.clear();
    this.logs.set(requestId, log);
  }
}
