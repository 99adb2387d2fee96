import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { recipientsToTell, unclearRecipients } from '../../domain/recipients';
import { rights } from '../../domain/rights';
import type { Recipient } from '../../domain/system-map';
import { RECIPIENTS_UNCLEAR } from '../../domain/unclear-timers';
import { sealRecipient } from '../evidence/informed-recipients';
import { mailRecipient, wasRecipientMailed, wasRecipientRefused } from './mail-recipient';
import type { MailingDeps } from './mailing-deps';

type Deps = MailingDeps & Pick<DeskDeps, 'register'>;

/**
 * Tells each recipient that must hear of what was done, once; those already informed are left out, and so are
 * those whose mail was refused, of which staff know. An opt-out needs no proof, so a script can make any
 * number of them: its recipients hear of it in the daily list.
 */
export async function mailRecipients(deps: Deps, request: DataSubjectRequest): Promise<void> {
  for (const recipient of recipientsToTell(deps.map, request))
    await (isOptOut(request) ? queue : tell)(deps, request, recipient);
  if (unclearRecipients(deps.map, request).length > 0) await noteUnclear(deps, request);
}

/** Staff are asked from then on whether it concerns them, until they have answered. */
async function noteUnclear(deps: Deps, { requestId }: DataSubjectRequest): Promise<void> {
  await deps.register.append(requestId, RECIPIENTS_UNCLEAR, () => ({
    type: 'reminded',
    data: { what: RECIPIENTS_UNCLEAR },
    actor: { kind: 'desk' },
  }));
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
  if (wasRecipientRefused(request, recipient)) return;
  await mailRecipient(deps, request, recipient);
  const asTold = await sealRecipient(deps, request, recipient);
  // When the mail did not leave, staff know, and the answer must not say that the recipient was told.
  await deps.register.append(requestId, `told-${recipient.id}`, (now) =>
    wasRecipientMailed(now, recipient)
      ? {
          type: 'recipient-told',
          data: { recipientId: recipient.id, role: recipient.role },
          ...asTold,
          actor: { kind: 'desk' },
        }
      : undefined,
  );
}
