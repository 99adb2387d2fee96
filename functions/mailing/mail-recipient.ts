import type { Recipient } from '../domain/data-map';
import { type DataSubjectRequest, wasMailed } from '../domain/data-subject-request';
import { dueDates } from '../domain/due-dates';
import { referenceOf } from '../domain/reference';
import { isLifted } from '../domain/restriction';
import { wasRefused } from '../domain/undelivered';
import { recipientInstruction, recipientNotice } from '../emails/recipient-mails';
import { takeCode } from '../links/code-budget';
import { issueLink } from '../links/issue-link';
import { everyMail } from './mail-frame';
import { mailAddress } from './mail-once';
import type { MailingDeps } from './mailing-deps';
import { recipientTodo } from './recipient-todo';
import { tellLifted, wasToldLifted } from './tell-lifted';

const LINK_LIFE = 'P60D';

/**
 * Tells a recipient what to do. The mail names nobody: who it is about stands behind the link and its code.
 *
 * @param again - 0 for the mail of the desk, 1 for the first further link and code that somebody asked for
 */
export async function mailRecipient(
  deps: MailingDeps,
  { requestId, right }: DataSubjectRequest,
  recipient: Recipient,
  again = 0,
): Promise<void> {
  const { id: subjectId, contact: address, name: recipientName, role } = recipient;
  const mail = role === 'processor' ? recipientInstruction : recipientNotice;
  const to = 'recipient' as const;
  const letter = { key: keyOf(recipient, again), mail, address: address || undefined, to };
  await mailAddress(deps, requestId, letter, async (now) => {
    const wish = { requestId, purpose: 'confirm', issue: 1 + again, subjectId, life: LINK_LIFE } as const;
    const { url: link, code } = await issueLink(deps, wish);
    const about = { reference: referenceOf(requestId), recipientName, todo: recipientTodo(right) };
    const dueOn = dueDates(now, deps.book).latest;
    return { ...everyMail(deps), ...about, link, code, linkLife: LINK_LIFE, dueOn };
  });
}

/**
 * Mails a link and a code that were never used, to the recipient and no other address. Counted before it is
 * sent.
 *
 * @returns nothing when it left, or from when on the next one can (instant)
 */
export async function mailRecipientAgain(
  deps: MailingDeps,
  request: DataSubjectRequest,
  recipient: Recipient,
): Promise<string | undefined> {
  const { next } = await takeCode(deps, `recipient:${request.requestId}:${recipient.id}`);
  if (next) return next;
  let again = 1;
  if (isLifted(request)) {
    while (wasToldLifted(request, recipient.id, again)) again += 1;
    await tellLifted(deps, request, recipient, again);
    return undefined;
  }
  while (wasMailed(request, keyOf(recipient, again))) again += 1;
  await mailRecipient(deps, request, recipient, again);
  return undefined;
}

/** Whether the mail of the desk to a recipient left: without it they have not been told. */
export function wasRecipientMailed(request: DataSubjectRequest, recipient: Recipient): boolean {
  return wasMailed(request, keyOf(recipient, 0));
}

/**
 * Whether that mail was refused, or had no address to go to: staff were told, and nobody tries again by
 * itself.
 */
export function wasRecipientRefused(request: DataSubjectRequest, recipient: Recipient): boolean {
  return wasRefused(request, keyOf(recipient, 0));
}

function keyOf({ id }: Recipient, again: number): string {
  return again === 0 ? `recipient-${id}` : `recipient-${id}-again-${again}`;
}
