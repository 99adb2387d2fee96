import { randomBytes } from 'node:crypto';
import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { wakeDriver } from '../../casework/driver/wake';
import { CODE_LIMITS } from '../../casework/links/code-budget';
import { issueLink } from '../../casework/links/issue-link';
import { findLink } from '../../casework/links/open-link';
import {
  type CodeEntry,
  findCodeEntry,
  mailCode,
  tokenInUrl,
  tryMailedCode,
} from '../../casework/mail/mail-code';
import { LOGIN_LIFE, loginUrl } from '../../domain/account-login';
import { civilDateOf, plusDuration } from '../../domain/civil-time';
import { POINTS_NEEDED, pointKinds } from '../../domain/data-points';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { awaitsHighProof, detailsWaitUntil, highProofLaw } from '../../domain/details-proof';
import { dueDates } from '../../domain/due-dates';
import type { NewEvent } from '../../domain/events';
import { allows } from '../../domain/guards';
import { allOf } from '../../domain/log-entries';
import { proofTriesLeft, uncheckedOffer } from '../../domain/proof-of-details';
import { referenceOf } from '../../domain/reference';
import { proofCode } from '../../emails/person-mails';
import { codeEndedText, tooManyCodesText } from '../../words/code-text';
import { placeTitle } from '../../words/places';
import { type Fields, readFields } from '../form-fields';
import { frameOf, pageReply } from '../page-reply';
import { type FieldErrors, hasErrors } from '../parts/form-parts';
import { brokenLinkPage } from '../web-app';
import { wrongCodeText } from './mailbox-code-page';
import { MoreProof } from './more-proof';
import { declarationText } from './more-proof-facts';
import type { RequesterDeps } from './proof.routes';
import { proofState, waysToProve } from './proof-state';

/**
 * How long the typed facts are kept outside the log if nothing compares them, because the request ended
 * meanwhile. ISO 8601.
 */
const KEPT_FOR = 'P30D';

/**
 * Where the requester proves more than a mailbox. It takes a new code, so that nobody with an old mail can
 * use up the tries.
 */
export function moreProofRoutes(deps: RequesterDeps): Hono {
  const app = new Hono();
  app.get('/r/proof/:token', (c) =>
    withEntry(deps, c, (request, entry) => {
      if (entry === 'from-account') return showAfterLogin(deps, c, request);
      return show(deps, c, request, entry === 'page' ? 'ask' : 'form');
    }),
  );
  app.post('/r/proof/:token', (c) =>
    withEntry(deps, c, async (request, entry) => {
      const fields = await readFields(c);
      if (entry === 'from-account') return showAfterLogin(deps, c, request);
      const { points, account } = waysToProve(deps, request);
      const standing = proofState(deps, request);
      if (standing === 'offered' && fields.code !== undefined) return show(deps, c, request, 'second');
      if (standing !== 'open') return show(deps, c, request, 'ask');
      if (fields.way === 'account' && account) return toAccount(deps, c, request);
      if (!points) return show(deps, c, request, 'ask');
      return fields.code === undefined
        ? sendCode(deps, c, request)
        : take(deps, c, request, { entry, fields });
    }),
  );
  return app;
}

type Entry = CodeEntry | 'from-account';

/**
 * Whoever returns from the shop's log-in sees the status and can do nothing here, because the shop has seen
 * this address.
 */
async function withEntry(
  deps: RequesterDeps,
  c: Context,
  go: (request: DataSubjectRequest, entry: Entry) => Promise<Response>,
): Promise<Response> {
  const token = c.req.param('token') ?? '';
  const link = await findLink(deps, 'follow', token);
  if (link.state === 'open') return go(await deps.register.load(link.token.requestId), 'page');
  const account = await findLink(deps, 'account-login', token);
  if (account.state !== 'unknown')
    return go(await deps.register.load(account.token.requestId), 'from-account');
  const mailed = link.state === 'unknown' ? await findCodeEntry(deps, 'proof-code', token) : undefined;
  if (!mailed) return pageReply(c, brokenLinkPage(deps), { status: 404 });
  return go(await deps.register.load(mailed.requestId), mailed.entry);
}

/** Whether to point the requester to this page now. */
export function mayProveMore(deps: RequesterDeps, request: DataSubjectRequest): boolean {
  return proofState(deps, request) === 'open';
}

function offerEvent(offer: string, sealed = ''): Extract<NewEvent, { type: 'proof-offered' }> {
  return { type: 'proof-offered', data: { offer }, sealed, actor: { kind: 'requester' } };
}

async function sendCode(deps: RequesterDeps, c: Context, request: DataSubjectRequest): Promise<Response> {
  const { next } = await mailCode(deps, request, proofCode);
  const error = next ? { code: tooManyCodesText(next, CODE_LIMITS, deps.desk.zone) } : {};
  return show(deps, c, request, 'form', { errors: error });
}

/**
 * Going back in the browser leads to a form whose facts were compared already: it has used up its try, and
 * its number is not accepted again.
 */
function wasCompared({ log }: DataSubjectRequest, { offer }: Fields): boolean {
  return allOf(log, 'proof-checked').some(({ data }) => data.offer === offer);
}

const NOT_COMPARED =
  'What you have typed here was not compared: this form was sent before, and was compared then. It has used up no try. Look through it, type the code from our newest mail and send it once more.';

interface Typed {
  readonly entry: CodeEntry;
  readonly fields: Fields;
}

async function take(
  deps: RequesterDeps,
  c: Context,
  request: DataSubjectRequest,
  { entry, fields }: Typed,
): Promise<Response> {
  if (wasCompared(request, fields)) {
    const { offer: _offer, code: _code, ...values } = fields;
    return show(deps, c, request, 'form', { values, errors: { form: NOT_COMPARED } });
  }
  const errors = fieldErrors(deps, fields);
  if (hasErrors(errors)) return show(deps, c, request, 'form', { values: fields, errors });
  const { code = '' } = fields;
  const tried = await tryMailedCode(deps, request, 'proof-code', { entry, code });
  if (tried.outcome === 'empty')
    return show(deps, c, request, 'form', { values: fields, errors: { code: wrongCodeText('empty') } });
  if (tried.outcome === 'wrong' && tried.triesLeft > 0) {
    const wrong = wrongCodeText({ triesLeft: tried.triesLeft });
    return show(deps, c, request, 'form', { values: fields, errors: { code: wrong } });
  }
  if (tried.outcome !== 'right') return show(deps, c, request, 'ask', { errors: { form: codeEndedText } });
  return show(deps, c, await offer(deps, request, fields), 'ask');
}

/**
 * First the typed facts are saved, sealed and outside the log; then the try is used up; then they are
 * compared. A form that is sent twice is one try. The signed declaration goes into the log, sealed, and is
 * kept as long as the log.
 */
async function offer(
  deps: RequesterDeps,
  request: DataSubjectRequest,
  fields: Fields,
): Promise<DataSubjectRequest> {
  const { requestId } = request;
  const id = /^[\w-]{12}$/.test(fields.offer ?? '') ? (fields.offer ?? '') : newOffer();
  const forgetAt = plusDuration(deps.clock.now(), KEPT_FOR, deps.desk.zone);
  await deps.items.saveTyped(
    requestId,
    id,
    await deps.vault.seal(requestId, pointsIn(deps, fields)),
    forgetAt,
  );
  const sealed = await deps.vault.seal(requestId, signedDeclaration(deps, request, fields));
  const after = await deps.register.append(requestId, `proof-offered-${id}`, (now) => {
    const event = offerEvent(id, sealed);
    return awaitsHighProof(deps, now) && allows(now, event) ? event : undefined;
  });
  if (uncheckedOffer(after)?.data.offer !== id) await deps.items.dropTyped(requestId, id);
  await wakeDriver(deps, requestId);
  return after;
}

function newOffer(): string {
  return randomBytes(9).toString('base64url');
}

function signedDeclaration(
  deps: RequesterDeps,
  request: DataSubjectRequest,
  { name = '', signedAt = '' }: Fields,
) {
  const on = civilDateOf(deps.clock.now(), deps.desk.zone).toString();
  return { declaration: declarationText(placeOf(deps, request)), name: name.trim(), at: signedAt.trim(), on };
}

function pointsIn(deps: RequesterDeps, fields: Fields): Record<string, string> {
  return Object.fromEntries(
    pointKinds(deps.map).flatMap(({ id }) => {
      const value = fields[id]?.trim().slice(0, 200);
      return value ? [[id, value] as const] : [];
    }),
  );
}

function fieldErrors(deps: RequesterDeps, fields: Fields): FieldErrors {
  const [first] = pointKinds(deps.map);
  const few = Object.keys(pointsIn(deps, fields)).length < POINTS_NEEDED;
  return {
    ...(few && first ? { [first.id]: `Fill in at least ${POINTS_NEEDED} of these.` } : {}),
    ...(fields.declare === 'yes' ? {} : { declare: 'Tick this if it is true. Without it we cannot go on.' }),
    ...(fields.name?.trim() ? {} : { name: 'Type your full name: it is your signature.' }),
    ...(fields.signedAt?.trim() ? {} : { signedAt: 'Say where you sign: it is part of the signature.' }),
  };
}

function placeOf(deps: RequesterDeps, request: DataSubjectRequest): string {
  return placeTitle(highProofLaw(deps, request)?.jurisdiction[0] ?? '');
}

async function show(
  deps: RequesterDeps,
  c: Context,
  request: DataSubjectRequest,
  wanted: 'ask' | 'form' | 'second',
  { values = {}, errors = {} }: { readonly values?: Fields; readonly errors?: FieldErrors } = {},
): Promise<Response> {
  const about = await pageFacts(deps, c, request);
  const state = proofState(deps, request);
  if (state === 'offered' && wanted === 'second')
    return pageReply(c, MoreProof({ ...about, state: 'second' }));
  if (state !== 'open') return pageReply(c, MoreProof({ ...about, state }));
  const { points, account } = waysToProve(deps, request);
  const until = detailsWaitUntil(request, deps.desk, dueDates(request, deps.book));
  const asking = {
    ...about,
    needed: POINTS_NEEDED,
    triesLeft: proofTriesLeft(request),
    until: civilDateOf(until, request.received.zone).toString(),
  };
  const action = c.req.path;
  const page =
    wanted === 'form' && points
      ? MoreProof({
          ...asking,
          state: 'form',
          form: { action, hidden: { offer: values.offer ?? newOffer() } },
          points: pointKinds(deps.map),
          values,
          errors,
        })
      : MoreProof({
          ...asking,
          state: 'ask',
          ...(points ? { form: { action } } : {}),
          ...(account ? { account: { action, hidden: { way: 'account' } } } : {}),
          ...(errors.form ? { error: errors.form } : {}),
        });
  return pageReply(c, page, { status: hasErrors(errors) ? 400 : 200 });
}

async function pageFacts(deps: RequesterDeps, c: Context, request: DataSubjectRequest) {
  const token = c.req.param('token') ?? '';
  const isFollow = (await findLink(deps, 'follow', token)).state === 'open';
  return {
    ...frameOf(deps),
    reference: referenceOf(request.requestId),
    place: placeOf(deps, request),
    ...(isFollow ? { statusUrl: `/r/${token}` } : {}),
  };
}

/**
 * Leads to the shop's log-in with a value made for this purpose. It is a page with a link and not a redirect,
 * because browsers do not follow a redirect to another origin after a form (`form-action`,
 * https://www.w3.org/TR/CSP3/#directive-form-action).
 */
async function toAccount(deps: RequesterDeps, c: Context, request: DataSubjectRequest): Promise<Response> {
  const { requestId } = request;
  const about = await pageFacts(deps, c, request);
  const { accountLogin } = deps.desk;
  if (!accountLogin) return show(deps, c, request, 'ask');
  const issue = Math.floor(Date.parse(deps.clock.now()) / 1000);
  const { url } = await issueLink(deps, { requestId, purpose: 'account-login', issue, life: LOGIN_LIFE });
  const loginAt = loginUrl(accountLogin, about.reference, tokenInUrl(url));
  return pageReply(c, MoreProof({ ...about, state: 'to-account', loginAt }));
}

/** If the desk has not heard of the log-in, the link in our mail leads on. */
async function showAfterLogin(
  deps: RequesterDeps,
  c: Context,
  request: DataSubjectRequest,
): Promise<Response> {
  const about = await pageFacts(deps, c, request);
  const state = proofState(deps, request);
  return pageReply(c, MoreProof({ ...about, state: state === 'open' ? 'not-arrived' : state }));
}
