import { wakeDriver } from '../casework/driver/wake';
import { lastProofLinkAt, proofLinksSent, verifyLink } from '../casework/mail/ask-for-proof';
import { lawTexts } from '../casework/mail/law-texts';
import { mailRequester, mailStaff } from '../casework/mail/mail-once';
import { approvers, staffDates } from '../casework/mail/staff-facts';
import { staffLink } from '../casework/mail/staff-link';
import { civilDateOf } from '../domain/civil-time';
import { type DataSubjectRequest, isDoubted } from '../domain/data-subject-request';
import { highProofLaw } from '../domain/details-proof';
import { NotAllowedError } from '../domain/errors';
import type { NewEvent } from '../domain/events';
import { handedToStaff } from '../domain/handed-to-staff';
import type { Timer } from '../domain/timer';
import { isOutOfReach, isSuppressedByAccount, isUnreachable, mayArriveLater } from '../domain/unreachable';
import { unverifiedNotice } from '../emails/person-mails';
import { staffUnverifiedTask } from '../emails/staff-mails';
import { mailEachReader } from './mail-each-reader';
import { ifStillDue, recordTimerDone, reminded, type WatchDeps } from './timer-done';

/** Tells staff that the code was not typed: they may know the requester, or know that something is wrong. */
export async function tellStaffUnverified(
  deps: WatchDeps,
  request: DataSubjectRequest,
  timer: Timer,
): Promise<void> {
  const tells = approvers(deps).map((staffId) => () => {
    const letter = { key: 'unverified', mail: staffUnverifiedTask, staffId } as const;
    return mailStaff(deps, request.requestId, letter, async (now) => ({
      ...staffDates(deps, now),
      ...(await staffLink(deps, now, { purpose: 'identity', staffId, issue: 1 })),
    }));
  });
  await mailEachReader(deps, request, timer, tells);
  await recordTimerDone(deps, request, timer, reminded('unverified'));
}

/**
 * No mail arrived, so silence means nothing: the request stays open, and staff, who know the requester,
 * answer it by post.
 */
async function handOverUnreached(deps: WatchDeps, request: DataSubjectRequest, timer: Timer): Promise<void> {
  await recordTimerDone(deps, request, timer, ifStillDue(deps, timer, handedToStaff('by-post')));
  await wakeDriver(deps, request.requestId);
}

/**
 * Closes an unproven request before the legal date. The written "we could not verify you" follows by a timer
 * of its own. It also closes a request that no mail reached and that staff cannot post anything to: a form
 * with another address, or a letter, is a new request.
 */
export async function closeUnverified(
  deps: WatchDeps,
  request: DataSubjectRequest,
  timer: Timer,
): Promise<void> {
  const now = deps.clock.now();
  if (isUnreachable(request, now) && !isOutOfReach(request, now))
    return handOverUnreached(deps, request, timer);
  const closed: NewEvent = { type: 'closed', data: { outcome: 'unverified' }, actor: { kind: 'desk' } };
  await recordTimerDone(deps, request, timer, ifStillDue(deps, timer, closed));
  await wakeDriver(deps, request.requestId);
}

/**
 * Mails the reasons, the complaint route and a new link: a later proof opens the same request again. Not to a
 * requester who has proven it meanwhile, nor to an address that does not exist.
 */
export async function tellUnverified(
  deps: WatchDeps,
  request: DataSubjectRequest,
  timer: Timer,
): Promise<void> {
  const { requestId } = request;
  const letter = { key: timer.key.replace(/^tell-/, ''), mail: unverifiedNotice } as const;
  try {
    await mailRequester(deps, requestId, letter, async (now) => {
      if (now.outcome !== 'unverified') throw new NotAllowedError('proven-meanwhile');
      if (isUnreachable(now, deps.clock.now()) && !mayArriveLater(now) && !isSuppressedByAccount(now))
        throw new NotAllowedError('unreachable');
      return {
        ...(await verifyLink(deps, now, proofLinksSent(now) + 1)),
        ...mailedOn(now),
        ...policyFor(deps, now),
        doubted: isDoubted(now),
        law: lawTexts(deps, now),
      };
    });
  } catch (error) {
    if (!(error instanceof NotAllowedError)) throw error;
  }
  await recordTimerDone(deps, request, timer, reminded('unverified-notice'));
}

/**
 * A requester who asked to see their data and cannot be told even its kinds is shown where the shop publishes
 * them (11 CCR 7024(b)).
 */
function policyFor({ desk, book }: WatchDeps, request: DataSubjectRequest): { privacyPolicy?: string } {
  const { privacyPolicy } = desk.controller;
  return privacyPolicy && highProofLaw({ desk, book }, request) ? { privacyPolicy } : {};
}

/** A notice must not state a date on which nothing was mailed. */
function mailedOn(request: DataSubjectRequest): { mailedOn?: string } {
  const at = lastProofLinkAt(request);
  return at === undefined ? {} : { mailedOn: civilDateOf(at, request.received.zone).toString() };
}
