import type { DataSubjectRequest } from '../domain/data-subject-request';
import type { Timer } from '../domain/timer';
import { recordTimerDone, type WatchDeps } from './timer-done';

/** Starts a machine that asks the stores, once a day at most, until the log says that it is done. */
export async function startReadLater(deps: WatchDeps, { requestId }: DataSubjectRequest): Promise<void> {
  const day = deps.clock.now().slice(0, 10);
  await deps.workflow.start('after-erasure', `${requestId}-after-${day}`, { requestId });
}

/** Destroys the key of what was kept, once the end of its retention is carried out. */
export async function destroyKeptKey(
  deps: WatchDeps,
  request: DataSubjectRequest,
  timer: Timer,
): Promise<void> {
  const keptId = timer.key.replace(/^shred-/, '');
  await deps.vault.shred(keptId);
  await recordTimerDone(deps, request, timer, {
    type: 'kept-shredded',
    data: { keptId },
    actor: { kind: 'desk' },
  });
}
