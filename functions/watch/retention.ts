import { civilDateOf, later } from '../domain/civil-time';
import type { DataSubjectRequest } from '../domain/data-subject-request';
import { KEY_RECOVERY_DAYS } from '../domain/recovery-days';
import type { Timer } from '../domain/timer';
import { note, type WatchDeps } from './note-deed';

/**
 * How long a destroyed key can still be recovered from the table's backups: the window its point-in-time
 * recovery is set to.
 */
const RECOVERY_WINDOW = `P${KEY_RECOVERY_DAYS}D`;

/**
 * The desk's own record has been kept long enough: its key goes, and with it everything that names a person.
 * A pseudonymous stub stays. Destroyed first, noted after: a crash in between repeats it.
 */
export async function shred(deps: WatchDeps, request: DataSubjectRequest, timer: Timer): Promise<void> {
  const { zone } = request.received;
  const finalOn = civilDateOf(later(deps.clock.now(), RECOVERY_WINDOW, zone), zone).toString();
  await deps.vault.shred(request.requestId);
  await note(deps, request, timer, { type: 'shredded', data: { finalOn }, actor: { kind: 'desk' } });
}

/**
 * Years after that nobody can ask any more whether the answer was right: the stub goes as well. It leaves no
 * entry, since there is no log any more.
 */
export async function endStub(
  deps: Pick<WatchDeps, 'register'>,
  { requestId }: DataSubjectRequest,
): Promise<void> {
  await deps.register.forget(requestId);
}
