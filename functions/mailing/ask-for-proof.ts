import { allOf, type DataSubjectRequest } from '../domain/data-subject-request';
import { addressTurn } from '../domain/undelivered';
import { acknowledgeAndVerify, verifyReminder } from '../emails/person-mails';
import { issueLink } from '../links/issue-link';
import { type MailingDeps, mailRequester } from './mail-once';

/** The first mail: acknowledgement, link and code. It carries nothing a stranger typed into the form. */
export async function askForProof(deps: MailingDeps, requestId: string): Promise<void> {
  await mailRequester(deps, requestId, { key: 'acknowledge', mail: acknowledgeAndVerify }, (request) =>
    verifyLink(deps, request, 1),
  );
}

/** A fresh link for the same request; links expire, requests do not. @param key - makes the mail once, where a link of another number could be next after a crash */
export async function sendFreshProofLink(
  deps: MailingDeps,
  requestId: string,
  issue: number,
  key = `verify-${issue}`,
): Promise<void> {
  await mailRequester(deps, requestId, { key, mail: verifyReminder }, (request) =>
    verifyLink(deps, request, issue),
  );
}

const withProofLink = ['acknowledge-and-verify', 'verify-reminder', 'unverified-notice'];

/** How many proof links this request has had: the next one is one more. */
export function proofLinksSent(request: DataSubjectRequest): number {
  return allOf(request.log, 'mailed').filter((e) => withProofLink.includes(e.data.kind)).length;
}

/** The instant at which the last proof link left; nothing when none has. */
export function lastProofLinkAt({ log }: DataSubjectRequest): string | undefined {
  return allOf(log, 'mailed').findLast((e) => withProofLink.includes(e.data.kind))?.at;
}

export async function verifyLink(deps: MailingDeps, request: DataSubjectRequest, issue: number) {
  const { requestId } = request;
  const subjectId = addressTurn(request);
  const link = await issueLink(deps, {
    requestId,
    purpose: 'verify',
    issue,
    ...(subjectId ? { subjectId } : {}),
  });
  return { link: link.url, code: link.code, linkLife: deps.desk.waits.linkLife };
}
