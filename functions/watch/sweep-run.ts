import { later } from '../domain/due-dates';
import { backOff } from '../domain/failed-timers';
import type { DueRequest } from '../domain/ports';
import { doWhatIsDue } from './do-what-is-due';
import type { WatchDeps } from './note-deed';
import { mayPass } from './note-failure';
import type { Unchecked } from './sweep-state';

export interface SweepBounds {
  /** What sweeps before could not look at. */
  readonly unchecked?: Readonly<Record<string, Unchecked>> | undefined;
  /** Requests that this sweep does nothing about; they stay due. */
  readonly leaveAlone?: Iterable<string> | undefined;
}

/** One sweep at work: looks at each request once, counts, and remembers which could not be looked at. */
export class SweepRun {
  checked = 0;
  done = 0;
  failed = 0;
  private readonly seen: Set<string>;
  readonly unchecked: Record<string, Unchecked>;

  constructor(
    private readonly deps: WatchDeps,
    readonly now: string,
    { unchecked = {}, leaveAlone = [] }: SweepBounds = {},
  ) {
    this.unchecked = { ...unchecked };
    this.seen = new Set(leaveAlone);
  }

  /** A request that cannot be read at all has no log to note it in: it rings the alarm, and is tried again after waits that grow. */
  async check(due: DueRequest): Promise<void> {
    const { requestId } = due;
    if (this.seen.has(requestId) || (this.unchecked[requestId]?.until ?? '') > this.now) return;
    this.seen.add(requestId);
    this.checked += 1;
    try {
      const { done, failed } = await doWhatIsDue(this.deps, requestId, this.now);
      this.done += done;
      if (failed > 0) this.failed += 1;
      await this.deps.register.settle(due);
      delete this.unchecked[requestId];
    } catch (error) {
      this.failed += 1;
      this.deps.note(requestId, error as Error);
      if (!mayPass(error)) this.leaveAlone(requestId);
    }
  }

  private leaveAlone(requestId: string): void {
    const tries = (this.unchecked[requestId]?.tries ?? 0) + 1;
    this.unchecked[requestId] = { tries, until: later(this.now, backOff(tries), 'UTC') };
  }
}
