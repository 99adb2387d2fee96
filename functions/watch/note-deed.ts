import { allows, type DataSubjectRequest } from '../domain/data-subject-request';
import type { ClockSpell } from '../domain/date-anew';
import type { DeskDeps } from '../domain/desk-deps';
import type { NewEvent } from '../domain/events';
import { type Timer, timersOf } from '../domain/timers';
import type { Noticed } from '../evidence/notice-damage';
import type { MailingDeps } from '../mailing/mailing-deps';
import type { Taken } from '../steps/receive/receive';

export interface WatchDeps extends MailingDeps, Pick<DeskDeps, 'workflow' | 'inbox' | 'packages'> {
  /** Takes one request from the inbox. */
  readonly receive: (input: { requestId: string }) => Promise<Taken | undefined>;
  /**
   * Looks, before a sweep does anything, whether the register and the clock are what they were, in a share (0
   * to 1) of the time.
   */
  readonly noticeDamage?: (hasTime: (share: number) => boolean) => Promise<Noticed>;
  /** How the clock was read while it stood behind. */
  readonly behind?: readonly ClockSpell[];
  /** Notes a failed check: ids and names only. */
  readonly note: (requestId: string, error: Error) => void;
}

/**
 * Notes the deed under the timer's key. An event that the moves forbid by now is left out: the request went
 * on meanwhile.
 */
export async function note(
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
 * For what ends a wait or a request: noted only where the timer is still due by the log as it stands when it
 * is written. What the person did in the same instant, a
 * proof, an answer, a pause, comes first.
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
