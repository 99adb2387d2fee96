import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { kindsOf } from '../../domain/data-map';
import { allOf, type DataSubjectRequest } from '../../domain/data-subject-request';
import { civilDateOf, dueDates } from '../../domain/due-dates';
import { folded } from '../../domain/identity-values';
import { addressSentences, mailAddressFault } from '../../domain/mail-address';
import type { TokenItem } from '../../domain/ports';
import { referenceOf } from '../../domain/reference';
import { wake } from '../../driving/wake';
import { staffAnswerArrived } from '../../emails/staff-mails';
import { requesterFacts } from '../../findings/requester-facts';
import { findLink, tryCode } from '../../links/open-link';
import { mailStaff } from '../../mailing/mail-once';
import { proveAddresses } from '../../mailing/prove-addresses';
import { deciders } from '../../mailing/staff-facts';
import { staffLink } from '../../mailing/staff-link';
import { AnswerQuestion } from '../../pages/customer/answer-question';
import { OtherIdentifiers } from '../../pages/customer/other-identifiers';
import type { FieldErrors } from '../../pages/form-parts';
import { type Fields, readFields } from '../form-fields';
import { answerPage, frameOf } from '../web-answer';
import { linkProblem } from '../web-app';
import type { ProofDeps } from './proof.routes';

/** Where the person answers what the desk asked: other identifiers, or a question of staff. */
export function answerRoutes(deps: ProofDeps): Hono {
  const app = new Hono();
  app.get('/q/:token', async (c) => {
    const link = await findLink(deps, 'answer', c.req.param('token'));
    return link.state === 'open'
      ? show(deps, c, link.token)
      : answerPage(c, linkProblem(deps), { status: 404 });
  });
  app.post('/q/:token', async (c) => {
    const link = await findLink(deps, 'answer', c.req.param('token'));
    if (link.state !== 'open') return answerPage(c, linkProblem(deps), { status: 404 });
    const fields = await readFields(c);
    return link.token.subjectId
      ? takeAnswer(deps, c, link.token, fields)
      : takeIdentifiers(deps, c, link.token, fields);
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
  if (token.subjectId) return showQuestion(deps, c, token.subjectId, { request, again, status });
  if (request.status !== 'awaiting-identifiers') return answerPage(c, linkProblem(deps), { status: 410 });
  const until = civilDateOf(token.expiresAt, request.received.zone).toString();
  const kinds = kindsOf(deps.map);
  const titles = Object.fromEntries((deps.map.identityKinds ?? []).map(({ kind, title }) => [kind, title]));
  return answerPage(c, OtherIdentifiers({ ...about, form, kinds, titles, until, ...again }), { status });
}

async function showQuestion(
  deps: ProofDeps,
  c: Context,
  questionId: string,
  on: { request: DataSubjectRequest; again: { values: Fields; errors: FieldErrors }; status: 200 | 400 },
): Promise<Response> {
  const asked = allOf(on.request.log, 'question-asked').find((e) => e.data.questionId === questionId);
  if (!asked?.sealed) return answerPage(c, linkProblem(deps), { status: 404 });
  const answered = allOf(on.request.log, 'question-answered').some((e) => e.data.questionId === questionId);
  const facts = {
    ...frameOf(deps),
    reference: referenceOf(on.request.requestId),
    question: String(await deps.vault.unseal(on.request.requestId, asked.sealed)),
    answerBy: dueDates(on.request, deps.book).latest,
  };
  const page = answered
    ? AnswerQuestion({ ...facts, state: 'done' })
    : AnswerQuestion({ ...facts, state: 'ask', form: { action: c.req.path }, ...on.again });
  return answerPage(c, page, { status: on.status });
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

/** Longest answer to a question of staff, in characters. */
const LONGEST_ANSWER = 4_000;

async function takeAnswer(deps: ProofDeps, c: Context, token: TokenItem, fields: Fields): Promise<Response> {
  const { requestId, subjectId: questionId = '' } = token;
  const answer = fields.answer?.trim() ?? '';
  if (answer === '' || answer.length > LONGEST_ANSWER) {
    return show(deps, c, token, {
      values: fields,
      errors: { answer: 'Write an answer of up to 4,000 letters.' },
    });
  }
  const sealed = await deps.vault.seal(requestId, answer);
  await deps.register.append(requestId, `answer-${questionId}`, () => ({
    type: 'question-answered',
    data: { questionId },
    sealed,
    actor: { kind: 'requester' },
  }));
  await tellStaff(deps, requestId, questionId);
  return show(deps, c, token);
}

async function tellStaff(deps: ProofDeps, requestId: string, questionId: string): Promise<void> {
  for (const staffId of deciders(deps)) {
    const letter = { key: `answer-${questionId}`, mail: staffAnswerArrived, staffId } as const;
    await mailStaff(deps, requestId, letter, async (request) => {
      const purpose = pageFor(request);
      const issue = 1000 + allOf(request.log, 'question-answered').length;
      const link = await staffLink(deps, request, { purpose, staffId, issue });
      return { ...link, dueOn: dueDates(request, deps.book).latest };
    });
  }
}

/** Where staff go on from an answer: whose case it is, who is asking, or what is decided. */
function pageFor(request: DataSubjectRequest): 'case' | 'identity' | 'decide' {
  if (request.status === 'with-staff') return 'case';
  return request.status === 'awaiting-verification' ? 'identity' : 'decide';
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
