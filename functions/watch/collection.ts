import { type DataSubjectRequest, lastOf } from '../domain/data-subject-request';
import { civilDateOf, later } from '../domain/due-dates';
import type { Timer } from '../domain/timers';
import { accessReminder } from '../emails/outcome-mails';
import { issueLink } from '../links/issue-link';
import { mailRequester } from '../mailing/mail-once';
import { note, reminded, type WatchDeps } from './note-deed';

/** The copy was not fetched. */
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
    const until = later(made?.at ?? deps.clock.now(), life, received.zone);
    return { link: link.url, until: civilDateOf(until, received.zone).toString() };
  });
  await note(deps, request, timer, reminded('collection'));
}

/** A copy of somebody's data does not lie about for ever. */
export async function expirePackage(
  deps: WatchDeps,
  request: DataSubjectRequest,
  timer: Timer,
): Promise<void> {
  const object =
    lastOf(request.log, 'package-made')?.data.object ?? lastOf(request.log, 'report-made')?.data.object;
  if (object) await deps.packages.remove(object);
  await note(deps, request, timer, { type: 'package-expired', data: {}, actor: { kind: 'desk' } });
}
