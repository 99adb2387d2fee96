import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { wakeDriver } from '../../casework/driver/wake';
import { reserveCodeMail } from '../../casework/links/code-budget';
import { findLink, tryCode } from '../../casework/links/open-link';
import { handOverPaused } from '../../casework/mail/hand-over-paused';
import { mailFreshNotice } from '../../casework/mail/mail-notice';
import { noticedAct } from '../../domain/clearance';
import { type DataSubjectRequest, isErasurePaused } from '../../domain/data-subject-request';
import type { TokenItem } from '../../domain/desk-items';
import { noticeEndsAt } from '../../domain/erasure-notice';
import { noticeIssue } from '../../domain/questions';
import { asRedated } from '../../domain/redated-request';
import { referenceOf } from '../../domain/reference';
import { type Fields, readFields } from '../form-fields';
import { frameOf, pageReply } from '../page-reply';
import type { FieldErrors } from '../parts/form-parts';
import { writtenFields, writtenTexts } from '../parts/written-text';
import { brokenLinkPage } from '../web-app';
import { ErasureNotice } from './erasure-notice';
import { wrongCodeText } from './mailbox-code-page';
import type { RequesterDeps } from './proof.routes';

/**
 * Before an erasure, or before a correction that could be used to take over an account: anyone who reads one
 * of the data subject's mailboxes can stop it until staff have looked. It is paused, not cancelled.
 */
export function noticeRoutes(deps: RequesterDeps): Hono {
  const app = new Hono();
  app.get('/n/:token', async (c) => {
    const link = await findLink(deps, 'notice', c.req.param('token'));
    if (link.state === 'unknown') return pageReply(c, brokenLinkPage(deps), { status: 404 });
    const request = await deps.register.load(link.token.requestId);
    return link.state === 'open' ? show(deps, c, request) : spent(deps, c, request, link.token);
  });
  app.post('/n/:token', async (c) => {
    const fields = await readFields(c);
    const tried = await tryCode(deps, 'notice', c.req.param('token'), fields.code ?? '');
    if (tried.outcome === 'unknown') return pageReply(c, brokenLinkPage(deps), { status: 404 });
    const request = await deps.register.load(tried.token.requestId);
    if (tried.outcome === 'right') return show(deps, c, await pause(deps, request, fields.reason ?? ''));
    const isSpent = tried.outcome === 'expired' || tried.triesLeft <= 0;
    if (isSpent) return spent(deps, c, request, tried.token, writtenTexts(fields));
    const { triesLeft } = tried;
    const code = wrongCodeText(tried.outcome === 'empty' ? 'empty' : { triesLeft });
    return show(deps, c, request, { values: fields, errors: { code } });
  });
  app.post('/n/:token/fresh', async (c) => {
    const link = await findLink(deps, 'notice', c.req.param('token'));
    if (link.state === 'unknown') return pageReply(c, brokenLinkPage(deps), { status: 404 });
    if (link.state === 'open') return c.redirect(c.req.path.replace(/\/fresh$/, ''), 303);
    return fresh(deps, c, await deps.register.load(link.token.requestId), link.token);
  });
  return app;
}

/**
 * The link has ended but the erasure has not begun: a new one is sent to the same address, because nothing
 * else stops the erasure.
 */
function spent(
  deps: RequesterDeps,
  c: Context,
  request: DataSubjectRequest,
  token: TokenItem,
  written: readonly string[] = [],
): Response {
  const startsAt = stoppableUntil(deps, request);
  if (!startsAt) return show(deps, c, request);
  const because = token.expiresAt <= deps.clock.now() ? ('time' as const) : ('tries' as const);
  const form = { action: `${c.req.path.replace(/\/$/, '')}/fresh`, hidden: writtenFields(written) };
  const facts = { ...about(deps, request), state: 'spent' as const, because, form, startsAt, written };
  return pageReply(c, ErasureNotice(facts), { status: 410 });
}

async function fresh(
  deps: RequesterDeps,
  c: Context,
  request: DataSubjectRequest,
  { subjectId }: TokenItem,
): Promise<Response> {
  const startsAt = stoppableUntil(deps, request);
  if (!startsAt) return show(deps, c, request);
  const facts = { ...about(deps, request), startsAt, written: writtenTexts(await readFields(c)) };
  const { next } = await reserveCodeMail(deps, `fresh-notice:${request.requestId}:${subjectId ?? ''}`);
  if (!next && (await mailFreshNotice(deps, request, subjectId)))
    return pageReply(c, ErasureNotice({ ...facts, state: 'sent' }));
  const wait = { ...facts, state: 'wait' as const, ...(next ? { next } : {}) };
  return pageReply(c, ErasureNotice(wait), { status: next ? 429 : 410 });
}

function about(deps: RequesterDeps, { requestId, received, right }: DataSubjectRequest) {
  const operation = noticedAct({ right });
  return { ...frameOf(deps), reference: referenceOf(requestId), zone: received.zone, operation };
}

/** The instant at which the erasure begins, or `undefined` if there is nothing to stop. */
function stoppableUntil({ book, clock }: RequesterDeps, request: DataSubjectRequest): string | undefined {
  return noticeEndsAt(asRedated(request), book, clock.now());
}

async function pause(
  deps: RequesterDeps,
  request: DataSubjectRequest,
  reason: string,
): Promise<DataSubjectRequest> {
  const { requestId } = request;
  const sealed = await deps.vault.seal(requestId, reason.slice(0, 2_000));
  const turn = noticeIssue(request);
  const after = await deps.register.append(requestId, `pause-erasure-${turn}`, (now) =>
    noticeEndsAt(now, deps.book)
      ? { type: 'erasure-paused', data: {}, sealed, actor: { kind: 'requester' } }
      : undefined,
  );
  if (!isErasurePaused(after)) return after;
  const handed = await handOverPaused(deps, after);
  await wakeDriver(deps, requestId);
  return handed;
}

function show(
  deps: RequesterDeps,
  c: Context,
  request: DataSubjectRequest,
  again?: { values: Fields; errors: FieldErrors },
): Response {
  const startsAt = stoppableUntil(deps, request);
  if (startsAt) {
    const facts = { ...about(deps, request), state: 'ask' as const, form: { action: c.req.path }, startsAt };
    return pageReply(c, ErasureNotice({ ...facts, ...again }), { status: again ? 400 : 200 });
  }
  const state = isErasurePaused(request) ? 'paused' : 'too-late';
  return pageReply(c, ErasureNotice({ ...about(deps, request), state }));
}
