import type { DataSubjectRequest } from '../domain/data-subject-request';
import { endedUnreached, unreachedKey } from '../domain/verification-timers';
import { staffEndedUnreached } from '../emails/staff-mails';
import { tellInList } from './staff-list';
import type { WatchDeps } from './timer-done';

/**
 * Tells staff, in one mail a morning, which requests ended although no mail had reached the requester: they
 * may telephone about one.
 */
export async function mailUnreachedList(deps: WatchDeps, { requestId }: DataSubjectRequest): Promise<void> {
  const list = { name: 'unreached', mail: staffEndedUnreached, untold, what: 'unreached' };
  await tellInList(deps, requestId, list);
}

function untold(request: DataSubjectRequest): string[] {
  const closed = endedUnreached(request);
  const key = closed && unreachedKey(closed);
  return key && !request.log.some(({ commandId }) => commandId === key) ? [key] : [];
}
