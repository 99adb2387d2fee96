import type { DataSubjectRequest } from '../domain/data-subject-request';
import { RequestEndedError } from '../domain/errors';
import type { Timer, TimerKind } from '../domain/timer';
import { timersOf } from '../domain/timers';
import { carryOutTimer } from './carry-out-timer';
import type { WatchDeps } from './timer-done';
import { isLeftToNextSweep, recordTimerFailed, recordTimerMended } from './timer-failed';

export type IsLeftForLater = (timer: Timer, request: DataSubjectRequest) => boolean;

/**
 * Tries every due timer of a request, oldest first, even when another fails, and works out the timers again
 * after each: one action can make another pointless.
 *
 * @param now - instant up to which a timer is due
 * @param waits - whether a timer is left for later although it is due
 */
export async function carryOutDueTimers(
  deps: WatchDeps,
  requestId: string,
  now: string,
  waits: IsLeftForLater = () => false,
): Promise<{ readonly done: number; readonly failed: number }> {
  const tried = new Set<string>();
  let failed = 0;
  // Nothing is left of a stub that ended.
  let hasEnded = false;
  for (;;) {
    if (hasEnded) return { done: tried.size - failed, failed };
    const request = await deps.register.load(requestId);
    const next = timersOf(request, deps)
      .filter((timer) => timer.at <= now && !tried.has(timer.key) && !waits(timer, request))
      .sort((a, b) => (a.at < b.at ? -1 : 1))[0];
    if (!next) return { done: tried.size - failed, failed };
    tried.add(next.key);
    const isDone = aboutSeveral.has(next.kind)
      ? await succeedsInTurn(deps, request, next)
      : await succeeds(deps, request, next);
    if (!isDone) failed += 1;
    hasEnded = isDone && next.kind === 'end-stub';
  }
}

/**
 * Timers whose action sends one list about every request that is due: those of the others are done with it,
 * and must not be looked at meanwhile.
 */
const aboutSeveral: ReadonlySet<TimerKind> = new Set<TimerKind>([
  'tell-recipients',
  'tell-strangers',
  'tell-undelivered',
  'tell-unreached',
]);

/** Another request may have had its turn first, and its list has then dealt with this one. */
function succeedsInTurn(deps: WatchDeps, { requestId }: DataSubjectRequest, timer: Timer): Promise<boolean> {
  const { inTurn = (work) => work() } = deps;
  return inTurn(async () => {
    const request = await deps.register.reload(requestId);
    const isDue = timersOf(request, deps).some(({ key }) => key === timer.key);
    return !isDue || succeeds(deps, request, timer);
  });
}

async function succeeds(deps: WatchDeps, request: DataSubjectRequest, timer: Timer): Promise<boolean> {
  try {
    await carryOutTimer(deps, request, timer);
    if (timer.kind !== 'end-stub') await recordTimerMended(deps, request, timer);
    return true;
  } catch (error) {
    if (error instanceof RequestEndedError) return true;
    deps.logFailure(request.requestId, error);
    if (!isLeftToNextSweep(deps, timer, error)) await recordTimerFailed(deps, request, timer, error);
    return false;
  }
}
