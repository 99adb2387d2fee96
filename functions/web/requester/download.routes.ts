import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import {
  type DataSubjectRequest,
  type EventOf,
  hasHappened,
  lastOf,
} from '../../domain/data-subject-request';
import { civilDateOf } from '../../domain/due-dates';
import type { Packages, SessionItem, TokenItem } from '../../domain/ports';
import { referenceOf } from '../../domain/reference';
import { downloadCode } from '../../emails/person-mails';
import { checkSumOf } from '../../findings/check-sum-of';
import { CODE_LIMITS } from '../../links/code-budget';
import { issuedToken } from '../../links/issue-link';
import { type CodeDoor, codeDoor, mailCode, newestTicket, tryMailedCodeAt } from '../../links/mail-code';
import { type CodeAnswer, findLink, findSession, type LinkState, openSession } from '../../links/open-link';
import { sameText } from '../../links/same-text';
import type { MailingDeps } from '../../mailing/mail-once';
import { Download, type DownloadFacts } from '../../pages/customer/download';
import { wrongCodeWords } from '../../pages/customer/mailed-code';
import { codeEnded, tooManyCodes } from '../../pages/words/code-words';
import { readFields } from '../form-fields';
import { sessionCookie, setSessionCookie } from '../staff/session-cookie';
import { answerPage, frameOf } from '../web-answer';
import { linkProblem } from '../web-app';

export type DownloadDeps = MailingDeps & { readonly packages: Pick<Packages, 'link'> };

/**
 * Seconds that the address of the file works: it is made when the button is pressed, and a download that has
 * begun goes on.
 */
const LINK_SECONDS = 60;

/** An opened page: of which answer, until when, and whether it was reached from the mail of a code. */
interface AnswerPage {
  readonly request: DataSubjectRequest;
  readonly token: TokenItem;
  readonly door: CodeDoor;
}

/**
 * From "it is ready" to the file: the mailed link shows a page, a fresh code opens it, and its button leads
 * to the file while that session lives.
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
  const { link, door } = await linkOf(deps, c.req.param('token') ?? '');
  if (link.state !== 'open') return answerPage(c, linkProblem(deps), { status: 404 });
  const request = await deps.register.load(link.token.requestId);
  if (!fileOf(request) || hasHappened(request, 'package-expired')) {
    return answerPage(c, linkProblem(deps), { status: 410 });
  }
  return go({ request, token: link.token, door });
}

/** The link of the answer: itself, or by that of a mailed code. */
async function linkOf(
  deps: DownloadDeps,
  token: string,
): Promise<{ readonly link: LinkState; readonly door: CodeDoor }> {
  const link = await findLink(deps, 'download', token);
  const mailed = link.state === 'unknown' ? await codeDoor(deps, 'download-code', token) : undefined;
  if (!mailed) return { link, door: 'page' };
  const { requestId, door } = mailed;
  const own = await issuedToken(deps, { requestId, purpose: 'download', issue: 1 });
  return { link: await findLink(deps, 'download', own ?? ''), door };
}

interface AnswerFile {
  readonly object: string;
  readonly name: string;
  readonly bytes: number;
  readonly made: EventOf<'package-made'> | EventOf<'report-made'>;
}

/** What there is to fetch: the package of a copy, or the report of an erasure. */
function fileOf(request: DataSubjectRequest): AnswerFile | undefined {
  const made = lastOf(request.log, 'package-made');
  const reference = referenceOf(request.requestId);
  if (made) return { ...made.data, made, name: `${reference}.zip` };
  const report = lastOf(request.log, 'report-made');
  return report && { ...report.data, made: report, name: `${reference}-completion-report.html` };
}

/**
 * What the page shows when it is opened, reloaded or gone back to: the file, the field for a code that is
 * under way, or the first button.
 */
async function look(deps: DownloadDeps, c: Context, page: AnswerPage, error?: string): Promise<Response> {
  const { request, token } = page;
  const session = error ? undefined : await sessionOf(deps, c, request);
  if (session) return ready(deps, c, page, session);
  const state = (await isUnderWay(deps, page)) ? 'code' : 'start';
  const form = { action: c.req.path };
  return show(deps, c, request, { state, form, until: untilOf(request, token), ...(error ? { error } : {}) });
}

async function isUnderWay(deps: DownloadDeps, { request, door }: AnswerPage): Promise<boolean> {
  if (door !== 'page') return true;
  const ticket = await newestTicket(deps, request, 'download-code');
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

/** Sent, the page is asked for anew: a reload sends nothing. */
async function sendCode(deps: DownloadDeps, c: Context, page: AnswerPage): Promise<Response> {
  const { next } = await mailCode(deps, page.request, downloadCode);
  if (!next) return c.redirect(c.req.path, 303);
  return look(deps, c, page, tooManyCodes(next, CODE_LIMITS, deps.desk.zone));
}

async function open(deps: DownloadDeps, c: Context, page: AnswerPage, code: string): Promise<Response> {
  const { request, door } = page;
  const tried = await tryMailedCodeAt(deps, request, 'download-code', { door, code });
  if (tried.answer !== 'right') return look(deps, c, page, codeError(tried));
  const value = await openSession(deps, tried.token);
  setSessionCookie(c, deps, { of: { token: c.req.param('token') ?? '' }, value });
  return c.redirect(c.req.path, 303);
}

/** The page may lead a form to one other place: where the file lies. */
async function ready(
  deps: DownloadDeps,
  c: Context,
  { request, token }: AnswerPage,
  session: SessionItem,
): Promise<Response> {
  const file = fileOf(request);
  if (!file) return answerPage(c, linkProblem(deps), { status: 410 });
  const { bytes } = file;
  const sha256 = await checkSumOf(deps, file.made);
  const formsTo = new URL(await deps.packages.link(file.object, file.name, LINK_SECONDS)).origin;
  const form = { action: c.req.path, hidden: { act: 'fetch', csrf: session.csrf } };
  const state = { state: 'ready', form, bytes, sha256, again: { action: c.req.path } } as const;
  return show(deps, c, request, { ...state, until: untilOf(request, token) }, formsTo);
}

async function fetchFile(deps: DownloadDeps, c: Context, page: AnswerPage, csrf: string): Promise<Response> {
  const { request } = page;
  const session = await sessionOf(deps, c, request);
  const file = fileOf(request);
  if (!file || !session || !sameText(csrf, session.csrf))
    return look(deps, c, page, 'A quarter of an hour has passed. Type a code once more, please.');
  const url = await deps.packages.link(file.object, file.name, LINK_SECONDS);
  await deps.register.append(request.requestId, `download-${session.hash.slice(0, 16)}`, () => ({
    type: 'package-downloaded',
    data: {},
    actor: { kind: 'requester' },
  }));
  return c.redirect(url, 303);
}

type State<F> = F extends DownloadFacts
  ? Omit<F, 'controller' | 'lang' | 'notice' | 'reference' | 'what'>
  : never;

function show(
  deps: DownloadDeps,
  c: Context,
  request: DataSubjectRequest,
  state: State<DownloadFacts>,
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
  return answerPage(c, Download(facts), { status, ...(formsTo ? { formsTo } : {}) });
}

function untilOf(request: DataSubjectRequest, token: TokenItem): string {
  return civilDateOf(token.expiresAt, request.received.zone).toString();
}

function codeError(tried: CodeAnswer): string {
  if (tried.answer === 'empty') return wrongCodeWords('empty');
  if (tried.answer === 'wrong' && tried.triesLeft > 0) return wrongCodeWords({ triesLeft: tried.triesLeft });
  return codeEnded;
}
