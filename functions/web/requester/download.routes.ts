import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import {
  type DataSubjectRequest,
  type EventOf,
  hasHappened,
  lastOf,
} from '../../domain/data-subject-request';
import { civilDateOf } from '../../domain/due-dates';
import type { Packages, TokenItem } from '../../domain/ports';
import { referenceOf } from '../../domain/reference';
import { downloadCode } from '../../emails/person-mails';
import { checkSumOf } from '../../findings/check-sum-of';
import { mailCode } from '../../links/mail-code';
import { findLink, tryCode } from '../../links/open-link';
import type { MailingDeps } from '../../mailing/mail-once';
import { Download, type DownloadFacts } from '../../pages/customer/download';
import { readFields } from '../form-fields';
import { answerPage, frameOf } from '../web-answer';
import { linkProblem } from '../web-app';

export type DownloadDeps = MailingDeps & { readonly packages: Pick<Packages, 'link'> };

/** How long the plain link lives. The policy of the page forbids a form to lead elsewhere, so it is a link and not a redirect. */
const LINK_SECONDS = 60;

/** From "it is ready" to the file: the mailed link shows a page, a fresh code opens it, a link lives for a minute. */
export function downloadRoutes(deps: DownloadDeps): Hono {
  const app = new Hono();
  app.get('/d/:token', (c) => withToken(deps, c, (request, token) => start(deps, c, request, token)));
  app.post('/d/:token', (c) =>
    withToken(deps, c, async (request, token) => {
      const { ticket, code } = await readFields(c);
      if (ticket === undefined) return sendCode(deps, c, request, token);
      return open(deps, c, { request, token, ticket, code: code ?? '' });
    }),
  );
  return app;
}

async function withToken(
  deps: DownloadDeps,
  c: Context,
  go: (request: DataSubjectRequest, token: TokenItem) => Response | Promise<Response>,
): Promise<Response> {
  const link = await findLink(deps, 'download', c.req.param('token') ?? '');
  if (link.state !== 'open') return answerPage(c, linkProblem(deps), { status: 404 });
  const request = await deps.register.load(link.token.requestId);
  if (!fileOf(request) || hasHappened(request, 'package-expired')) {
    return answerPage(c, linkProblem(deps), { status: 410 });
  }
  return go(request, link.token);
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

function start(deps: DownloadDeps, c: Context, request: DataSubjectRequest, token: TokenItem): Response {
  return show(deps, c, request, {
    state: 'start',
    form: { action: c.req.path },
    until: untilOf(request, token),
  });
}

async function sendCode(
  deps: DownloadDeps,
  c: Context,
  request: DataSubjectRequest,
  token: TokenItem,
): Promise<Response> {
  const ticket = await mailCode(deps, request, downloadCode);
  const form = { action: c.req.path, hidden: { ticket: ticket ?? 'none' } };
  const error = ticket ? {} : { error: 'Too many codes were sent. Try again in an hour.' };
  return show(deps, c, request, { state: 'code', form, until: untilOf(request, token), ...error });
}

async function open(
  deps: DownloadDeps,
  c: Context,
  typed: { request: DataSubjectRequest; token: TokenItem; ticket: string; code: string },
): Promise<Response> {
  const { request, token, ticket, code } = typed;
  const tried = await tryCode(deps, 'download-code', ticket, code);
  const until = untilOf(request, token);
  if (tried.answer !== 'right' || tried.token.requestId !== request.requestId) {
    const form = { action: c.req.path, hidden: { ticket } };
    return show(deps, c, request, { state: 'code', form, until, error: codeError(tried.answer) });
  }
  const file = fileOf(request);
  if (!file) return answerPage(c, linkProblem(deps), { status: 410 });
  const { bytes } = file;
  const sha256 = await checkSumOf(deps, file.made);
  const url = await deps.packages.link(file.object, file.name, LINK_SECONDS);
  await deps.register.append(request.requestId, `download-${tried.token.issue}`, () => ({
    type: 'package-downloaded',
    data: {},
    actor: { kind: 'requester' },
  }));
  const again = { action: c.req.path };
  return show(deps, c, request, { state: 'ready', url, seconds: LINK_SECONDS, bytes, sha256, again, until });
}

type State<F> = F extends DownloadFacts
  ? Omit<F, 'controller' | 'lang' | 'notice' | 'reference' | 'what'>
  : never;

function show(
  deps: DownloadDeps,
  c: Context,
  request: DataSubjectRequest,
  state: State<DownloadFacts>,
): Response {
  const what = hasHappened(request, 'package-made') ? 'copy' : 'report';
  const facts = {
    ...frameOf(deps),
    reference: referenceOf(request.requestId),
    what,
    ...state,
  } as DownloadFacts;
  return answerPage(c, Download(facts), { status: 'error' in state && state.error ? 400 : 200 });
}

function untilOf(request: DataSubjectRequest, token: TokenItem): string {
  return civilDateOf(token.expiresAt, request.received.zone).toString();
}

function codeError(answer: string): string {
  if (answer === 'empty') return 'Type the six digits that stand in the mail.';
  return answer === 'wrong' ? 'That code is not right.' : 'This code no longer works. Ask for a new one.';
}
