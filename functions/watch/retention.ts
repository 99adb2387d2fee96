import { civilDateOf, plusDuration } from '../domain/civil-time';
import type { DataSubjectRequest } from '../domain/data-subject-request';
import { KEY_RECOVERY_DAYS } from '../domain/recovery-days';
import type { Timer } from '../domain/timer';
import { recordTimerDone, type WatchDeps } from './timer-done';

/**
 * How long a destroyed key can still be recovered from the table's backups: its point-in-time recovery
 * window.
 */
const RECOVERY_WINDOW = `P${KEY_RECOVERY_DAYS}D`;

/**
 * Destroys the key of a request whose log has been kept long enough, and with it everything that names a
 * person. A pseudonymous stub is left. The key is destroyed first and the event recorded after, so a crash in
 * between repeats it.
 */
export async function destroyRequestKey(
  deps: WatchDeps,
  request: DataSubjectRequest,
  timer: Timer,
): Promise<void> {
  const { zone } = request.received;
  const finalOn = civilDateOf(plusDuration(deps.clock.now(), RECOVERY_WINDOW, zone), zone).toString();
  await deps.vault.shred(request.requestId);
  await recordTimerDone(deps, request, timer, {
    type: 'shredded',
    data: { finalOn },
    actor: { kind: 'desk' },
  });
}

/**
 * Deletes the stub, years later, when the answer can no longer be questioned. No event is appended, since the
 * log is gone.
 */
export async function deleteStub(
  deps: Pick<WatchDeps, 'register'>,
  { requestId }: DataSubjectRequest,
): Promise<void> {
  await deps.register.forget(requestId);
}
