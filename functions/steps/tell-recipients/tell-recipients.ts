import type { Recipient } from '../../domain/data-map';
import { type DataSubjectRequest, mustBeOpen } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { dueDates } from '../../domain/due-dates';
import { recipientsToTell } from '../../domain/recipients';
import { referenceOf } from '../../domain/reference';
import { recipientInstruction, recipientNotice } from '../../emails/recipient-mails';
import { issueLink } from '../../links/issue-link';
import { everyMail, type MailingDeps, mailAddress } from '../../mailing/mail-once';

type Deps = MailingDeps & Pick<DeskDeps, 'register'>;

/** Processors are instructed and must confirm; other controllers are told. The mail names nobody: who it is about stands behind the link and its code. Who only keeps stores in which the desk did it all is not told. */
export function tellRecipients(deps: Deps) {
  return async ({ requestId }: { requestId: string }): Promise<{ done: true }> => {
    const request = mustBeOpen(await deps.register.load(requestId));
    for (const recipient of recipientsToTell(deps.map, request)) await tell(deps, request, recipient);
    return { done: true };
  };
}

async function tell(deps: Deps, request: DataSubjectRequest, recipient: Recipient): Promise<void> {
  const { requestId } = request;
  const mail = recipient.role === 'processor' ? recipientInstruction : recipientNotice;
  const letter = {
    key: `recipient-${recipient.id}`,
    mail,
    address: recipient.contact,
    to: 'recipient',
  } as const;
  await mailAddress(deps, requestId, letter, async (now) => {
    const life = 'P60D';
    const link = await issueLink(deps, {
      requestId,
      purpose: 'confirm',
      issue: 1,
      subjectId: recipient.id,
      life,
    });
    return {
      ...everyMail(deps),
      reference: referenceOf(requestId),
      recipientName: recipient.name,
      todo: todo(request),
      link: link.url,
      code: link.code,
      linkLife: life,
      dueOn: dueDates(now, deps.book).latest,
    };
  });
  await deps.register.append(requestId, `told-${recipient.id}`, () => ({
    type: 'recipient-told',
    data: { recipientId: recipient.id, role: recipient.role },
    actor: { kind: 'desk' },
  }));
}

function todo(request: DataSubjectRequest): string {
  if (request.right === 'erasure') return 'erase their data';
  return request.right === 'opt-out-of-sale'
    ? 'stop selling and sharing their data'
    : 'stop using their data for marketing';
}
