import { later } from '../domain/due-dates';
import { backOff } from '../domain/failed-timers';
import type { DueRequest } from '../domain/ports';
import { type TimerKind, whileLost } from '../domain/timers';
import { doWhatIsDue } from './do-what-is-due';
import type { WatchDeps } from './note-deed';
import { mayPass } from './note-failure';
import type { Unchecked } from './sweep-state';

export interface SweepBounds {
  /** What sweeps before could not look at. */
  readonly unchecked?: Readonly<Record<string, Unchecked>> | undefined;
  /** Requests that this sweep does nothing about; they stay due. */
  readonly leaveAlone?: Iterable<string> | undefined;
  /** Nothing that ends or erases is done. */
  readonly isClockWrong?: boolean | undefined;
  /** Any request may have lost entries: nothing is done but what is done for those that have. */
  readonly isUnfinished?: boolean | undefined;
}

/** What cannot be taken back when the date turns out to be another. Reminders and alarms can. */
const endings: ReadonlySet<TimerKind> = new Set<TimerKind>([
  'close-unverified',
  'tell-unverified',
  'lapse-identifiers',
  'give-up-stores',
  'end-erasure-notice',
  'carry-out-approval',
  'expire-package',
  'end-kept',
  'shred-kept',
  'shred',
]);

/** One sweep at work: looks at each request once, counts, and remembers which could not be looked at. */
export class SweepRun {
  checked = 0;
  done = 0;
  failed = 0;
  private readonly seen: Set<string>;
  private readonly waits: (kind: TimerKind) => boolean;
  readonly unchecked: Record<string, Unchecked>;

  constructor(
    private readonly deps: WatchDeps,
    readonly now: string,
    { unchecked = {}, leaveAlone = [], isClockWrong = false, isUnfinished = false }: SweepBounds = {},
  ) {
    this.unchecked = { ...unchecked };
    this.seen = new Set(leaveAlone);
    this.waits = (kind) => (isClockWrong && endings.has(kind)) || (isUnfinished && !whileLost.has(kind));
  }

  /** A request that cannot be read at all has no log to note it in: it rings the alarm, and is tried again after waits that grow. */
  async check(due: DueRequest): Promise<void> {
    const { requestId } = due;
    if (this.seen.has(requestId) || (this.unchecked[requestId]?.until ?? '') > this.now) return;
    this.seen.add(requestId);
    this.checked += 1;
    try {
      const { done, failed } = await doWhatIsDue(this.deps, requestId, this.now, this.waits);
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
