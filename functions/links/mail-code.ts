import type { DataSubjectRequest } from '../domain/data-subject-request';
import { type Letter, type MailingDeps, mailRequester } from '../mailing/mail-once';
import { takeCode } from './code-budget';
import { issueLink } from './issue-link';

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
): Promise<MailedCode> {
  const { requestId } = request;
  const { kind } = mail;
  const next = await takeCode(deps, `${kind}:${requestId}`);
  if (next) return { next };
  const issue = request.log.filter((e) => e.type === 'mailed' && e.data.kind === kind).length + 1;
  const life = deps.desk.waits.codeLife;
  const link = await issueLink(deps, { requestId, purpose: kind, issue, life });
  await mailRequester(deps, requestId, { key: `${kind}-${issue}`, mail }, async () => ({
    code: link.code,
    codeLife: life,
  }));
  return { ticket: tokenOf(link.url) };
}

/** The secret part of a link. */
export function tokenOf(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1);
}
