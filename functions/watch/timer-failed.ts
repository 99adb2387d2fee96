import { isTransient } from '../adapters/is-transient';
import { plusDuration } from '../domain/civil-time';
import type { DataSubjectRequest } from '../domain/data-subject-request';
import { MailQuotaError, TryAgainError } from '../domain/errors';
import type { TimerFault } from '../domain/event-facts';
import { allFailuresOf, failuresOf, recoveredId } from '../domain/failed-timers';
import { nameOfThrown } from '../domain/thrown';
import type { Timer } from '../domain/timer';
import { reminded, type WatchDeps } from './timer-done';

/**
 * For how long a transient fault is left to the next sweeps without a record. After that it is recorded like
 * any other failure, so that staff hear within a day.
 */
const TRANSIENT_FOR = 'PT12H';

/** Whether the next sweep may succeed: throttled, no reply, or another writer was first. */
export function isRetryable(error: unknown): boolean {
  return error instanceof TryAgainError || isTransient(error);
}

/**
 * Whether a failed action just stays due for the next sweep. One whose mail exceeds the quota of the mail
 * service waits for its turn, however long: it has not failed. A record on a stub would become its newest
 * entry and keep it for years.
 */
export function isLeftToNextSweep(
  { clock }: Pick<WatchDeps, 'clock'>,
  timer: Timer,
  error: unknown,
): boolean {
  if (error instanceof MailQuotaError || timer.kind === 'end-stub') return true;
  return isRetryable(error) && clock.now() < plusDuration(timer.at, TRANSIENT_FOR, 'UTC');
}

/** Records that an action failed, which sets the timer's next try. Two sweeps at once record it once. */
export async function recordTimerFailed(
  deps: Pick<WatchDeps, 'register'>,
  request: DataSubjectRequest,
  { kind, key }: Timer,
  error: unknown,
  partly = false,
): Promise<void> {
  const tries = failuresOf(request, key).length + 1;
  const data = { timer: kind, key, code: faultOf(error), tries, ...(partly ? { partly } : {}) } as const;
  const number = allFailuresOf(request, key).length + 1;
  await deps.register.append(request.requestId, `failed-${key}-${number}`, (now) => {
    const isDone = now.log.some((event) => event.commandId === key);
    return isDone && !partly ? undefined : { type: 'timer-failed', data, actor: { kind: 'desk' } };
  });
}

/** Records that an action which had failed succeeded, where it leaves nothing else in the log. */
export async function recordTimerMended(
  deps: Pick<WatchDeps, 'register'>,
  request: DataSubjectRequest,
  { key }: Timer,
): Promise<void> {
  if (failuresOf(request, key).length === 0) return;
  const id = recoveredId(key, allFailuresOf(request, key).length);
  await deps.register.append(request.requestId, id, (now) =>
    now.log.some((event) => event.commandId === key) ? undefined : reminded('mended'),
  );
}

function faultOf(error: unknown): TimerFault {
  const name = nameOfThrown(error);
  if (isRetryable(error)) return 'no-answer';
  if (name.startsWith('MailRefused')) return 'mail-refused';
  if (name === 'ShreddedError') return 'key-destroyed';
  if (name === 'NotAllowedError') return 'not-allowed';
  return name.startsWith('AccessDenied') ? 'not-permitted' : 'unexpected';
}
