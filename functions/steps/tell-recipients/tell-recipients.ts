import type { Recipient } from '../../domain/data-map';
import { type DataSubjectRequest, mustBeOpen } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { recipientsToTell } from '../../domain/recipients';
import { rights } from '../../domain/rights';
import type { MailingDeps } from '../../mailing/mail-once';
import { mailRecipient, wasRecipientMailed } from '../../mailing/mail-recipient';

type Deps = MailingDeps & Pick<DeskDeps, 'register'>;

/**
 * An opt-out comes without any proof, so one script can bring about as many as it likes: its recipients hear of it with the daily list, and what was proven and approved is
 * told at once. Processors are instructed and must confirm; other controllers are told. The mail names nobody: who it is about stands behind the link and its code. Who only keeps stores in
 * which the desk did it all is not told.
 */
export function tellRecipients(deps: Deps) {
  return async ({ requestId }: { requestId: string }): Promise<{ done: true }> => {
    const request = mustBeOpen(await deps.register.load(requestId));
    for (const recipient of recipientsToTell(deps.map, request))
      await (isOptOut(request) ? queue : tell)(deps, request, recipient);
    return { done: true };
  };
}

function isOptOut({ right }: DataSubjectRequest): boolean {
  return rights[right].carriedOut === 'opt-out';
}

async function queue(deps: Deps, { requestId }: DataSubjectRequest, { id, role }: Recipient): Promise<void> {
  await deps.register.append(requestId, `queue-${id}`, () => ({
    type: 'recipient-queued',
    data: { recipientId: id, role },
    actor: { kind: 'desk' },
  }));
}

async function tell(deps: Deps, request: DataSubjectRequest, recipient: Recipient): Promise<void> {
  const { requestId } = request;
  await mailRecipient(deps, request, recipient);
  // Where the mail did not leave staff know, and the answer must not say that they were told.
  await deps.register.append(requestId, `told-${recipient.id}`, (now) =>
    wasRecipientMailed(now, recipient)
      ? {
          type: 'recipient-told',
          data: { recipientId: recipient.id, role: recipient.role },
          actor: { kind: 'desk' },
        }
      : undefined,
  );
}
