import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { allOf, type DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { dueDates } from '../../domain/due-dates';
import type { TokenItem } from '../../domain/ports';
import { referenceOf } from '../../domain/reference';
import { addressTurn } from '../../domain/undelivered';
import { wake } from '../../driving/wake';
import { issueLink } from '../../links/issue-link';
import { findLink, tryCode } from '../../links/open-link';
import { proofLinksSent, sendFreshProofLink } from '../../mailing/ask-for-proof';
import type { MailingDeps } from '../../mailing/mail-once';
import { Verify } from '../../pages/customer/verify';
import { linkOwnAddress } from '../../queue/link-proof';
import { readFields } from '../form-fields';
import { answerPage, frameOf } from '../web-answer';
import { linkProblem } from '../web-app';

export type ProofDeps = MailingDeps & Pick<DeskDeps, 'workflow'>;

/** Control of the mailbox: the mailed link shows a page, the typed code proves. Looking at it, however often, changes nothing. */
export function proofRoutes(deps: ProofDeps): Hono {
  const app = new Hono();
  app.get('/v/:token', async (c) => {
    const link = await findLink(deps, 'verify', c.req.param('token'));
    if (link.state === 'unknown') return answerPage(c, linkProblem(deps), { status: 404 });
    const request = await deps.register.load(link.token.requestId);
    if (isOfFormerAddress(request, link.token)) return answerPage(c, linkProblem(deps), { status: 404 });
    if (isProven(request)) return done(deps, c, request);
    return link.state === 'open' ? ask(deps, c, request) : spent(deps, c, link.token);
  });
  app.post('/v/:token', async (c) => {
    const { code = '' } = await readFields(c);
    const tried = await tryCode(deps, 'verify', c.req.param('token'), code);
    if (tried.answer === 'unknown') return answerPage(c, linkProblem(deps), { status: 404 });
    const request = await deps.register.load(tried.token.requestId);
    if (isOfFormerAddress(request, tried.token)) return answerPage(c, linkProblem(deps), { status: 404 });
    if (tried.answer === 'right') return done(deps, c, await prove(deps, request, tried.token));
    if (tried.answer === 'expired')
      return isProven(request) ? done(deps, c, request) : spent(deps, c, tried.token);
    return ask(deps, c, request, tried.answer === 'empty' ? 'empty' : { triesLeft: tried.triesLeft });
  });
  app.post('/v/:token/fresh', async (c) => {
    const link = await findLink(deps, 'verify', c.req.param('token'));
    if (link.state === 'unknown') return answerPage(c, linkProblem(deps), { status: 404 });
    const request = await deps.register.load(link.token.requestId);
    if (isOfFormerAddress(request, link.token)) return answerPage(c, linkProblem(deps), { status: 404 });
    await sendFresh(deps, link.token.requestId);
    const page = Verify({
      ...about(deps, link.token.requestId),
      state: 'sent',
      linkLife: deps.desk.waits.linkLife,
    });
    return answerPage(c, page);
  });
  return app;
}

function about(deps: ProofDeps, requestId: string) {
  return { ...frameOf(deps), reference: referenceOf(requestId) };
}

/** Staff have named another address since this link was mailed: its code says nothing of who reads there. */
function isOfFormerAddress(request: DataSubjectRequest, token: TokenItem): boolean {
  return token.subjectId !== addressTurn(request);
}

function isProven(request: DataSubjectRequest): boolean {
  return request.status !== 'awaiting-verification' && request.outcome !== 'unverified';
}

/** A proof that comes after the written "we could not verify you" opens the same request again; its clock has been running all the while. */
async function prove(
  deps: ProofDeps,
  request: DataSubjectRequest,
  token: TokenItem,
): Promise<DataSubjectRequest> {
  const { requestId } = request;
  const turn = `${token.issue}-${allOf(request.log, 'closed').length}`;
  await deps.register.append(requestId, `reopen-${turn}`, (now) =>
    now.outcome === 'unverified' && token.subjectId === addressTurn(now)
      ? { type: 'reopened', data: { because: 'proof-given-late' }, actor: { kind: 'requester' } }
      : undefined,
  );
  await linkOwnAddress(deps, request);
  const proven = await deps.register.append(requestId, `verify-${turn}`, (now) =>
    now.status === 'awaiting-verification' && token.subjectId === addressTurn(now)
      ? { type: 'identity-verified', data: { method: 'mailbox' }, actor: { kind: 'requester' } }
      : undefined,
  );
  await wake(deps, requestId);
  return proven;
}

/** Links an hour for one request: a person in need gets through, a mail bomb does not. */
const FRESH_AN_HOUR = 3;

async function sendFresh(deps: ProofDeps, requestId: string): Promise<void> {
  const now = deps.clock.now();
  const request = await deps.register.load(requestId);
  if (isProven(request)) return;
  const quota = `fresh:${requestId}:${now.slice(0, 13)}`;
  if (!(await deps.items.takeQuota(quota, FRESH_AN_HOUR, `${now.slice(0, 10)}T23:59:59Z`))) return;
  await sendFreshProofLink(deps, requestId, proofLinksSent(request) + 1);
}

function ask(
  deps: ProofDeps,
  c: Context,
  request: DataSubjectRequest,
  wrong?: { triesLeft: number } | 'empty',
): Response {
  const page = Verify({
    ...about(deps, request.requestId),
    state: 'ask',
    form: { action: c.req.path },
    right: request.right,
    ...(wrong ? { wrong } : {}),
  });
  return answerPage(c, page, { status: wrong ? 400 : 200 });
}

function spent(deps: ProofDeps, c: Context, token: TokenItem): Response {
  const because = token.expiresAt <= deps.clock.now() ? 'time' : 'tries';
  const form = { action: `${c.req.path.replace(/\/$/, '')}/fresh` };
  return answerPage(c, Verify({ ...about(deps, token.requestId), state: 'spent', form, because }), {
    status: 410,
  });
}

async function done(deps: ProofDeps, c: Context, request: DataSubjectRequest): Promise<Response> {
  const { requestId } = request;
  const follow = await issueLink(deps, { requestId, purpose: 'follow', issue: 1, life: 'P1Y' });
  const page = Verify({
    ...about(deps, requestId),
    state: 'done',
    statusUrl: follow.url,
    answerBy: dueDates(request, deps.book).latest,
  });
  return answerPage(c, page);
}
