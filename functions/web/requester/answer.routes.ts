import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { kindsOf } from '../../domain/data-map';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { civilDateOf, dueDates } from '../../domain/due-dates';
import { folded } from '../../domain/identity-values';
import { addressSentences, mailAddressFault } from '../../domain/mail-address';
import type { TokenItem } from '../../domain/ports';
import { referenceOf } from '../../domain/reference';
import { wake } from '../../driving/wake';
import { requesterFacts } from '../../findings/requester-facts';
import { findLink, tryCode } from '../../links/open-link';
import { proveAddresses } from '../../mailing/prove-addresses';
import { AnswerQuestion } from '../../pages/customer/answer-question';
import { OtherIdentifiers } from '../../pages/customer/other-identifiers';
import type { FieldErrors } from '../../pages/form-parts';
import { type Fields, readFields } from '../form-fields';
import { answerPage, frameOf } from '../web-answer';
import { linkProblem } from '../web-app';
import type { ProofDeps } from './proof.routes';
import { QuestionPage } from './question-page';

/** Where the person answers what the desk asked: other identifiers, or a question of staff. */
export function answerRoutes(deps: ProofDeps): Hono {
  const app = new Hono();
  const broken = (c: Context) => answerPage(c, linkProblem(deps), { status: 404 });
  app.get('/q/:token', async (c) => {
    const link = await findLink(deps, 'answer', c.req.param('token'));
    if (link.state === 'unknown') return broken(c);
    const { subjectId } = link.token;
    if (subjectId) return (await QuestionPage.of(deps, c, link, subjectId)).look();
    return link.state === 'open' ? show(deps, c, link.token) : broken(c);
  });
  app.post('/q/:token', async (c) => {
    const link = await findLink(deps, 'answer', c.req.param('token'));
    if (link.state === 'unknown') return broken(c);
    const { subjectId } = link.token;
    const fields = await readFields(c);
    if (subjectId) return (await QuestionPage.of(deps, c, link, subjectId)).take(fields);
    return link.state === 'open' ? takeIdentifiers(deps, c, link.token, fields) : broken(c);
  });
  app.post('/q/:token/fresh', async (c) => {
    const link = await findLink(deps, 'answer', c.req.param('token'));
    if (link.state === 'unknown' || !link.token.subjectId) return broken(c);
    return (await QuestionPage.of(deps, c, link, link.token.subjectId)).fresh(await readFields(c));
  });
  return app;
}

async function show(
  deps: ProofDeps,
  c: Context,
  token: TokenItem,
  again: { values: Fields; errors: FieldErrors } = { values: {}, errors: {} },
): Promise<Response> {
  const request = await deps.register.load(token.requestId);
  const status = Object.keys(again.errors).length > 0 ? 400 : 200;
  const about = { ...frameOf(deps), reference: referenceOf(token.requestId) };
  const form = { action: c.req.path };
  if (request.status !== 'awaiting-identifiers') return answerPage(c, linkProblem(deps), { status: 410 });
  const until = civilDateOf(token.expiresAt, request.received.zone).toString();
  const kinds = kindsOf(deps.map);
  const titles = Object.fromEntries((deps.map.identityKinds ?? []).map(({ kind, title }) => [kind, title]));
  return answerPage(c, OtherIdentifiers({ ...about, form, kinds, titles, until, ...again }), { status });
}

async function takeIdentifiers(
  deps: ProofDeps,
  c: Context,
  token: TokenItem,
  fields: Fields,
): Promise<Response> {
  const errors = fields.answer === 'none' ? {} : identifierErrors(deps, fields);
  if (Object.keys(errors).length > 0) return show(deps, c, token, { values: fields, errors });
  const tried = await tryCode(deps, 'answer', c.req.param('token') ?? '', fields.code ?? '');
  if (tried.answer !== 'right')
    return show(deps, c, token, { values: fields, errors: { code: codeError(tried.answer) } });
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
  await wake(deps, requestId);
  // What was named is kept, and the watch mails what did not leave.
  await proveAddresses(deps, requestId).catch(() => undefined);
  return thanks(deps, c, after);
}

/** The address that is proven already is named by nobody anew. */
async function withoutProven(
  deps: ProofDeps,
  requestId: string,
  { email = [], ...others }: Record<string, string[]>,
): Promise<Record<string, string[]>> {
  const proven = await requesterFacts(deps, await deps.register.load(requestId));
  const own = folded('email', proven.email ?? '');
  const further = email.filter((address) => folded('email', address) !== own);
  return { ...(further.length > 0 ? { email: further } : {}), ...others };
}

function identifierErrors(deps: ProofDeps, fields: Fields): FieldErrors {
  const email = fields.email?.trim();
  const fault = email ? mailAddressFault(email) : undefined;
  if (fault) return { email: addressSentences[fault] };
  return Object.keys(identifiersIn(deps, fields)).length > 0
    ? {}
    : { email: 'Fill in at least one, or choose “I used no other”.' };
}

function identifiersIn(deps: ProofDeps, fields: Fields): Record<string, string[]> {
  return Object.fromEntries(
    kindsOf(deps.map).flatMap((kind) => {
      const value = fields[kind]?.trim();
      return value ? [[kind, [value]] as const] : [];
    }),
  );
}

function thanks(deps: ProofDeps, c: Context, request: DataSubjectRequest): Response {
  const facts = {
    ...frameOf(deps),
    reference: referenceOf(request.requestId),
    question: 'Did you use another address with us?',
    answerBy: dueDates(request, deps.book).latest,
  };
  return answerPage(c, AnswerQuestion({ ...facts, state: 'done' }));
}

function codeError(answer: string): string {
  if (answer === 'empty') return 'Type the six digits that stand in the mail.';
  return answer === 'wrong' ? 'That code is not right.' : 'This link no longer works.';
}
