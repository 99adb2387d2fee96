import { afterErasureTimers } from '../../domain/after-erasure';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import type { Timer } from '../../domain/timer';
import { checkSettled } from './check-settled';
import { endKept } from './end-kept';
import { followUp } from './follow-up';
import { liftMarks } from './lift-marks';
import type { ReadLaterDeps } from './mail-after-erasure';
import { readOnceMore } from './read-once-more';

/**
 * Reads the stores again long after an erasure, and erases what a law kept until now, each when its time has
 * come. What is not done stays due.
 */
export async function readLater(
  deps: ReadLaterDeps & Pick<DeskDeps, 'packages'>,
  { requestId }: { requestId: string },
): Promise<{ done: true }> {
  const request = await deps.register.load(requestId);
  if (request.status !== 'closed') return { done: true };
  await liftMarks(deps, request);
  for (const timer of dueNow(deps, request)) {
    if (timer.kind === 'read-later') await readOnceMore(deps, request, timer);
    if (timer.kind === 'end-kept') await endKept(deps, request, timer);
    if (timer.kind === 'check-settled') await checkSettled(deps, request, timer);
  }
  await followUp(deps, requestId);
  return { done: true };
}

function dueNow(deps: ReadLaterDeps, request: DataSubjectRequest): Timer[] {
  const { zone } = request.received;
  return afterErasureTimers({ request, desk: deps.desk, zone })
    .filter(({ at }) => at <= deps.clock.now())
    .sort((a, b) => (a.at < b.at ? -1 : 1));
}
