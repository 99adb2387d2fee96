import type { DataSubjectRequest } from '../domain/data-subject-request';
import type { Timer } from '../domain/timer';
import { note, type WatchDeps } from './note-deed';

/** Stores are asked by a machine of its own, once a day at most, until it has noted that it is done. */
export async function lookAfterErasure(deps: WatchDeps, { requestId }: DataSubjectRequest): Promise<void> {
  const day = deps.clock.now().slice(0, 10);
  await deps.workflow.start('after-erasure', `${requestId}-after-${day}`, { requestId });
}

/** The end of a retention is done, and what was sealed for it becomes unreadable. */
export async function shredKept(deps: WatchDeps, request: DataSubjectRequest, timer: Timer): Promise<void> {
  const keptId = timer.key.replace(/^shred-/, '');
  await deps.vault.shred(keptId);
  await note(deps, request, timer, { type: 'kept-shredded', data: { keptId }, actor: { kind: 'desk' } });
}
