import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import type { Recipient } from '../../domain/data-map';
import { type DataSubjectRequest, isWithdrawn } from '../../domain/data-subject-request';
import { dueDates } from '../../domain/due-dates';
import { ShreddedError } from '../../domain/errors';
import { isForAnother } from '../../domain/hand-over-reason';
import type { SessionItem, TokenItem } from '../../domain/ports';
import { recipientState } from '../../domain/recipients';
import { referenceOf } from '../../domain/reference';
import { isLifted } from '../../domain/restriction';
import type { Right } from '../../domain/rights';
import { correctionsFor } from '../../findings/corrections-for';
import { identitiesOf } from '../../findings/requester-facts';
import { type ToldRecipient, toldRecipient } from '../../findings/told-recipients';
import { wordOnRecipients } from '../../findings/word-on-recipients';
import { linkPaths } from '../../links/issue-link';
import { findLink, findSession, openSession, tryCode } from '../../links/open-link';
import { sameText } from '../../links/same-text';
import { mailRecipientAgain } from '../../mailing/mail-recipient';
import { tellDecline } from '../../mailing/tell-decline';
import type { FieldErrors } from '../../pages/form-parts';
import { RecipientTask, type RecipientTaskFacts } from '../../pages/recipient/recipient-task';
import type { SearchedFor } from '../../pages/staff/searched-for';
import { instantWords } from '../../pages/words/date-words';
import { carried, writtenIn } from '../../pages/written-text';
import { type Fields, readFields } from '../form-fields';
import { answerPage, frameOf } from '../web-answer';
import { linkProblem } from '../web-app';
import { hiddenKept, keptFields, typedFields } from './kept-fields';
import { searchedFor } from './searched-for';
import { sessionCookie, setSessionCookie } from './session-cookie';
import type { StaffDeps } from './staff-deps';
import { staffText } from './staff-text';
import { codeProblem } from './typed-code';

const PATH = `/${linkPaths.confirm}/:token`;

interface RecipientPage {
  readonly recipient: ToldRecipient;
  readonly request: DataSubjectRequest;
  readonly session: SessionItem;
  readonly action: string;
}

/** For those who received the data: what to do, for whom, behind a code; and where to confirm it. */
export function recipientRoutes(deps: StaffDeps): Hono {
  const app = new Hono();
  app.get(PATH, (c) => withLink(deps, c, (item) => gate(deps, c, item)));
  app.post(PATH, (c) => withLink(deps, c, (item) => knock(deps, c, item)));
  app.post(`${PATH}/fresh`, (c) =>
    withLink(deps, c, () => c.redirect(c.req.path.replace(/\/fresh$/, ''), 303), sendFresh),
  );
  app.get(`${PATH}/page`, (c) => withPage(deps, c, (page) => show(deps, c, page)));
  app.post(`${PATH}/page`, (c) => withPage(deps, c, (page) => answer(deps, c, page)));
  return app;
}

/** Who was told keeps its page when the map names it no more. */
async function recipientOf(
  deps: StaffDeps,
  { requestId, subjectId = '' }: TokenItem,
): Promise<ToldRecipient | undefined> {
  try {
    return await toldRecipient(deps, await deps.register.load(requestId), subjectId);
  } catch (error) {
    if (error instanceof ShreddedError) return undefined;
    throw error;
  }
}

async function refuse(deps: StaffDeps, c: Context): Promise<Response> {
  return answerPage(c, linkProblem(deps, await writtenTo(c)), { status: 404 });
}

async function withLink(
  deps: StaffDeps,
  c: Context,
  go: (item: TokenItem) => Response | Promise<Response>,
  over: typeof spent = spent,
): Promise<Response> {
  const link = await findLink(deps, 'confirm', c.req.param('token') ?? '');
  const recipient = link.state === 'unknown' ? undefined : await recipientOf(deps, link.token);
  if (link.state === 'unknown' || !recipient) return refuse(deps, c);
  return link.state === 'open' ? go(link.token) : over(deps, c, link.token, recipient);
}

/** The link is dead and the instruction stands: a fresh one goes to the recipient's address. */
async function spent(
  deps: StaffDeps,
  c: Context,
  { requestId }: TokenItem,
  { id }: Recipient,
): Promise<Response> {
  const request = await deps.register.load(requestId);
  if (isOver(request, id)) return refuse(deps, c);
  const written = await writtenTo(c);
  const form = { action: `/${linkPaths.confirm}/${c.req.param('token')}/fresh`, hidden: carried(written) };
  return view(deps, c, requestId, { state: 'spent', form, written }, 410);
}

async function sendFresh(
  deps: StaffDeps,
  c: Context,
  { requestId }: TokenItem,
  recipient: Recipient,
): Promise<Response> {
  const request = await deps.register.load(requestId);
  if (isOver(request, recipient.id) || !recipient.contact) return refuse(deps, c);
  const written = await writtenTo(c);
  try {
    const next = await mailRecipientAgain(deps, request, recipient);
    if (!next) return view(deps, c, requestId, { state: 'sent', written });
    const from = instantWords(next, deps.desk.zone);
    return view(deps, c, requestId, { state: 'wait', next: from, written }, 429);
  } catch (error) {
    if (error instanceof ShreddedError) return refuse(deps, c);
    throw error;
  }
}

/** Nothing is asked of this recipient any more, and nothing is left to read. */
function isOver(request: DataSubjectRequest, id: string): boolean {
  return isWithdrawn(request) || (!isLifted(request) && recipientState(request, id) === 'confirmed');
}

async function writtenTo(c: Context): Promise<string[]> {
  return c.req.method === 'POST' ? writtenIn(await readFields(c)) : [];
}

async function withPage(
  deps: StaffDeps,
  c: Context,
  go: (page: RecipientPage) => Promise<Response>,
): Promise<Response> {
  return withLink(deps, c, async (item) => {
    const token = c.req.param('token') ?? '';
    const session = await findSession(deps, 'confirm', sessionCookie(c, deps, { token }), token);
    const recipient = await recipientOf(deps, item);
    const gatePath = `/${linkPaths.confirm}/${token}`;
    if (!recipient) return refuse(deps, c);
    if (!session) return signedOut(deps, c, item);
    const request = await deps.register.load(item.requestId);
    try {
      return await go({ recipient, request, session, action: `${gatePath}/page` });
    } catch (error) {
      if (error instanceof ShreddedError) return refuse(deps, c);
      throw error;
    }
  });
}

/** What was written waits at the gate until the code is typed once more. */
async function signedOut(deps: StaffDeps, c: Context, item: TokenItem): Promise<Response> {
  if (c.req.method !== 'POST') return c.redirect(`/${linkPaths.confirm}/${c.req.param('token')}`, 303);
  const late =
    'This page was open for a quarter of an hour. Nothing is lost: type the code from our mail once more.';
  return gate(deps, c, item, late, typedFields(await readFields(c)));
}

function gate(deps: StaffDeps, c: Context, item: TokenItem, error?: string, kept: Fields = {}): Response {
  const form = { action: `/${linkPaths.confirm}/${c.req.param('token')}`, hidden: hiddenKept(kept) };
  const state = { state: 'gate' as const, form, ...(error ? { error } : {}) };
  return view(deps, c, item.requestId, state);
}

async function knock(deps: StaffDeps, c: Context, item: TokenItem): Promise<Response> {
  const fields = await readFields(c);
  const { code = '' } = fields;
  const kept = keptFields(fields);
  const token = c.req.param('token') ?? '';
  const tried = await tryCode(deps, 'confirm', token, code);
  const isLast = tried.answer === 'expired' || (tried.answer === 'wrong' && tried.triesLeft <= 0);
  if (isLast) return withLink(deps, c, (open) => gate(deps, c, open, codeProblem(tried), kept));
  if (tried.answer !== 'right') return gate(deps, c, item, codeProblem(tried), kept);
  const value = await openSession(deps, item);
  setSessionCookie(c, deps, { of: { token }, value });
  const action = `/${linkPaths.confirm}/${token}/page`;
  const session = await findSession(deps, 'confirm', value, token);
  const recipient = await recipientOf(deps, item);
  if (Object.keys(kept).length === 0 || !session || !recipient) return c.redirect(action, 303);
  const request = await deps.register.load(item.requestId);
  return show(deps, c, { recipient, request, session, action }, { values: kept, errors: {} });
}

async function show(
  deps: StaffDeps,
  c: Context,
  page: RecipientPage,
  again: { values: Fields; errors: FieldErrors } = { values: {}, errors: {} },
): Promise<Response> {
  const { recipient, request, session, action } = page;
  if (isLifted(request))
    return view(deps, c, request.requestId, {
      state: 'lifted',
      identifiers: await identifiersOf(deps, request),
    });
  if (recipientState(request, recipient.id) === 'confirmed')
    return view(deps, c, request.requestId, { state: 'done' });
  const instructed = recipient.role === 'processor';
  return view(deps, c, request.requestId, {
    state: 'ask',
    recipient: recipient.role,
    what: whatToDo[request.right] ?? 'as-written',
    ...(await instructionFor(deps, request)),
    corrections: await correctionsFor(deps, request, recipient),
    identifiers: await identifiersOf(deps, request),
    dueOn: dueDates(request, deps.book).latest,
    ...(instructed ? { form: { action, hidden: { csrf: session.csrf } } } : {}),
    ...again,
  });
}

const whatToDo: Readonly<Partial<Record<Right, Extract<RecipientTaskFacts, { state: 'ask' }>['what']>>> = {
  erasure: 'erase',
  rectification: 'correct',
  restriction: 'restrict',
  'opt-out-of-sale': 'stop-sale',
  'marketing-objection': 'stop-marketing',
  'consent-withdrawal': 'stop-consented',
  'limit-sensitive': 'limit',
  'opt-out-of-profiling': 'stop-profiling',
  'admt-opt-out': 'stop-profiling',
};

/** What staff wrote for the recipients of this request. */
async function instructionFor(
  deps: StaffDeps,
  request: DataSubjectRequest,
): Promise<{ readonly instruction?: string }> {
  const { instruction } = await wordOnRecipients(deps, request);
  return instruction ? { instruction } : {};
}

/**
 * Only what the person named: a recipient learns nothing that it does not need to find them. Whoever acts for
 * somebody else is nobody to look for: whom it is about, staff write.
 */
async function identifiersOf(deps: StaffDeps, request: DataSubjectRequest): Promise<SearchedFor[]> {
  if (isForAnother(request.received)) return [];
  const known = await identitiesOf(deps, request);
  return searchedFor(deps.map, known);
}

/** Longest remark, in characters. */
const LONGEST_REMARK = 1_000;

async function answer(deps: StaffDeps, c: Context, page: RecipientPage): Promise<Response> {
  const { recipient, request, session } = page;
  const fields = await readFields(c);
  if (!sameText(fields.csrf ?? '', session.csrf))
    return show(deps, c, page, { values: fields, errors: { form: 'Please send it again.' } });
  if (recipient.role !== 'processor' || isLifted(request)) return show(deps, c, page);
  if (recipientState(request, recipient.id) === 'confirmed') return show(deps, c, page);
  const remark = fields.remark?.trim() ? staffText(fields, 'remark', LONGEST_REMARK) : { text: '' };
  const errors = answerErrors(fields, remark);
  if (Object.keys(errors).length > 0) return show(deps, c, page, { values: fields, errors });
  const said = { answer: fields.answer, ...('text' in remark && remark.text ? { remark: remark.text } : {}) };
  const sealed = await deps.vault.seal(request.requestId, said);
  return fields.answer === 'cannot' ? decline(deps, c, page, sealed) : confirm(deps, c, page, sealed);
}

function answerErrors(fields: Fields, remark: ReturnType<typeof staffText>): FieldErrors {
  const known = ['done', 'nothing-held', 'cannot'].includes(fields.answer ?? '');
  const why = fields.answer === 'cannot' && 'text' in remark && remark.text === '';
  return {
    ...(known ? {} : { answer: 'Please choose one.' }),
    ...('problem' in remark ? { remark: remark.problem } : {}),
    ...(why ? { remark: 'Please say why you cannot, or what remains.' } : {}),
  };
}

async function confirm(deps: StaffDeps, c: Context, page: RecipientPage, sealed: string): Promise<Response> {
  const { recipient, request } = page;
  await deps.register.append(request.requestId, `confirmed-${recipient.id}`, () => ({
    type: 'recipient-confirmed',
    data: { recipientId: recipient.id },
    sealed,
    actor: { kind: 'recipient', id: recipient.id },
  }));
  return view(deps, c, request.requestId, { state: 'done' });
}

/** A processor that cannot do as told is no confirmation: staff hear of it. */
async function decline(deps: StaffDeps, c: Context, page: RecipientPage, sealed: string): Promise<Response> {
  const { recipient, request } = page;
  await deps.register.append(request.requestId, `declined-${recipient.id}`, () => ({
    type: 'recipient-declined',
    data: { recipientId: recipient.id },
    sealed,
    actor: { kind: 'recipient', id: recipient.id },
  }));
  await tellDecline(deps, request.requestId, recipient);
  return view(deps, c, request.requestId, { state: 'declined' });
}

type State<F> = F extends RecipientTaskFacts
  ? Omit<F, 'controller' | 'lang' | 'notice' | 'reference'>
  : never;

function view(
  deps: StaffDeps,
  c: Context,
  requestId: string,
  state: State<RecipientTaskFacts>,
  dead?: 410 | 429,
): Response {
  const facts = { ...frameOf(deps), reference: referenceOf(requestId), ...state } as RecipientTaskFacts;
  const wrong =
    ('error' in state && Boolean(state.error)) ||
    ('errors' in state && Object.values(state.errors ?? {}).some(Boolean));
  return answerPage(c, RecipientTask(facts), { status: dead ?? (wrong ? 400 : 200) });
}
