import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { correctionsFor } from '../../casework/evidence/corrections-for';
import { type InformedRecipient, informedRecipient } from '../../casework/evidence/informed-recipients';
import { recipientNotes } from '../../casework/evidence/recipient-notes';
import { identitiesOf } from '../../casework/evidence/requester-facts';
import { constantTimeEqual } from '../../casework/links/constant-time-equal';
import { LINK_PATHS } from '../../casework/links/issue-link';
import { findLink, findSession, openSession, tryCode } from '../../casework/links/open-link';
import { mailDecline } from '../../casework/mail/mail-decline';
import { mailRecipientAgain } from '../../casework/mail/mail-recipient';
import type { Recipient } from '../../domain/data-map';
import { type DataSubjectRequest, isWithdrawn } from '../../domain/data-subject-request';
import type { SessionItem, TokenItem } from '../../domain/desk-items';
import { dueDates } from '../../domain/due-dates';
import { ShreddedError } from '../../domain/errors';
import { isForAnother } from '../../domain/hand-over-reason';
import { recipientState } from '../../domain/recipients';
import { referenceOf } from '../../domain/reference';
import { isLifted } from '../../domain/restriction';
import type { Right } from '../../domain/rights';
import { instantText } from '../../words/date-text';
import { type Fields, readFields } from '../form-fields';
import { frameOf, pageReply } from '../page-reply';
import { type FieldErrors, hasErrors } from '../parts/form-parts';
import { writtenFields, writtenTexts } from '../parts/written-text';
import { hiddenKept, keptFields, typedFields } from '../staff/kept-fields';
import { searchedFor } from '../staff/searched-for';
import type { SearchedFor } from '../staff/searched-for-view';
import { sessionCookie, setSessionCookie } from '../staff/session-cookie';
import type { StaffDeps } from '../staff/staff-deps';
import { readStaffText } from '../staff/staff-text';
import { codeProblemText } from '../staff/typed-code';
import { brokenLinkPage } from '../web-app';
import { RecipientTask, type RecipientTaskFacts } from './recipient-task';

const PATH = `/${LINK_PATHS.confirm}/:token`;

interface RecipientPage {
  readonly recipient: InformedRecipient;
  readonly request: DataSubjectRequest;
  readonly session: SessionItem;
  readonly action: string;
}

/**
 * For those to whom the data was disclosed: what to do, and for whom, after a code; and where to confirm it.
 */
export function recipientRoutes(deps: StaffDeps): Hono {
  const app = new Hono();
  app.get(PATH, (c) => withLink(deps, c, (item) => askForCode(deps, c, item)));
  app.post(PATH, (c) => withLink(deps, c, (item) => submitCode(deps, c, item)));
  app.post(`${PATH}/fresh`, (c) =>
    withLink(deps, c, () => c.redirect(c.req.path.replace(/\/fresh$/, ''), 303), sendFresh),
  );
  app.get(`${PATH}/page`, (c) => withPage(deps, c, (page) => show(deps, c, page)));
  app.post(`${PATH}/page`, (c) => withPage(deps, c, (page) => answer(deps, c, page)));
  return app;
}

/** A recipient that was informed keeps its page even if the data map no longer names it. */
async function recipientOf(
  deps: StaffDeps,
  { requestId, subjectId = '' }: TokenItem,
): Promise<InformedRecipient | undefined> {
  try {
    return await informedRecipient(deps, await deps.register.load(requestId), subjectId);
  } catch (error) {
    if (error instanceof ShreddedError) return undefined;
    throw error;
  }
}

async function refuse(deps: StaffDeps, c: Context): Promise<Response> {
  return pageReply(c, brokenLinkPage(deps, await writtenTo(c)), { status: 404 });
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

/** The link has ended but the instruction still applies: a new one is sent to the recipient's address. */
async function spent(
  deps: StaffDeps,
  c: Context,
  { requestId }: TokenItem,
  { id }: Recipient,
): Promise<Response> {
  const request = await deps.register.load(requestId);
  if (isOver(request, id)) return refuse(deps, c);
  const written = await writtenTo(c);
  const form = {
    action: `/${LINK_PATHS.confirm}/${c.req.param('token')}/fresh`,
    hidden: writtenFields(written),
  };
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
    const from = instantText(next, deps.desk.zone);
    return view(deps, c, requestId, { state: 'wait', next: from, written }, 429);
  } catch (error) {
    if (error instanceof ShreddedError) return refuse(deps, c);
    throw error;
  }
}

/** Whether nothing is asked of this recipient any more and there is nothing left to read. */
function isOver(request: DataSubjectRequest, id: string): boolean {
  return isWithdrawn(request) || (!isLifted(request) && recipientState(request, id) === 'confirmed');
}

async function writtenTo(c: Context): Promise<string[]> {
  return c.req.method === 'POST' ? writtenTexts(await readFields(c)) : [];
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
    const gatePath = `/${LINK_PATHS.confirm}/${token}`;
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

/** Keeps what was written until the code is typed again. */
async function signedOut(deps: StaffDeps, c: Context, item: TokenItem): Promise<Response> {
  if (c.req.method !== 'POST') return c.redirect(`/${LINK_PATHS.confirm}/${c.req.param('token')}`, 303);
  const late =
    'This page was open for a quarter of an hour. Nothing is lost: type the code from our mail once more.';
  return askForCode(deps, c, item, late, typedFields(await readFields(c)));
}

function askForCode(
  deps: StaffDeps,
  c: Context,
  item: TokenItem,
  error?: string,
  kept: Fields = {},
): Response {
  const form = { action: `/${LINK_PATHS.confirm}/${c.req.param('token')}`, hidden: hiddenKept(kept) };
  const state = { state: 'gate' as const, form, ...(error ? { error } : {}) };
  return view(deps, c, item.requestId, state);
}

async function submitCode(deps: StaffDeps, c: Context, item: TokenItem): Promise<Response> {
  const fields = await readFields(c);
  const { code = '' } = fields;
  const kept = keptFields(fields);
  const token = c.req.param('token') ?? '';
  const tried = await tryCode(deps, 'confirm', token, code);
  const isLast = tried.outcome === 'expired' || (tried.outcome === 'wrong' && tried.triesLeft <= 0);
  if (isLast) return withLink(deps, c, (open) => askForCode(deps, c, open, codeProblemText(tried), kept));
  if (tried.outcome !== 'right') return askForCode(deps, c, item, codeProblemText(tried), kept);
  const value = await openSession(deps, item);
  setSessionCookie(c, deps, { of: { token }, value });
  const action = `/${LINK_PATHS.confirm}/${token}/page`;
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
  const { instruction } = await recipientNotes(deps, request);
  return instruction ? { instruction } : {};
}

/**
 * Only what the requester named, because a recipient should learn no more than it needs to find them. If
 * somebody asks for another person, their own identifiers are of no use; staff write whom it is about.
 */
async function identifiersOf(deps: StaffDeps, request: DataSubjectRequest): Promise<SearchedFor[]> {
  if (isForAnother(request.received)) return [];
  const known = await identitiesOf(deps, request);
  return searchedFor(deps.map, known);
}

/** Longest remark. Characters. */
const MAX_REMARK_LENGTH = 1_000;

async function answer(deps: StaffDeps, c: Context, page: RecipientPage): Promise<Response> {
  const { recipient, request, session } = page;
  const fields = await readFields(c);
  if (!constantTimeEqual(fields.csrf ?? '', session.csrf))
    return show(deps, c, page, { values: fields, errors: { form: 'Please send it again.' } });
  if (recipient.role !== 'processor' || isLifted(request)) return show(deps, c, page);
  if (recipientState(request, recipient.id) === 'confirmed') return show(deps, c, page);
  const remark = fields.remark?.trim() ? readStaffText(fields, 'remark', MAX_REMARK_LENGTH) : { text: '' };
  const errors = answerErrors(fields, remark);
  if (Object.keys(errors).length > 0) return show(deps, c, page, { values: fields, errors });
  const said = { answer: fields.answer, ...('text' in remark && remark.text ? { remark: remark.text } : {}) };
  const sealed = await deps.vault.seal(request.requestId, said);
  return fields.answer === 'cannot' ? decline(deps, c, page, sealed) : confirm(deps, c, page, sealed);
}

function answerErrors(fields: Fields, remark: ReturnType<typeof readStaffText>): FieldErrors {
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

/**
 * If a processor says that it cannot carry out the instruction, that is no confirmation, and staff are
 * informed.
 */
async function decline(deps: StaffDeps, c: Context, page: RecipientPage, sealed: string): Promise<Response> {
  const { recipient, request } = page;
  await deps.register.append(request.requestId, `declined-${recipient.id}`, () => ({
    type: 'recipient-declined',
    data: { recipientId: recipient.id },
    sealed,
    actor: { kind: 'recipient', id: recipient.id },
  }));
  await mailDecline(deps, request.requestId, recipient);
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
  const wrong = ('error' in state && Boolean(state.error)) || ('errors' in state && hasErrors(state.errors));
  return pageReply(c, RecipientTask(facts), { status: dead ?? (wrong ? 400 : 200) });
}
