import type { MailingDeps } from '../casework/mail/mailing-deps';
import type { DataSubjectRequest } from '../domain/data-subject-request';
import type { DeskDeps } from '../domain/desk-deps';
import type { NewEvent } from '../domain/events';
import { allows } from '../domain/guards';
import type { ClockSpell } from '../domain/redated-request';
import type { Timer } from '../domain/timer';
import { timersOf } from '../domain/timers';
import type { ReceiveResult } from '../steps/receive/receive';
import type { DetectedDamage } from './audit/detect-damage';

export interface WatchDeps extends MailingDeps, Pick<DeskDeps, 'workflow' | 'inbox' | 'packages'> {
  /** Admits one request from the inbox. */
  readonly receive: (input: { requestId: string }) => Promise<ReceiveResult | undefined>;
  /**
   * Checks, before a sweep does anything, whether the register and the clock are what they were. `hasTime`
   * says whether a share (0 to 1) of the time is left.
   */
  readonly detectDamage?: (hasTime: (share: number) => boolean) => Promise<DetectedDamage>;
  /** How the clock was read while it was behind. */
  readonly behind?: readonly ClockSpell[];
  /** Runs what is about several requests one after the other; by default at once. */
  readonly inTurn?: <T>(work: () => Promise<T>) => Promise<T>;
  /** Logs a failed check: ids and names of errors only. */
  readonly logFailure: (requestId: string, error: unknown) => void;
}

/**
 * Records the action under the timer's key. An event that the moves no longer allow is left out: the request
 * went on meanwhile.
 */
export async function recordTimerDone(
  deps: WatchDeps,
  request: DataSubjectRequest,
  timer: Timer,
  event: NewEvent | ((now: DataSubjectRequest) => NewEvent | undefined),
): Promise<void> {
  await deps.register.append(request.requestId, timer.key, (now) => {
    const noted = typeof event === 'function' ? event(now) : event;
    return noted && allows(now, noted) ? noted : undefined;
  });
}

export function reminded(what: string): NewEvent {
  return { type: 'reminded', data: { what }, actor: { kind: 'desk' } };
}

/**
 * For events that end a wait or a request: recorded only where the timer is still due by the log as it is
 * when the event is written. What the requester did at the same instant, a proof, an answer, a pause, comes
 * first.
 */
export function ifStillDue(
  deps: WatchDeps,
  timer: Timer,
  event: NewEvent | ((now: DataSubjectRequest) => NewEvent | undefined),
): (now: DataSubjectRequest) => NewEvent | undefined {
  return (now) => {
    const isDue = timersOf(now, deps).some(({ key, at }) => key === timer.key && at <= deps.clock.now());
    if (!isDue) return undefined;
    return typeof event === 'function' ? event(now) : event;
  };
}
