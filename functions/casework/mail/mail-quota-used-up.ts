import { civilDateOf, plusDuration } from '../../domain/civil-time';
import { dueDates } from '../../domain/due-dates';
import { nicknameOf } from '../../domain/nickname';
import { staffTrouble } from '../../emails/staff-mails';
import { aboutRequest } from './mail-frame';
import { mailAddress } from './mail-once';
import type { MailingDeps } from './mailing-deps';

/**
 * Tells `escalateTo`, once a day, that the form was used so often that first mails wait, and names the first
 * request that has to.
 */
export async function mailQuotaUsedUp(deps: MailingDeps, requestId: string): Promise<void> {
  const { clock, desk } = deps;
  const day = civilDateOf(clock.now(), desk.zone).toString();
  const told = 'unproven-share-told';
  if ((await deps.items.findCursor(told)) === day) return;
  if (!(await deps.items.takeLease(told, clock.now(), plusDuration(clock.now(), 'PT1M', 'UTC')))) return;
  const letter = {
    key: `unproven-share-${day}`,
    mail: staffTrouble,
    address: desk.escalateTo,
    to: 'staff',
    byItself: true,
  } as const;
  await mailAddress(deps, requestId, letter, async (request) => ({
    ...aboutRequest(deps, request),
    nickname: nicknameOf(request),
    trouble:
      'So many mails went today to addresses that nobody has proven that this request, and others after it, get their first mail tomorrow or later. A script may be using the form.',
    remedy:
      'No request is lost, and mails that a law dates still go. If these are real customers, raise mails.unprovenADay in rightsdesk.yaml.',
    dueOn: dueDates(request, deps.book).latest,
  }));
  await deps.items.saveCursor(told, day);
}
