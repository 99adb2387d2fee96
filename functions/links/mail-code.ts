import type { DataSubjectRequest } from '../domain/data-subject-request';
import { type Letter, type MailingDeps, mailRequester } from '../mailing/mail-once';
import { takeCode } from './code-budget';
import { issuedToken, issueLink } from './issue-link';

/** The ticket for the page, or the instant from which the next code can go out. */
export type MailedCode =
  | { readonly ticket: string; readonly next?: never }
  | { readonly ticket?: never; readonly next: string };

/**
 * Mails the person a fresh code for one act. The page keeps the ticket (worthless without the code), the mailbox gets the code (worthless without the page).
 */
export async function mailCode(
  deps: MailingDeps,
  request: DataSubjectRequest,
  mail: Letter<'download-code' | 'withdraw-code'>['mail'],
  more: { readonly link?: string } = {},
): Promise<MailedCode> {
  const { requestId } = request;
  const { kind } = mail;
  const next = await takeCode(deps, `${kind}:${requestId}`);
  if (next) return { next };
  const issue = codesMailed(request, kind) + 1;
  const life = deps.desk.waits.codeLife;
  const link = await issueLink(deps, { requestId, purpose: kind, issue, life });
  await mailRequester(deps, requestId, { key: `${kind}-${issue}`, mail }, async () => ({
    code: link.code,
    codeLife: life,
    ...more,
  }));
  return { ticket: tokenOf(link.url) };
}

/** The ticket of the newest code that was mailed, whether it still opens or not: a page that is opened anew takes that code. */
export async function newestTicket(
  deps: MailingDeps,
  request: DataSubjectRequest,
  kind: 'download-code' | 'withdraw-code',
): Promise<string | undefined> {
  const issue = codesMailed(request, kind);
  return issue === 0 ? undefined : issuedToken(deps, { requestId: request.requestId, purpose: kind, issue });
}

function codesMailed(request: DataSubjectRequest, kind: string): number {
  return request.log.filter((e) => e.type === 'mailed' && e.data.kind === kind).length;
}

/** The secret part of a link. */
export function tokenOf(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1);
}
