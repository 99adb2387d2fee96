import { plusDuration } from '../../domain/civil-time';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { durationUntil, reserveCodeMail } from '../links/code-budget';
import { findIssuedToken, issueLink } from '../links/issue-link';
import { type CodeResult, findLink, tryCode } from '../links/open-link';
import { mailRequester } from './mail-once';
import type { MailingDeps } from './mailing-deps';
import type { OneTimeMail } from './send-once';

/** The token of the code's own link, or the instant from which the next code can be sent. */
export type MailCodeResult =
  | { readonly token: string; readonly next?: never }
  | { readonly token?: never; readonly next: string };

/**
 * Mails the requester a new code for one act, together with a link of its own to the page that takes it. On
 * that link nobody without the mail can use up the tries.
 */
export async function mailCode(
  deps: MailingDeps,
  request: DataSubjectRequest,
  mail: OneTimeMail<CodeKind>['mail'],
): Promise<MailCodeResult> {
  const { requestId } = request;
  const { kind } = mail;
  const { clock, desk } = deps;
  const turn = await reserveCodeMail(deps, `${kind}:${requestId}`);
  if (turn.next) return { next: turn.next };
  const issue = countMailedCodes(request, kind) + 1;
  const now = clock.now();
  const life = durationUntil(now, plusDuration(turn.until ?? now, desk.waits.codeLife, desk.zone));
  const { url, code } = await issueLink(deps, { requestId, purpose: kind, issue, life });
  await mailRequester(deps, requestId, { key: `${kind}-${issue}`, mail }, async () => ({
    code,
    codeLife: life,
    link: url,
  }));
  return { token: tokenInUrl(url) };
}

/** What a code is for: to download the answer, to withdraw the request, or to prove more. */
export type CodeKind = 'download-code' | 'withdraw-code' | 'proof-code';

/**
 * Where a code is typed: at the link in its own mail, or on a page that anyone with another link of the
 * request can open.
 */
export type CodeEntry = { readonly token: string } | 'page';

/**
 * Finds where a code is typed from the token of a page, if the token is that of a mailed code. A code that
 * has ended leads to the page.
 */
export async function findCodeEntry(
  deps: MailingDeps,
  kind: CodeKind,
  token: string,
): Promise<{ readonly requestId: string; readonly entry: CodeEntry } | undefined> {
  const link = await findLink(deps, kind, token);
  if (link.state === 'unknown') return undefined;
  return { requestId: link.token.requestId, entry: link.state === 'open' ? { token } : 'page' };
}

/**
 * Compares a typed code with the one that was mailed with this link, then with the newest, since a further
 * code may have been asked for from there. Tries on a page that does not belong to the newest code are
 * counted separately, so that they do not end the code for the reader of its mail.
 */
export async function tryMailedCode(
  deps: MailingDeps,
  request: DataSubjectRequest,
  kind: CodeKind,
  { entry, code }: { readonly entry: CodeEntry; readonly code: string },
): Promise<CodeResult> {
  const newest = await newestCodeToken(deps, request, kind);
  if (entry !== 'page') {
    const own = await tryCode(deps, kind, entry.token, code);
    if (own.outcome === 'right' || own.outcome === 'empty' || entry.token === newest) return own;
  }
  return newest ? tryCode(deps, kind, newest, code, 'page') : { outcome: 'unknown' };
}

/**
 * The token of the newest code that was mailed, whether or not it still opens: a page that is opened again
 * takes that code.
 */
export async function newestCodeToken(
  deps: MailingDeps,
  request: DataSubjectRequest,
  kind: CodeKind,
): Promise<string | undefined> {
  const issue = countMailedCodes(request, kind);
  return issue === 0
    ? undefined
    : findIssuedToken(deps, { requestId: request.requestId, purpose: kind, issue });
}

function countMailedCodes(request: DataSubjectRequest, kind: string): number {
  return request.log.filter((e) => e.type === 'mailed' && e.data.kind === kind).length;
}

/** The secret part of a link. */
export function tokenInUrl(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1);
}
