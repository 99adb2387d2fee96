import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { allOf } from '../../domain/log-entries';
import { proofLinkKinds } from '../../domain/proof-links';
import { addressRevision } from '../../domain/undelivered';
import { acknowledgeAndVerify, verifyReminder } from '../../emails/person-mails';
import { linkLifeUntil } from '../links/code-budget';
import { issueLink } from '../links/issue-link';
import { mailRequester } from './mail-once';
import { mailUnproven } from './mail-unproven';
import type { MailingDeps } from './mailing-deps';

/** The first mail: acknowledgement, link and code. It carries nothing a stranger typed into the form. */
export async function askForProof(
  deps: MailingDeps,
  requestId: string,
  { dated = false }: { readonly dated?: boolean } = {},
): Promise<void> {
  const send = dated ? mailRequester : mailUnproven;
  await send(deps, requestId, { key: 'acknowledge', mail: acknowledgeAndVerify }, (request) =>
    verifyLink(deps, request, 1),
  );
}

/**
 * Mails a fresh link for the same request: links expire, requests do not. It counts as a mail to an unproven
 * address.
 *
 * @param key - makes the mail once, where a link of another number could be next after a crash
 */
export function sendFreshProofLink(
  deps: MailingDeps,
  requestId: string,
  issue: number,
  key = `verify-${issue}`,
): Promise<void> {
  return mailUnproven(deps, requestId, freshLetter(key), (request) => verifyLink(deps, request, issue));
}

/**
 * As {@link sendFreshProofLink}, for somebody who has an older link and asks for another. The caller has
 * already counted it.
 *
 * @param until - instant until which the link has to work, because no other can go before
 */
export function sendAskedProofLink(
  deps: MailingDeps,
  requestId: string,
  { issue, until }: { readonly issue: number; readonly until: string },
): Promise<void> {
  return mailRequester(deps, requestId, freshLetter(`verify-${issue}`), (request) =>
    verifyLink(deps, request, issue, linkLifeUntil(deps, until)),
  );
}

function freshLetter(key: string) {
  return { key, mail: verifyReminder } as const;
}

/** How many proof links this request has had: the next one is one more. */
export function proofLinksSent(request: DataSubjectRequest): number {
  return allOf(request.log, 'mailed').filter((e) => proofLinkKinds.includes(e.data.kind)).length;
}

/** When the last proof link left (instant); undefined when none has. */
export function lastProofLinkAt({ log }: DataSubjectRequest): string | undefined {
  return allOf(log, 'mailed').findLast((e) => proofLinkKinds.includes(e.data.kind))?.at;
}

export async function verifyLink(
  deps: MailingDeps,
  request: DataSubjectRequest,
  issue: number,
  life = deps.desk.waits.linkLife,
) {
  const { requestId } = request;
  const subjectId = addressRevision(request);
  const link = await issueLink(deps, {
    requestId,
    purpose: 'verify',
    issue,
    life,
    ...(subjectId ? { subjectId } : {}),
  });
  return { link: link.url, code: link.code, linkLife: life };
}
