import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { wakeDriver } from '../../casework/driver/wake';
import { requesterFacts } from '../../casework/evidence/requester-facts';
import { reserveCodeMail } from '../../casework/links/code-budget';
import { findLink, tryCode } from '../../casework/links/open-link';
import {
  identifiersKey,
  identifiersUntil,
  mailIdentifiersQuestion,
} from '../../casework/mail/ask-identifiers';
import { proveAddresses } from '../../casework/mail/prove-addresses';
import { kindsOf } from '../../domain/data-map';
import { type DataSubjectRequest, wasMailed } from '../../domain/data-subject-request';
import type { TokenItem } from '../../domain/desk-items';
import { dueDates } from '../../domain/due-dates';
import { folded } from '../../domain/identity-values';
import { lastOf } from '../../domain/log-entries';
import { addressSentences, mailAddressFault } from '../../domain/mail-address';
import { referenceOf } from '../../domain/reference';
import { instantText } from '../../words/date-text';
import { type Fields, readFields } from '../form-fields';
import { frameOf, pageReply } from '../page-reply';
import { type FieldErrors, hasErrors } from '../parts/form-parts';
import type { StateOf } from '../parts/layout';
import { writtenFields, writtenTexts } from '../parts/written-text';
import { brokenLinkPage } from '../web-app';
import { AnswerQuestion, type AnswerQuestionFacts } from './answer-question';
import { wrongCodeText } from './mailbox-code-page';
import { OtherIdentifiers } from './other-identifiers';
import type { RequesterDeps } from './proof.routes';
import { QuestionPage } from './question-page';

/**
 * Where the requester answers what the desk asked: which other identifiers they used, or a question of staff.
 */
export function answerRoutes(deps: RequesterDeps): Hono {
  const app = new Hono();
  const broken = (c: Context) => pageReply(c, brokenLinkPage(deps), { status: 404 });
  app.get('/q/:token', async (c) => {
    const link = await findLink(deps, 'answer', c.req.param('token'));
    if (link.state === 'unknown') return broken(c);
    const { subjectId } = link.token;
    if (subjectId) return (await QuestionPage.of(deps, c, link, subjectId)).look();
    return link.state === 'open' ? show(deps, c, link.token) : linkEnded(deps, c, link.token);
  });
  app.post('/q/:token', async (c) => {
    const link = await findLink(deps, 'answer', c.req.param('token'));
    if (link.state === 'unknown') return broken(c);
    const { subjectId } = link.token;
    const fields = await readFields(c);
    if (subjectId) return (await QuestionPage.of(deps, c, link, subjectId)).take(fields);
    return link.state === 'open'
      ? takeIdentifiers(deps, c, link.token, fields)
      : linkEnded(deps, c, link.token, fields);
  });
  app.post('/q/:token/fresh', async (c) => {
    const link = await findLink(deps, 'answer', c.req.param('token'));
    if (link.state === 'unknown') return broken(c);
    const { subjectId } = link.token;
    if (subjectId) return (await QuestionPage.of(deps, c, link, subjectId)).fresh(await readFields(c));
    return link.state === 'open' ? c.redirect(`/q/${c.req.param('token')}`, 303) : fresh(deps, c, link.token);
  });
  return app;
}

async function show(
  deps: RequesterDeps,
  c: Context,
  token: TokenItem,
  again: { values: Fields; errors: FieldErrors } = { values: {}, errors: {} },
): Promise<Response> {
  const request = await deps.register.load(token.requestId);
  const status = hasErrors(again.errors) ? 400 : 200;
  const about = { ...frameOf(deps), reference: referenceOf(token.requestId) };
  const form = { action: c.req.path };
  if (request.status !== 'awaiting-identifiers') return pageReply(c, brokenLinkPage(deps), { status: 410 });
  const until = identifiersUntil(deps, request, lastOf(request.log, 'identifiers-asked')?.at ?? '');
  const kinds = kindsOf(deps.map);
  const titles = Object.fromEntries((deps.map.identityKinds ?? []).map(({ kind, title }) => [kind, title]));
  return pageReply(c, OtherIdentifiers({ ...about, form, kinds, titles, until, ...again }), { status });
}

async function takeIdentifiers(
  deps: RequesterDeps,
  c: Context,
  token: TokenItem,
  fields: Fields,
): Promise<Response> {
  const errors = fields.answer === 'none' ? {} : identifierErrors(deps, fields);
  if (hasErrors(errors)) return show(deps, c, token, { values: fields, errors });
  const tried = await tryCode(deps, 'answer', c.req.param('token') ?? '', fields.code ?? '');
  if (tried.outcome === 'unknown' || tried.outcome === 'expired') return linkEnded(deps, c, token, fields);
  if (tried.outcome === 'wrong' && tried.triesLeft <= 0) return linkEnded(deps, c, token, fields);
  if (tried.outcome !== 'right') {
    const wrong = tried.outcome === 'empty' ? 'empty' : { triesLeft: tried.triesLeft };
    return show(deps, c, token, { values: fields, errors: { code: wrongCodeText(wrong) } });
  }
  const { requestId } = token;
  const typed = fields.answer === 'none' ? {} : identifiersIn(deps, fields);
  const given = await withoutProven(deps, requestId, typed);
  const sealed = await deps.vault.seal(requestId, given);
  const after = await deps.register.append(requestId, 'identifiers-given', (now) =>
    now.status === 'awaiting-identifiers'
      ? {
          type: 'identifiers-given',
          data: { count: Object.keys(given).length, addresses: given.email?.length ?? 0 },
          sealed,
          actor: { kind: 'requester' },
        }
      : undefined,
  );
  await wakeDriver(deps, requestId);
  // The addresses are saved already, and the watch sends the mails that failed here.
  await proveAddresses(deps, requestId).catch(() => undefined);
  return thanks(deps, c, after);
}

/** Leaves out the requester's own address, which is proven already. */
async function withoutProven(
  deps: RequesterDeps,
  requestId: string,
  { email = [], ...others }: Record<string, string[]>,
): Promise<Record<string, string[]>> {
  const proven = await requesterFacts(deps, await deps.register.load(requestId));
  const own = folded('email', proven.email ?? '');
  const further = email.filter((address) => folded('email', address) !== own);
  return { ...(further.length > 0 ? { email: further } : {}), ...others };
}

function identifierErrors(deps: RequesterDeps, fields: Fields): FieldErrors {
  const email = fields.email?.trim();
  const fault = email ? mailAddressFault(email) : undefined;
  if (fault) return { email: addressSentences[fault] };
  return Object.keys(identifiersIn(deps, fields)).length > 0
    ? {}
    : { email: 'Fill in at least one, or choose “I used no other”.' };
}

function identifiersIn(deps: RequesterDeps, fields: Fields): Record<string, string[]> {
  return Object.fromEntries(
    kindsOf(deps.map).flatMap((kind) => {
      const value = fields[kind]?.trim();
      return value ? [[kind, [value]] as const] : [];
    }),
  );
}

function thanks(deps: RequesterDeps, c: Context, request: DataSubjectRequest): Response {
  const facts = {
    ...frameOf(deps),
    reference: referenceOf(request.requestId),
    question: 'Did you use another address with us?',
    answerBy: dueDates(request, deps.book).latest,
  };
  return pageReply(c, AnswerQuestion({ ...facts, state: 'done' }));
}

/** The link has ended but the desk still waits for the answer: a new link is sent to the same address. */
async function linkEnded(
  deps: RequesterDeps,
  c: Context,
  token: TokenItem,
  fields: Fields = {},
): Promise<Response> {
  const request = await deps.register.load(token.requestId);
  if (request.status !== 'awaiting-identifiers') return pageReply(c, brokenLinkPage(deps), { status: 404 });
  const because = token.expiresAt <= deps.clock.now() ? 'time' : 'tries';
  const written = [...Object.values(identifiersIn(deps, fields)).flat(), ...writtenTexts(fields)];
  const target = { action: `/q/${c.req.param('token')}/fresh`, hidden: writtenFields(written) };
  return say(deps, c, request, { state: 'spent', because, fresh: target, written }, 410);
}

async function fresh(deps: RequesterDeps, c: Context, { requestId }: TokenItem): Promise<Response> {
  const request = await deps.register.load(requestId);
  if (request.status !== 'awaiting-identifiers') return pageReply(c, brokenLinkPage(deps), { status: 404 });
  const written = writtenTexts(await readFields(c));
  const { next } = await reserveCodeMail(deps, `identifiers:${requestId}`);
  if (next)
    return say(deps, c, request, { state: 'wait', next: instantText(next, deps.desk.zone), written }, 429);
  let again = 1;
  while (wasMailed(request, identifiersKey(again))) again += 1;
  await mailIdentifiersQuestion(deps, request, again);
  return say(deps, c, request, { state: 'sent', linkLife: deps.desk.waits.linkLife, written }, 200);
}

type Said = Extract<AnswerQuestionFacts, { state: 'spent' | 'sent' | 'wait' }>;
function say(
  deps: RequesterDeps,
  c: Context,
  { requestId }: DataSubjectRequest,
  state: StateOf<Said, 'reference'>,
  status: 200 | 410 | 429,
): Response {
  const facts = { ...frameOf(deps), reference: referenceOf(requestId), ...state };
  return pageReply(c, AnswerQuestion(facts), { status });
}
