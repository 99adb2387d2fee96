import type { DataSubjectRequest } from '../domain/data-subject-request';
import { later } from '../domain/due-dates';
import { mailRequester } from '../mailing/mail-once';
import type { MailingDeps } from '../mailing/mailing-deps';
import type { Letter } from '../mailing/send-once';
import { lifeUntil, takeCode } from './code-budget';
import { issuedToken, issueLink } from './issue-link';
import { type CodeAnswer, findLink, tryCode } from './open-link';

/** The ticket of the code, or the instant from which the next code can go out. */
export type MailedCode =
  | { readonly ticket: string; readonly next?: never }
  | { readonly ticket?: never; readonly next: string };

/**
 * Mails the person a fresh code for one act, and a link of its own to the page that takes it: a door of the
 * mailbox, at which nobody else can use up the tries.
 */
export async function mailCode(
  deps: MailingDeps,
  request: DataSubjectRequest,
  mail: Letter<CodeKind>['mail'],
): Promise<MailedCode> {
  const { requestId } = request;
  const { kind } = mail;
  const { clock, desk } = deps;
  const turn = await takeCode(deps, `${kind}:${requestId}`);
  if (turn.next) return { next: turn.next };
  const issue = codesMailed(request, kind) + 1;
  const now = clock.now();
  const life = lifeUntil(now, later(turn.until ?? now, desk.waits.codeLife, desk.zone));
  const { url, code } = await issueLink(deps, { requestId, purpose: kind, issue, life });
  await mailRequester(deps, requestId, { key: `${kind}-${issue}`, mail }, async () => ({
    code,
    codeLife: life,
    link: url,
  }));
  return { ticket: tokenOf(url) };
}

/** What a code is for: to get at the answer, to take the request back, or to prove more. */
export type CodeKind = 'download-code' | 'withdraw-code' | 'proof-code';

/**
 * Where a code is typed: at the link of its own mail, or on a page that anybody with another link of the
 * request opens.
 */
export type CodeDoor = { readonly ticket: string } | 'page';

/** The door behind a token of a page, if it is that of a mailed code: an ended code leads to the page. */
export async function codeDoor(
  deps: MailingDeps,
  kind: CodeKind,
  token: string,
): Promise<{ readonly requestId: string; readonly door: CodeDoor } | undefined> {
  const link = await findLink(deps, kind, token);
  if (link.state === 'unknown') return undefined;
  return { requestId: link.token.requestId, door: link.state === 'open' ? { ticket: token } : 'page' };
}

/**
 * Compares a typed code with the one of the door's mail, then with the newest: whoever has a further code
 * sent from there types it there. Tries on a page that is not that of
 * the newest code are counted by themselves: they end no code for whoever has its mail.
 */
export async function tryMailedCodeAt(
  deps: MailingDeps,
  request: DataSubjectRequest,
  kind: CodeKind,
  { door, code }: { readonly door: CodeDoor; readonly code: string },
): Promise<CodeAnswer> {
  const ticket = await newestTicket(deps, request, kind);
  if (door !== 'page') {
    const own = await tryCode(deps, kind, door.ticket, code);
    if (own.answer === 'right' || own.answer === 'empty' || door.ticket === ticket) return own;
  }
  return ticket ? tryCode(deps, kind, ticket, code, 'page') : { answer: 'unknown' };
}

/**
 * The ticket of the newest code that was mailed, whether it still opens or not: a page that is opened anew
 * takes that code.
 */
export async function newestTicket(
  deps: MailingDeps,
  request: DataSubjectRequest,
  kind: CodeKind,
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
