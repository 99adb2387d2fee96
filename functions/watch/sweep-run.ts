import { inOneCall } from '../adapters/call-context';
import { plusDuration } from '../domain/civil-time';
import { backOff } from '../domain/failed-timers';
import type { DueRequest } from '../domain/ports';
import type { ClockSpell } from '../domain/redated-request';
import type { TimerKind } from '../domain/timer';
import { whileLost } from '../domain/timers';
import { carryOutDueTimers, type IsLeftForLater } from './due-timers';
import type { UncheckedRequest } from './sweep-state';
import type { WatchDeps } from './timer-done';
import { isRetryable } from './timer-failed';

export interface SweepBounds {
  /** What earlier sweeps could not look at. */
  readonly unchecked?: Readonly<Record<string, UncheckedRequest>> | undefined;
  /** Requests that this sweep does not touch. They stay due. */
  readonly leaveAlone?: Iterable<string> | undefined;
  /** Actions that end or erase something wait. */
  readonly isClockWrong?: boolean | undefined;
  /** Any request may have lost entries: only actions for those that have are carried out. */
  readonly isUnfinished?: boolean | undefined;
  /** How the clock was read while it was behind. */
  readonly behind?: readonly ClockSpell[] | undefined;
}

/**
 * Actions that cannot be undone when the date turns out to be wrong, and those that need a date to go by.
 * Reminders and alarms do not.
 */
const endings: ReadonlySet<TimerKind> = new Set<TimerKind>([
  'close-unverified',
  'tell-unverified',
  'lapse-identifiers',
  'give-up-stores',
  'end-erasure-notice',
  'carry-out-approval',
  'check-queue',
  'second-reading',
  'expire-package',
  'end-kept',
  'shred-kept',
  'shred',
  'end-stub',
  'date-anew',
]);

/** One sweep: looks at each request once, counts, and remembers which ones could not be looked at. */
export class SweepRun {
  checked = 0;
  done = 0;
  failed = 0;
  private readonly seen: Set<string>;
  private readonly spared: ReadonlySet<string>;
  private readonly waits: IsLeftForLater;
  readonly unchecked: Record<string, UncheckedRequest>;

  private readonly deps: WatchDeps;

  constructor(
    deps: WatchDeps,
    readonly now: string,
    {
      unchecked = {},
      leaveAlone = [],
      isClockWrong = false,
      isUnfinished = false,
      behind = [],
    }: SweepBounds = {},
  ) {
    this.deps = behind.length > 0 ? Object.assign(Object.create(deps), { behind }) : deps;
    this.unchecked = { ...unchecked };
    this.spared = new Set(leaveAlone);
    this.seen = new Set(this.spared);
    this.waits = ({ kind }) => (isClockWrong && endings.has(kind)) || (isUnfinished && !whileLost.has(kind));
  }

  /**
   * A request that cannot be read has no log to record the failure in: it raises the alarm, and is tried
   * again after growing waits.
   */
  async check(due: DueRequest): Promise<void> {
    if (!this.seen.has(due.requestId)) await this.look(due, this.waits);
  }

  /** Does what is due now of a request. The rest of it has a turn of its own. */
  async checkInTurn(due: DueRequest, goesNow: IsLeftForLater): Promise<void> {
    if (this.spared.has(due.requestId)) return;
    await this.look(due, (timer, request) => this.waits(timer, request) || !goesNow(timer, request));
  }

  private async look(due: DueRequest, waits: IsLeftForLater): Promise<void> {
    const { requestId } = due;
    if ((this.unchecked[requestId]?.until ?? '') > this.now) return;
    if (!this.seen.has(requestId)) this.checked += 1;
    this.seen.add(requestId);
    try {
      await inOneCall(() => this.carryOut(due, waits));
      delete this.unchecked[requestId];
    } catch (error) {
      this.failed += 1;
      this.deps.logFailure(requestId, error);
      if (!isRetryable(error)) this.leaveAlone(requestId);
    }
  }

  private async carryOut(due: DueRequest, waits: IsLeftForLater): Promise<void> {
    const { done, failed } = await carryOutDueTimers(this.deps, due.requestId, this.now, waits);
    this.done += done;
    if (failed > 0) this.failed += 1;
    await this.deps.register.settle(due);
  }

  private leaveAlone(requestId: string): void {
    const tries = (this.unchecked[requestId]?.tries ?? 0) + 1;
    this.unchecked[requestId] = { tries, until: plusDuration(this.now, backOff(tries), 'UTC') };
  }
}
