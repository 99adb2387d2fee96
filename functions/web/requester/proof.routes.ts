import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { ensureDriver } from '../../casework/driver/ensure-driver';
import { wakeDriver } from '../../casework/driver/wake';
import { reserveCodeMail } from '../../casework/links/code-budget';
import { linkUrl } from '../../casework/links/issue-link';
import { findLink, tryCode } from '../../casework/links/open-link';
import { proofLinksSent, sendAskedProofLink } from '../../casework/mail/ask-for-proof';
import { tokenInUrl } from '../../casework/mail/mail-code';
import { isLeftToPost, mailProvenLate } from '../../casework/mail/mail-proven-late';
import type { MailingDeps } from '../../casework/mail/mailing-deps';
import { linkOwnAddress } from '../../casework/queue/link-proof';
import { carriedOnFrom } from '../../domain/carried-on-from';
import {
  type DataSubjectRequest,
  hasHappened,
  isVerified,
  isWithdrawn,
} from '../../domain/data-subject-request';
import { defined } from '../../domain/defined';
import type { DeskDeps } from '../../domain/desk-deps';
import type { TokenItem } from '../../domain/desk-items';
import { dueDates } from '../../domain/due-dates';
import { allOf } from '../../domain/log-entries';
import { isHistoryLost } from '../../domain/lost-history';
import { referenceOf } from '../../domain/reference';
import { addressRevision } from '../../domain/undelivered';
import { instantText } from '../../words/date-text';
import { readFields } from '../form-fields';
import { frameOf, pageReply } from '../page-reply';
import { brokenLinkPage } from '../web-app';
import { proofState } from './proof-state';
import { Verify } from './verify';

export type RequesterDeps = MailingDeps & Pick<DeskDeps, 'workflow'>;

/**
 * Proof of the mailbox: the mailed link shows a page, and the typed code is the proof. Looking at the page
 * changes nothing.
 */
export function proofRoutes(deps: RequesterDeps): Hono {
  const app = new Hono();
  app.get('/v/:token', async (c) => {
    const link = await findLink(deps, 'verify', c.req.param('token'));
    if (link.state === 'unknown') return pageReply(c, brokenLinkPage(deps), { status: 404 });
    const request = await deps.register.load(link.token.requestId);
    if (isOfFormerAddress(request, link.token)) return pageReply(c, brokenLinkPage(deps), { status: 404 });
    if (isProven(request) && !(link.state === 'open' && isLeftToPost(request))) return done(deps, c, request);
    return link.state === 'open' ? ask(deps, c, request) : spent(deps, c, link.token);
  });
  app.post('/v/:token', async (c) => {
    const { code = '' } = await readFields(c);
    const tried = await tryCode(deps, 'verify', c.req.param('token'), code);
    if (tried.outcome === 'unknown') return pageReply(c, brokenLinkPage(deps), { status: 404 });
    const request = await deps.register.load(tried.token.requestId);
    if (isOfFormerAddress(request, tried.token)) return pageReply(c, brokenLinkPage(deps), { status: 404 });
    if (isWithdrawn(request)) return done(deps, c, request);
    if (tried.outcome === 'right') return done(deps, c, await prove(deps, request, tried.token), true);
    if (tried.outcome === 'expired')
      return isProven(request) ? done(deps, c, request) : spent(deps, c, tried.token);
    if (isProven(request) && !isLeftToPost(request)) return done(deps, c, request);
    if (tried.outcome === 'wrong' && tried.triesLeft <= 0) return spent(deps, c, tried.token, 'tries');
    return ask(deps, c, request, tried.outcome === 'empty' ? 'empty' : { triesLeft: tried.triesLeft });
  });
  app.post('/v/:token/fresh', async (c) => {
    const link = await findLink(deps, 'verify', c.req.param('token'));
    if (link.state === 'unknown') return pageReply(c, brokenLinkPage(deps), { status: 404 });
    const { requestId } = link.token;
    const request = await deps.register.load(requestId);
    if (isOfFormerAddress(request, link.token)) return pageReply(c, brokenLinkPage(deps), { status: 404 });
    if (isProven(request)) return done(deps, c, request);
    const next = await sendFresh(deps, requestId);
    const page = next
      ? Verify({ ...about(deps, requestId), state: 'wait', next: instantText(next, deps.desk.zone) })
      : Verify({ ...about(deps, requestId), state: 'sent', linkLife: deps.desk.waits.linkLife });
    return pageReply(c, page, { status: next ? 429 : 200 });
  });
  return app;
}

function about(deps: RequesterDeps, requestId: string) {
  return { ...frameOf(deps), reference: referenceOf(requestId) };
}

/**
 * Staff have entered another address since this link was mailed, so its code says nothing about who reads the
 * new one.
 */
function isOfFormerAddress(request: DataSubjectRequest, token: TokenItem): boolean {
  return token.subjectId !== addressRevision(request);
}

/**
 * Whether nothing has to be proven any more: it was proven, needs no proof, or the request has ended for
 * good.
 */
function isProven(request: DataSubjectRequest): boolean {
  if (isWithdrawn(request) || hasHappened(request, 'shredded')) return true;
  return request.status !== 'awaiting-verification' && request.outcome !== 'unverified';
}

/**
 * A proof that comes after the notice "we could not verify you" reopens the same request; its clock has been
 * running all along.
 */
async function prove(
  deps: RequesterDeps,
  request: DataSubjectRequest,
  token: TokenItem,
): Promise<DataSubjectRequest> {
  if (request.outcome === 'unverified') await reopen(deps, request, token);
  await linkOwnAddress(deps, request);
  const recorded = await recordProof(deps, request, token);
  // It ended while the proof was on its way.
  const isLate = recorded.outcome === 'unverified';
  const proven = isLate ? await recordProof(deps, await reopen(deps, recorded, token), token) : recorded;
  await mailProvenLate(deps, proven);
  await goOn(deps, proven);
  return proven;
}

/** Where no execution was started, none waits: its start is in the log before it runs. */
function goOn(deps: RequesterDeps, request: DataSubjectRequest): Promise<void> {
  const isFirst = !hasHappened(request, 'workflow-started') && !isHistoryLost(request.log);
  return isFirst ? ensureDriver(deps, request.requestId) : wakeDriver(deps, request.requestId);
}

function reopen(
  { register }: RequesterDeps,
  request: DataSubjectRequest,
  token: TokenItem,
): Promise<DataSubjectRequest> {
  return register.append(request.requestId, `reopen-${turnOf(request, token)}`, (now) =>
    now.outcome === 'unverified' && token.subjectId === addressRevision(now)
      ? { type: 'reopened', data: { because: 'proof-given-late' }, actor: { kind: 'requester' } }
      : undefined,
  );
}

function recordProof(
  { register }: RequesterDeps,
  request: DataSubjectRequest,
  token: TokenItem,
): Promise<DataSubjectRequest> {
  return register.append(request.requestId, `verify-${turnOf(request, token)}`, (now) =>
    now.status === 'awaiting-verification' && token.subjectId === addressRevision(now)
      ? { type: 'identity-verified', data: { method: 'mailbox' }, actor: { kind: 'requester' } }
      : undefined,
  );
}

/** A proof counts once for each time that the request was open. */
function turnOf(request: DataSubjectRequest, { issue }: TokenItem): string {
  return `${issue}-${allOf(request.log, 'closed').length}`;
}

/**
 * Mails a new link. Returns the instant from which the next one can be asked for if none can be sent now.
 */
async function sendFresh(deps: RequesterDeps, requestId: string): Promise<string | undefined> {
  const request = await deps.register.load(requestId);
  if (isProven(request)) return undefined;
  const { next, until } = await reserveCodeMail(deps, `fresh:${requestId}`);
  if (until) await sendAskedProofLink(deps, requestId, { issue: proofLinksSent(request) + 1, until });
  return next;
}

function ask(
  deps: RequesterDeps,
  c: Context,
  request: DataSubjectRequest,
  wrong?: { triesLeft: number } | 'empty',
): Response {
  const page = Verify({
    ...about(deps, request.requestId),
    state: 'ask',
    form: { action: c.req.path },
    right: request.right,
    ...carriedOnFrom(request),
    ...defined({ wrong }),
  });
  return pageReply(c, page, { status: wrong ? 400 : 200 });
}

function spent(
  deps: RequesterDeps,
  c: Context,
  token: TokenItem,
  because: 'time' | 'tries' = token.expiresAt <= deps.clock.now() ? 'time' : 'tries',
): Response {
  const form = { action: `${c.req.path.replace(/\/$/, '')}/fresh` };
  return pageReply(c, Verify({ ...about(deps, token.requestId), state: 'spent', form, because }), {
    status: 410,
  });
}

/**
 * Nothing has to be proven any more. Only somebody who has just typed the code gets the link to the status
 * page; the link of an old mail opens nothing.
 */
async function done(
  deps: RequesterDeps,
  c: Context,
  request: DataSubjectRequest,
  justTyped = false,
): Promise<Response> {
  const { requestId } = request;
  const shown = about(deps, requestId);
  if (request.status === 'closed' || isWithdrawn(request))
    return pageReply(c, Verify({ ...shown, state: 'over', withdrawn: hasHappened(request, 'withdrawn') }));
  const answerBy = dueDates(request, deps.book).latest;
  if (!justTyped) return pageReply(c, Verify({ ...shown, state: 'proven', answerBy }));
  const statusUrl = await linkUrl(deps, { requestId, purpose: 'follow', issue: 1 });
  const state = request.status === 'with-staff' && !isVerified(request) ? 'by-staff' : 'done';
  const more = proofState(deps, request) === 'open';
  const proveUrl = more ? { proveUrl: `/r/proof/${tokenInUrl(statusUrl)}` } : {};
  return pageReply(c, Verify({ ...shown, state, statusUrl, answerBy, ...proveUrl }));
}
