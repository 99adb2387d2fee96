import type { DataSubjectRequest } from '../domain/data-subject-request';
import { type Letter, type MailingDeps, mailRequester } from '../mailing/mail-once';
import { instantWords } from '../pages/words/date-words';
import { CODE_LIMITS, takeCode } from './code-budget';
import { issueLink } from './issue-link';

/** The ticket for the page, or why no code went out and when the next one can. */
export type MailedCode = { readonly ticket: string } | { readonly ticket?: never; readonly error: string };

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
  if (next) return { error: tooManyCodes(deps, next) };
  const issue = request.log.filter((e) => e.type === 'mailed' && e.data.kind === kind).length + 1;
  const life = deps.desk.waits.codeLife;
  const link = await issueLink(deps, { requestId, purpose: kind, issue, life });
  await mailRequester(deps, requestId, { key: `${kind}-${issue}`, mail }, async () => ({
    code: link.code,
    codeLife: life,
  }));
  return { ticket: tokenOf(link.url) };
}

/** What the page says where no further code goes out for now. */
function tooManyCodes({ desk }: MailingDeps, next: string): string {
  const { hour, day } = CODE_LIMITS;
  return `We mail at most ${hour} codes an hour and ${day} a day. The one in the newest mail still works for a while; the next can come from ${instantWords(next, desk.zone)} on.`;
}

/** The secret part of a link. */
export function tokenOf(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1);
}
