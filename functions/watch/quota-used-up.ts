import { everyMail } from '../casework/mail/mail-frame';
import { civilDateOf } from '../domain/civil-time';
import { composeMail } from '../emails/compose-mail';
import { staffMailWaits } from '../emails/staff-mails';
import type { WatchDeps } from './timer-done';

const TOLD = 'mail-waits-told';

/**
 * Tells the second address, once a day and before all that waits, that the mail service took no more mails.
 * It is a single mail, and its reader can have the quota raised, which helps all others.
 */
export async function mailAboutWaitingMails(deps: WatchDeps, since: string): Promise<void> {
  const { clock, desk, items, mailbox } = deps;
  const day = civilDateOf(clock.now(), desk.zone).toString();
  if ((await items.findCursor(TOLD)) === day) return;
  await mailbox.send({ to: desk.escalateTo, ...composeMail(staffMailWaits, { ...everyMail(deps), since }) });
  await items.saveCursor(TOLD, day);
}
