import { mailAboutUndelivered } from '../casework/mail/mail-once';
import type { DataSubjectRequest } from '../domain/data-subject-request';
import { deferredAt, undeliveredMailKey, undeliveredToReport } from '../domain/undelivered';
import { staffUndelivered } from '../emails/staff-mails';
import { tellInList } from './staff-list';
import type { WatchDeps } from './timer-done';

/**
 * Reports mails that did not arrive: at once or, where that was put off, for all such requests in one mail.
 */
export async function mailPutOffFailures(deps: WatchDeps, { requestId }: DataSubjectRequest): Promise<void> {
  await mailAboutUndelivered(deps, requestId);
  const list = { name: 'put-off', mail: staffUndelivered, untold: putOff, what: 'undelivered' };
  await tellInList(deps, requestId, list);
}

function putOff(request: DataSubjectRequest): string[] {
  return undeliveredToReport(request)
    .filter((event) => deferredAt(request, event) !== undefined)
    .map(undeliveredMailKey);
}
