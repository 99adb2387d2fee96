import { type DataSubjectRequest, wasMailed } from '../../domain/data-subject-request';
import { dueDates } from '../../domain/due-dates';
import { referenceOf } from '../../domain/reference';
import { isLifted } from '../../domain/restriction';
import type { Recipient } from '../../domain/system-map';
import { wasRefused } from '../../domain/undelivered';
import { recipientInstruction, recipientNotice } from '../../emails/recipient-mails';
import { reserveCodeMail } from '../links/code-budget';
import { issueLink } from '../links/issue-link';
import { everyMail } from './mail-frame';
import { mailAddress } from './mail-once';
import { mailRestrictionLifted, wasMailedLifted } from './mail-restriction-lifted';
import type { MailingDeps } from './mailing-deps';
import { recipientTodo } from './recipient-todo';

const LINK_LIFE = 'P60D';

/**
 * Tells a recipient what to do. The mail names nobody: the person is named on the page behind the link and
 * its code.
 *
 * @param again - 0 for the mail of the desk, 1 for the first further link and code that somebody asked for
 * @param promised - on the day that the recipient promised (plain date): it is asked again, under this key
 */
export async function mailRecipient(
  deps: MailingDeps,
  { requestId, right }: DataSubjectRequest,
  recipient: Recipient,
  again = 0,
  promised?: { readonly key: string; readonly by: string },
): Promise<void> {
  const { id: subjectId, contact: address, name: recipientName, role } = recipient;
  const mail = role === 'processor' ? recipientInstruction : recipientNotice;
  const to = 'recipient' as const;
  const letter = { key: promised?.key ?? keyOf(recipient, again), mail, address: address || undefined, to };
  await mailAddress(deps, requestId, letter, async (now) => {
    const wish = { requestId, purpose: 'confirm', issue: 1 + again, subjectId, life: LINK_LIFE } as const;
    const { url: link, code } = await issueLink(deps, wish);
    const about = { reference: referenceOf(requestId), recipientName, todo: recipientTodo(right) };
    const dueOn = promised?.by ?? dueDates(now, deps.book).latest;
    return { ...everyMail(deps), ...about, link, code, linkLife: LINK_LIFE, dueOn };
  });
}

/**
 * Mails a fresh link and code to the recipient and to no other address. The mail is counted before it is
 * sent.
 *
 * @returns nothing when it left, or from when on the next one can (instant)
 */
export async function mailRecipientAgain(
  deps: MailingDeps,
  request: DataSubjectRequest,
  recipient: Recipient,
): Promise<string | undefined> {
  const { next } = await reserveCodeMail(deps, `recipient:${request.requestId}:${recipient.id}`);
  if (next) return next;
  let again = 1;
  if (isLifted(request)) {
    while (wasMailedLifted(request, recipient.id, again)) again += 1;
    await mailRestrictionLifted(deps, request, recipient, again);
    return undefined;
  }
  while (wasMailed(request, keyOf(recipient, again))) again += 1;
  await mailRecipient(deps, request, recipient, again);
  return undefined;
}

/** Whether the desk's mail to a recipient left. Otherwise the recipient has not been informed. */
export function wasRecipientMailed(request: DataSubjectRequest, recipient: Recipient): boolean {
  return wasMailed(request, keyOf(recipient, 0));
}

/** Whether that mail was refused or had no address: staff were told, and the desk does not try again. */
export function wasRecipientRefused(request: DataSubjectRequest, recipient: Recipient): boolean {
  return wasRefused(request, keyOf(recipient, 0));
}

function keyOf({ id }: Recipient, again: number): string {
  return again === 0 ? `recipient-${id}` : `recipient-${id}-again-${again}`;
}
