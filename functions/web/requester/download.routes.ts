import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { readChecksum } from '../../casework/evidence/read-checksum';
import { CODE_LIMITS } from '../../casework/links/code-budget';
import { constantTimeEqual } from '../../casework/links/constant-time-equal';
import { findIssuedToken } from '../../casework/links/issue-link';
import {
  type CodeResult,
  findLink,
  findSession,
  type LinkState,
  openSession,
} from '../../casework/links/open-link';
import {
  type CodeEntry,
  findCodeEntry,
  mailCode,
  newestCodeToken,
  tryMailedCode,
} from '../../casework/mail/mail-code';
import type { MailingDeps } from '../../casework/mail/mailing-deps';
import { downloadIssue, isAnswerFileGone } from '../../domain/answer-file';
import { civilDateOf } from '../../domain/civil-time';
import { type DataSubjectRequest, hasHappened } from '../../domain/data-subject-request';
import type { SessionItem, TokenItem } from '../../domain/desk-items';
import { type EventOf, lastOf } from '../../domain/log-entries';
import type { Packages } from '../../domain/ports';
import { referenceOf } from '../../domain/reference';
import { downloadCode } from '../../emails/person-mails';
import { codeEndedText, tooManyCodesText } from '../../words/code-text';
import { readFields } from '../form-fields';
import { frameOf, pageReply } from '../page-reply';
import type { StateOf } from '../parts/layout';
import { sessionCookie, setSessionCookie } from '../staff/session-cookie';
import { brokenLinkPage } from '../web-app';
import { Download, type DownloadFacts } from './download';
import { wrongCodeText } from './mailbox-code-page';

export type DownloadDeps = MailingDeps & { readonly packages: Pick<Packages, 'link'> };

/**
 * How long the address of the file works, in seconds: it is made when the button is pressed, and a download
 * that has begun is not cut off.
 */
const LINK_SECONDS = 60;

/** The page that was opened, and whether it was reached by the link in a code's mail. */
interface AnswerPage {
  readonly request: DataSubjectRequest;
  readonly token: TokenItem;
  readonly entry: CodeEntry;
}

/**
 * From "it is ready" to the file: the mailed link shows a page, a mailed code opens it, and its button leads
 * to the file while that session lasts.
 */
export function downloadRoutes(deps: DownloadDeps): Hono {
  const app = new Hono();
  app.get('/d/:token', (c) => withPage(deps, c, (page) => look(deps, c, page)));
  app.post('/d/:token', (c) =>
    withPage(deps, c, async (page) => {
      const { code, act, csrf } = await readFields(c);
      if (act === 'fetch') return fetchFile(deps, c, page, csrf ?? '');
      return code === undefined ? sendCode(deps, c, page) : open(deps, c, page, code);
    }),
  );
  return app;
}

async function withPage(
  deps: DownloadDeps,
  c: Context,
  go: (page: AnswerPage) => Response | Promise<Response>,
): Promise<Response> {
  const { link, entry } = await linkOf(deps, c.req.param('token') ?? '');
  if (link.state !== 'open') return pageReply(c, brokenLinkPage(deps), { status: 404 });
  const request = await deps.register.load(link.token.requestId);
  if (!fileOf(request) || isAnswerFileGone(request)) {
    return pageReply(c, brokenLinkPage(deps), { status: 410 });
  }
  return go({ request, token: link.token, entry });
}

/** Finds the download link: the token itself, or the one that belongs to the request of a mailed code. */
async function linkOf(
  deps: DownloadDeps,
  token: string,
): Promise<{ readonly link: LinkState; readonly entry: CodeEntry }> {
  const link = await findLink(deps, 'download', token);
  const mailed = link.state === 'unknown' ? await findCodeEntry(deps, 'download-code', token) : undefined;
  if (!mailed) return { link, entry: 'page' };
  const { requestId, entry } = mailed;
  const issue = downloadIssue(await deps.register.load(requestId));
  const own = await findIssuedToken(deps, { requestId, purpose: 'download', issue });
  return { link: await findLink(deps, 'download', own ?? ''), entry };
}

interface AnswerFile {
  readonly object: string;
  readonly name: string;
  readonly bytes: number;
  readonly made: EventOf<'package-made'> | EventOf<'report-made'>;
}

/** The file to download: the package of a copy, or the report of an erasure. */
function fileOf(request: DataSubjectRequest): AnswerFile | undefined {
  const made = lastOf(request.log, 'package-made');
  const reference = referenceOf(request.requestId);
  if (made) return { ...made.data, made, name: `${reference}.zip` };
  const report = lastOf(request.log, 'report-made');
  return report && { ...report.data, made: report, name: `${reference}-completion-report.html` };
}

/**
 * What the page shows when it is opened or reloaded: the file, the field for a code that was mailed, or the
 * first button.
 */
async function look(deps: DownloadDeps, c: Context, page: AnswerPage, error?: string): Promise<Response> {
  const { request, token } = page;
  const session = error ? undefined : await sessionOf(deps, c, request);
  if (session) return ready(deps, c, page, session);
  const state = (await isUnderWay(deps, page)) ? 'code' : 'start';
  const form = { action: c.req.path };
  return show(deps, c, request, { state, form, until: untilOf(request, token), ...(error ? { error } : {}) });
}

async function isUnderWay(deps: DownloadDeps, { request, entry }: AnswerPage): Promise<boolean> {
  if (entry !== 'page') return true;
  const ticket = await newestCodeToken(deps, request, 'download-code');
  return ticket !== undefined && (await findLink(deps, 'download-code', ticket)).state === 'open';
}

async function sessionOf(
  deps: DownloadDeps,
  c: Context,
  { requestId }: DataSubjectRequest,
): Promise<SessionItem | undefined> {
  const cookie = sessionCookie(c, deps, { token: c.req.param('token') ?? '' });
  const session = await findSession(deps, 'download-code', cookie);
  return session?.requestId === requestId ? session : undefined;
}

/** Redirects after mailing, so that a reload mails nothing. */
async function sendCode(deps: DownloadDeps, c: Context, page: AnswerPage): Promise<Response> {
  const { next } = await mailCode(deps, page.request, downloadCode);
  if (!next) return c.redirect(c.req.path, 303);
  return look(deps, c, page, tooManyCodesText(next, CODE_LIMITS, deps.desk.zone));
}

async function open(deps: DownloadDeps, c: Context, page: AnswerPage, code: string): Promise<Response> {
  const { request, entry } = page;
  const tried = await tryMailedCode(deps, request, 'download-code', { entry, code });
  if (tried.outcome !== 'right') return look(deps, c, page, codeError(tried));
  const value = await openSession(deps, tried.token);
  setSessionCookie(c, deps, { of: { token: c.req.param('token') ?? '' }, value });
  return c.redirect(c.req.path, 303);
}

/** A form of this page may be sent to one other origin: the one that holds the file. */
async function ready(
  deps: DownloadDeps,
  c: Context,
  { request, token }: AnswerPage,
  session: SessionItem,
): Promise<Response> {
  const file = fileOf(request);
  if (!file) return pageReply(c, brokenLinkPage(deps), { status: 410 });
  const { bytes } = file;
  const sha256 = await readChecksum(deps, file.made);
  const formsTo = new URL(await deps.packages.link(file.object, file.name, LINK_SECONDS)).origin;
  const form = { action: c.req.path, hidden: { act: 'fetch', csrf: session.csrf } };
  const state = { state: 'ready', form, bytes, sha256, again: { action: c.req.path } } as const;
  return show(deps, c, request, { ...state, until: untilOf(request, token) }, formsTo);
}

async function fetchFile(deps: DownloadDeps, c: Context, page: AnswerPage, csrf: string): Promise<Response> {
  const { request } = page;
  const session = await sessionOf(deps, c, request);
  const file = fileOf(request);
  if (!file || !session || !constantTimeEqual(csrf, session.csrf))
    return look(deps, c, page, 'A quarter of an hour has passed. Please type a code again.');
  const url = await deps.packages.link(file.object, file.name, LINK_SECONDS);
  await deps.register.append(request.requestId, `download-${session.hash.slice(0, 16)}`, () => ({
    type: 'package-downloaded',
    data: {},
    actor: { kind: 'requester' },
  }));
  return c.redirect(url, 303);
}

function show(
  deps: DownloadDeps,
  c: Context,
  request: DataSubjectRequest,
  state: StateOf<DownloadFacts, 'reference' | 'what'>,
  formsTo?: string,
): Response {
  const what = hasHappened(request, 'package-made') ? 'copy' : 'report';
  const facts = {
    ...frameOf(deps),
    reference: referenceOf(request.requestId),
    what,
    ...state,
  } as DownloadFacts;
  const status = 'error' in state && state.error ? 400 : 200;
  return pageReply(c, Download(facts), { status, ...(formsTo ? { formsTo } : {}) });
}

function untilOf(request: DataSubjectRequest, token: TokenItem): string {
  return civilDateOf(token.expiresAt, request.received.zone).toString();
}

function codeError(tried: CodeResult): string {
  if (tried.outcome === 'empty') return wrongCodeText('empty');
  if (tried.outcome === 'wrong' && tried.triesLeft > 0) return wrongCodeText({ triesLeft: tried.triesLeft });
  return codeEndedText;
}
