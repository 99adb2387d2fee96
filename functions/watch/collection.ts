import { issueLink } from '../casework/links/issue-link';
import { mailRequester } from '../casework/mail/mail-once';
import { civilDateOf, plusDuration } from '../domain/civil-time';
import type { DataSubjectRequest } from '../domain/data-subject-request';
import { lastOf } from '../domain/log-entries';
import type { Timer } from '../domain/timer';
import { accessReminder } from '../emails/outcome-mails';
import { recordTimerDone, reminded, type WatchDeps } from './timer-done';

/** Reminds the requester of a copy that was not downloaded. */
export async function remindCollection(
  deps: WatchDeps,
  request: DataSubjectRequest,
  timer: Timer,
): Promise<void> {
  const { requestId, received } = request;
  const life = deps.desk.waits.packageKept;
  await mailRequester(deps, requestId, { key: timer.key, mail: accessReminder }, async (now) => {
    const made = lastOf(now.log, 'package-made');
    const link = await issueLink(deps, { requestId, purpose: 'download', issue: 1, life });
    const until = plusDuration(made?.at ?? deps.clock.now(), life, received.zone);
    return { link: link.url, until: civilDateOf(until, received.zone).toString() };
  });
  await recordTimerDone(deps, request, timer, reminded('collection'));
}

/** Deletes a package after a time: no copy of a person's data is kept for good. */
export async function expirePackage(
  deps: WatchDeps,
  request: DataSubjectRequest,
  timer: Timer,
): Promise<void> {
  const object =
    lastOf(request.log, 'package-made')?.data.object ?? lastOf(request.log, 'report-made')?.data.object;
  if (object) await deps.packages.remove(object);
  await recordTimerDone(deps, request, timer, { type: 'package-expired', data: {}, actor: { kind: 'desk' } });
}
