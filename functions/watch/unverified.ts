import type { DataSubjectRequest } from '../domain/data-subject-request';
import { civilDateOf } from '../domain/due-dates';
import type { Timer } from '../domain/timers';
import { wake } from '../driving/wake';
import { unverifiedNotice } from '../emails/person-mails';
import { staffUnverifiedTask } from '../emails/staff-mails';
import { lastProofLinkAt, proofLinksSent, verifyLink } from '../mailing/ask-for-proof';
import { lawTexts } from '../mailing/law-texts';
import { mailRequester, mailStaff } from '../mailing/mail-once';
import { deciders, staffDates } from '../mailing/staff-facts';
import { staffLink } from '../mailing/staff-link';
import { note, reminded, type WatchDeps } from './note-deed';
import { tellEach } from './tell-each';

/** Nobody typed the code: staff may know the person, or know that something is wrong. */
export async function tellStaffUnverified(
  deps: WatchDeps,
  request: DataSubjectRequest,
  timer: Timer,
): Promise<void> {
  const tells = deciders(deps).map((staffId) => () => {
    const letter = { key: 'unverified', mail: staffUnverifiedTask, staffId } as const;
    return mailStaff(deps, request.requestId, letter, async (now) => ({
      ...staffDates(deps, now),
      ...(await staffLink(deps, now, { purpose: 'identity', staffId, issue: 1 })),
    }));
  });
  await tellEach(deps, request, timer, tells);
  await note(deps, request, timer, reminded('unverified'));
}

/** Before the legal date a written "we could not verify you": reasons, complaint route, a fresh link. A later proof opens the same request again. */
export async function closeUnverified(
  deps: WatchDeps,
  request: DataSubjectRequest,
  timer: Timer,
): Promise<void> {
  const { requestId } = request;
  await mailRequester(deps, requestId, { key: timer.key, mail: unverifiedNotice }, async (now) => ({
    ...(await verifyLink(deps, now, proofLinksSent(now) + 1)),
    ...mailedOn(now),
    law: lawTexts(deps, now),
  }));
  await note(deps, request, timer, {
    type: 'closed',
    data: { outcome: 'unverified' },
    actor: { kind: 'desk' },
  });
  await wake(deps, requestId);
}

/** A notice states no date on which nothing was mailed. */
function mailedOn(request: DataSubjectRequest): { mailedOn?: string } {
  const at = lastProofLinkAt(request);
  return at === undefined ? {} : { mailedOn: civilDateOf(at, request.received.zone).toString() };
}
