import { informedRecipient } from '../casework/evidence/informed-recipients';
import { mailStaff } from '../casework/mail/mail-once';
import { mailRecipient } from '../casework/mail/mail-recipient';
import { approvers } from '../casework/mail/staff-facts';
import type { DataSubjectRequest } from '../domain/data-subject-request';
import { allOf } from '../domain/log-entries';
import { openPromises } from '../domain/recipient-promises';
import type { Timer } from '../domain/timer';
import { staffRecipientSilent } from '../emails/staff-follow-up-mails';
import { mailEachReader } from './mail-each-reader';
import { recordTimerDone, reminded, type WatchDeps } from './timer-done';

/**
 * Issue numbers of links on the day of a promise; lower ones belong to the first mail and to those asked for.
 */
const FIRST_ISSUE = 1_000;

/** Asks a recipient on the day that it promised whether it is done, with a fresh link to its page. */
export async function askRecipient(
  deps: WatchDeps,
  request: DataSubjectRequest,
  timer: Timer,
): Promise<void> {
  const promise = openPromises(request).find(({ askKey }) => askKey === timer.key);
  const recipient = promise && (await informedRecipient(deps, request, promise.recipientId));
  if (recipient) {
    const turn = allOf(request.log, 'recipient-promised').length;
    await mailRecipient(deps, request, recipient, FIRST_ISSUE + turn, { key: timer.key, by: promise.by });
  }
  await recordTimerDone(deps, request, timer, reminded('recipient'));
}

/** Tells all approvers of a recipient that stays silent after its day, each even when another mail fails. */
export async function tellRecipientSilent(
  deps: WatchDeps,
  request: DataSubjectRequest,
  timer: Timer,
): Promise<void> {
  const promise = openPromises(request).find(({ silentKey }) => silentKey === timer.key);
  const recipient = promise && (await informedRecipient(deps, request, promise.recipientId));
  if (promise) {
    const { by: promised, recipientId } = promise;
    const recipientName = recipient?.name ?? recipientId;
    const tells = approvers(deps).map((staffId) => () => {
      const letter = { key: timer.key, mail: staffRecipientSilent, staffId } as const;
      return mailStaff(deps, request.requestId, letter, async () => ({ recipientName, promised }));
    });
    await mailEachReader(deps, request, timer, tells);
  }
  await recordTimerDone(deps, request, timer, reminded('recipient-silent'));
}
