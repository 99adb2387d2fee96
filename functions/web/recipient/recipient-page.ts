import type { Context } from 'hono';
import { correctionsFor } from '../../casework/evidence/corrections-for';
import type { InformedRecipient } from '../../casework/evidence/informed-recipients';
import { recipientNotes } from '../../casework/evidence/recipient-notes';
import { identitiesOf } from '../../casework/evidence/requester-facts';
import { constantTimeEqual } from '../../casework/links/constant-time-equal';
import { mailDecline } from '../../casework/mail/mail-decline';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { SessionItem } from '../../domain/desk-items';
import { dueDates } from '../../domain/due-dates';
import { isForAnother } from '../../domain/hand-over-reason';
import { recipientState } from '../../domain/recipients';
import { referenceOf } from '../../domain/reference';
import { isLifted } from '../../domain/restriction';
import type { Right } from '../../domain/rights';
import { type Fields, readFields } from '../form-fields';
import { frameOf, pageReply } from '../page-reply';
import { type FieldErrors, hasErrors } from '../parts/form-parts';
import type { StateOf } from '../parts/layout';
import { readPromisedDay } from '../staff/promised-days';
import { searchedFor } from '../staff/searched-for';
import type { SearchedFor } from '../staff/searched-for-view';
import type { StaffDeps } from '../staff/staff-deps';
import { readStaffText } from '../staff/staff-text';
import { RecipientTask, type RecipientTaskFacts } from './recipient-task';

/** The page of a recipient who typed the code. */
export interface RecipientPage {
  readonly recipient: InformedRecipient;
  readonly request: DataSubjectRequest;
  readonly session: SessionItem;
  readonly action: string;
}

/**
 * What the recipient is to do, whom it is about, and the form of a processor; or that it is done or lifted.
 * `again`: what was typed, and what is wrong with it.
 */
export async function showRecipientPage(
  deps: StaffDeps,
  c: Context,
  page: RecipientPage,
  again: { values: Fields; errors: FieldErrors } = { values: {}, errors: {} },
): Promise<Response> {
  const { recipient, request, session, action } = page;
  if (isLifted(request))
    return recipientReply(deps, c, request.requestId, {
      state: 'lifted',
      identifiers: await identifiersOf(deps, request),
    });
  if (recipientState(request, recipient.id) === 'confirmed')
    return recipientReply(deps, c, request.requestId, { state: 'done' });
  const instructed = recipient.role === 'processor';
  return recipientReply(deps, c, request.requestId, {
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

/** Records that a processor has done it, or that it cannot. */
export async function submitAnswer(deps: StaffDeps, c: Context, page: RecipientPage): Promise<Response> {
  const { recipient, request, session } = page;
  const fields = await readFields(c);
  if (!constantTimeEqual(fields.csrf ?? '', session.csrf))
    return showRecipientPage(deps, c, page, { values: fields, errors: { form: 'Please send it again.' } });
  if (recipient.role !== 'processor' || isLifted(request)) return showRecipientPage(deps, c, page);
  if (recipientState(request, recipient.id) === 'confirmed') return showRecipientPage(deps, c, page);
  const remark = fields.remark?.trim() ? readStaffText(fields, 'remark', MAX_REMARK_LENGTH) : { text: '' };
  const by = fields.answer === 'promised' ? readPromisedDay(dayOf(deps, request), fields.by) : { day: '' };
  const errors = { ...answerErrors(fields, remark), ...('problem' in by ? { by: by.problem } : {}) };
  if ('problem' in by || Object.keys(errors).length > 0)
    return showRecipientPage(deps, c, page, { values: fields, errors });
  const said = { answer: fields.answer, ...('text' in remark && remark.text ? { remark: remark.text } : {}) };
  const sealed = await deps.vault.seal(request.requestId, said);
  if (fields.answer === 'promised') return promise(deps, c, page, { by: by.day, sealed });
  return fields.answer === 'cannot' ? decline(deps, c, page, sealed) : confirm(deps, c, page, sealed);
}

function dayOf({ clock }: StaffDeps, { received }: DataSubjectRequest) {
  return { clock, zone: received.zone };
}

function answerErrors(fields: Fields, remark: ReturnType<typeof readStaffText>): FieldErrors {
  const known = ['done', 'nothing-held', 'cannot', 'promised'].includes(fields.answer ?? '');
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
  return recipientReply(deps, c, request.requestId, { state: 'done' });
}

/** A processor that needs more time: it is asked again on the day that it names. */
async function promise(
  deps: StaffDeps,
  c: Context,
  { recipient, request }: RecipientPage,
  { by, sealed }: { readonly by: string; readonly sealed: string },
): Promise<Response> {
  await deps.register.append(request.requestId, `promised-${recipient.id}-${by}`, () => ({
    type: 'recipient-promised',
    data: { recipientId: recipient.id, by },
    sealed,
    actor: { kind: 'recipient', id: recipient.id },
  }));
  return recipientReply(deps, c, request.requestId, { state: 'promised', by });
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
  return recipientReply(deps, c, request.requestId, { state: 'declined' });
}

/** The page with this state: 400 where it names a problem, unless `dead` says otherwise. */
export function recipientReply(
  deps: StaffDeps,
  c: Context,
  requestId: string,
  state: StateOf<RecipientTaskFacts, 'reference'>,
  dead?: 410 | 429,
): Response {
  const facts = { ...frameOf(deps), reference: referenceOf(requestId), ...state } as RecipientTaskFacts;
  const wrong = ('error' in state && Boolean(state.error)) || ('errors' in state && hasErrors(state.errors));
  return pageReply(c, RecipientTask(facts), { status: dead ?? (wrong ? 400 : 200) });
}
