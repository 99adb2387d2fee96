import type { DataSubjectRequest } from '../domain/data-subject-request';
import { later } from '../domain/due-dates';
import { type Letter, type MailingDeps, mailRequester } from '../mailing/mail-once';
import { issueLink } from './issue-link';

/** Codes of one kind for one request in an hour. */
const CODES_AN_HOUR = 6;

/**
 * Mails the person a fresh code for one act. The page keeps the ticket (worthless without the code), the mailbox gets the code (worthless without the page).
 * Returns the ticket, or nothing when too many were asked for.
 */
export async function mailCode(
  deps: MailingDeps,
  request: DataSubjectRequest,
  mail: Letter<'download-code' | 'withdraw-code'>['mail'],
  more: { readonly link?: string } = {},
): Promise<string | undefined> {
  const { requestId } = request;
  const { kind } = mail;
  const hour = deps.clock.now().slice(0, 13);
  const expiresAt = later(deps.clock.now(), 'PT2H', deps.desk.zone);
  if (!(await deps.items.takeQuota(`${kind}:${requestId}:${hour}`, CODES_AN_HOUR, expiresAt)))
    return undefined;
  const issue = codesMailed(request, kind) + 1;
  const life = deps.desk.waits.codeLife;
  const link = await issueLink(deps, { requestId, purpose: kind, issue, life });
  await mailRequester(deps, requestId, { key: `${kind}-${issue}`, mail }, async () => ({
    code: link.code,
    codeLife: life,
    ...more,
  }));
  return tokenOf(link.url);
}

/** The ticket of the newest code that was mailed, whether it still opens or not: a page that is opened anew takes that code. */
export async function newestTicket(
  deps: MailingDeps,
  request: DataSubjectRequest,
  kind: 'download-code' | 'withdraw-code',
): Promise<string | undefined> {
  const issue = codesMailed(request, kind);
  if (issue === 0) return undefined;
  const { requestId } = request;
  const link = await issueLink(deps, { requestId, purpose: kind, issue, life: deps.desk.waits.codeLife });
  return tokenOf(link.url);
}

function codesMailed(request: DataSubjectRequest, kind: string): number {
  return request.log.filter((e) => e.type === 'mailed' && e.data.kind === kind).length;
}

/** The secret part of a link. */
export function tokenOf(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1);
}
