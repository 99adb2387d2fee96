import { randomUUID } from 'node:crypto';
import { wakeDriver } from '../../casework/driver/wake';
import { finishTie } from '../../casework/queue/tie-review';
import { carriedSoFar } from '../../domain/carried-so-far';
import { type DataSubjectRequest, isApproved, seqOf, staffFinish } from '../../domain/data-subject-request';
import type { Outcome } from '../../domain/event-facts';
import type { EventData } from '../../domain/events';
import { requestIdOf } from '../../domain/new-request-id';
import { referenceOf } from '../../domain/reference';
import { OWN_WORDS } from '../../domain/refusing-laws';
import { isReview } from '../../domain/rights';
import { reviewTie } from '../../domain/tied-review';
import { isDone } from '../../domain/touched-systems';
import { rightLabels } from '../../words/right-labels';
import type { Fields } from '../form-fields';
import type { FieldErrors } from '../parts/form-parts';
import { alreadyFinished } from './already-finished';
import { type CaseParts, readParts } from './case-outcome';
import { type ChosenOnForm, chosenOnForm } from './choose-recipients';
import { chosenGrounds, groundsForPart } from './chosen-grounds';
import { reviewerWay } from './complaint-review';
import { confirmProblem } from './decide/confirm-act';
import { readOnFileAnswer } from './guarded-by-hand';
import { notDone } from './not-done';
import { fileNote, keepFileNote } from './note-in-file';
import { refusedBefore } from './refused-before';
import type { StaffDeps } from './staff-deps';
import type { StaffPage } from './staff-page';
import { readStaffText } from './staff-text';
import { mailedCodeProblem } from './typed-code';

export type CaseResult =
  | { readonly done: 'case-recorded' | 'already-decided' }
  | { readonly errors: FieldErrors };

const outcomes: readonly Outcome[] = [
  'fulfilled',
  'partly-fulfilled',
  'refused',
  'nothing-found',
  'unverified',
];

const APPROVED = 'A colleague has approved this: record how it ended, with a ground for what was not done.';

/** Maximum length of the answer that staff write for the person, in characters. */
const LONGEST_ANSWER = 4_000;

/**
 * Records how a request that a person carried out ended, with the grounds of what was refused and the
 * recipients to inform.
 */
export async function finishCase(deps: StaffDeps, page: StaffPage, fields: Fields): Promise<CaseResult> {
  const { request, staff } = page;
  const possible = isReview(request.right) ? outcomes.slice(0, 3) : outcomes;
  const outcome = possible.find((o) => o === fields.outcome);
  const over = await alreadyFinished(deps, page, {
    outcome,
    follows: asksForMore(fields),
    words: await answerIn(deps, request, { outcome, fields }),
  });
  if (over) return over;
  const text = readStaffText(fields, 'answer', LONGEST_ANSWER);
  const refusal = await refusalIn(deps, page, { fields, outcome });
  const note = fileNote(fields);
  const parts = await readParts(deps, request, { outcome, fields });
  const hears = isDone(outcome) ? chosenOnForm(deps, request, { fields, staffId: staff.id }) : {};
  if (
    !outcome ||
    'problem' in text ||
    'errors' in refusal ||
    'errors' in hears ||
    'errors' in parts ||
    (note && 'problem' in note)
  )
    return {
      errors: {
        ...('errors' in hears ? hears.errors : {}),
        ...('errors' in parts ? parts.errors : {}),
        ...(outcome ? {} : { outcome: 'Say how it ended.' }),
        ...('problem' in text ? { answer: text.problem } : {}),
        ...('errors' in refusal ? refusal.errors : {}),
        ...(note && 'problem' in note ? { 'in-file': note.problem } : {}),
      },
    };
  const problem = await mailedCodeProblem(deps, page, fields.code);
  if (problem) return { errors: { code: problem } };
  const onFile = await readOnFileAnswer(deps, page, { outcome, fields });
  if ('errors' in onFile) return onFile;
  await finishTie(deps, request);
  await noteChosen(deps, page, hears);
  if (note && refusal.grounds)
    await keepFileNote(deps, page, {
      text: note.text,
      grounds: refusal.grounds,
      commandId: `${commandOf(page)}-${staff.id}`,
    });
  return end(deps, page, {
    data: {
      outcome,
      staffId: staff.id,
      ...refusal,
      ...onFile,
      ...(await withoutAnother(deps, page)),
      ...followOf(request, parts),
      ...(parts.restricted ? await noteRestriction(deps, page, parts.restricted) : {}),
    },
    text: wholeAnswer(request, parts, text.text),
  });
}

/**
 * A further request is part of the outcome and has its id from the start, so that it is opened from what was
 * recorded, whoever recorded it.
 */
function followOf(
  { requestId }: DataSubjectRequest,
  { carryOn }: CaseParts,
): Pick<EventData['staff-finished'], 'carriesOn'> {
  if (!carryOn) return {};
  const { right, proofOf } = carryOn;
  const ends = { carriesOn: right, proofOf: proofOf.requestId };
  return { carriesOn: { requestId: requestIdOf(requestId, ends), right, proofOf: proofOf.requestId } };
}

/**
 * For a complaint or an appeal: whether it was decided by the person who made the first decision, because no
 * one else could.
 */
async function withoutAnother(
  deps: StaffDeps,
  page: StaffPage,
): Promise<Pick<EventData['staff-finished'], 'nobodyElse'>> {
  const same =
    reviewTie(page.request) !== undefined && (await reviewerWay(deps, page)).kind === 'nobody-else';
  return same ? { nobodyElse: true } : {};
}

/**
 * The mail on a complaint or an appeal says what happens now; for other rights the sentences are added here.
 */
function nextWords(request: DataSubjectRequest, parts: CaseParts): string[] {
  const { carriesOn } = followOf(request, parts);
  if (!parts.carryOn || !carriesOn || isReview(request.right)) return [];
  const { asked } = rightLabels(parts.carryOn.right);
  return [
    `We go on under the reference ${referenceOf(carriesOn.requestId)}, as if you had asked us to ${asked}: you hear from us about it, and need not ask again.`,
  ];
}

/**
 * Seals what is restricted before the outcome that refers to it is recorded. Without that outcome it has no
 * effect.
 */
async function noteRestriction(
  deps: StaffDeps,
  { request, staff }: StaffPage,
  { what, lookAgainOn, mark }: NonNullable<CaseParts['restricted']>,
): Promise<Pick<EventData['staff-finished'], 'restriction'>> {
  const { requestId } = request;
  const sealed = await deps.vault.seal(requestId, what);
  const data = { staffId: staff.id, lookAgainOn, ...(mark ? { mark } : {}) };
  const commandId = `restricted-${randomUUID()}`;
  const { log } = await deps.register.append(requestId, commandId, (now) =>
    now.status === 'with-staff' && !staffFinish(now)
      ? { type: 'restriction-set', data, sealed, actor: { kind: 'staff', id: staff.id } }
      : undefined,
  );
  const set = log.find((event) => event.commandId === commandId);
  return set ? { restriction: set.seq } : {};
}

/** Where no ground fits, the reader refuses in their own words and by name. This takes the app. */
export async function refuseCase(deps: StaffDeps, page: StaffPage, fields: Fields): Promise<CaseResult> {
  const text = readStaffText(fields, 'answer', LONGEST_ANSWER);
  const words = 'text' in text ? text.text : undefined;
  const over = await alreadyFinished(deps, page, { outcome: 'refused', follows: false, words });
  if (over) return over;
  const begun = notDone(page.request, fields, 'refuse-own-words-');
  if (!mayRefuseByName(page))
    return { errors: { outcome: APPROVED, ...('errors' in begun ? begun.errors : {}) } };
  const barred = await refusedBefore(deps, page);
  if (barred && !barred.nobodyElse) return { errors: { outcome: barred.why } };
  if ('problem' in text) return { errors: { 'refuse-own-words-answer': text.problem } };
  if ('errors' in begun) return begun;
  const errors = await confirmProblem(deps, page, { act: 'refuse-own-words', factor: 'totp', fields });
  if (errors) return { errors };
  const said = { outcome: 'refused', staffId: page.staff.id, ground: OWN_WORDS, ...begun } as const;
  const data: EventData['staff-finished'] = barred ? { ...said, nobodyElse: true } : said;
  return end(deps, page, { data, text: text.text });
}

/**
 * Whether it can be refused by name: it was not approved, and nothing of it is known to be carried out.
 * Complaints and appeals are upheld or not, and never refused.
 */
export function mayRefuseByName({ request }: Pick<StaffPage, 'request'>): boolean {
  return !isReview(request.right) && !isApproved(request) && carriedSoFar(request) !== 'something';
}

/** Whether the form asks for a further request; a refusal opens none. */
function asksForMore({ outcome, follow = '' }: Fields): boolean {
  return outcome !== 'refused' && !['', 'by-hand', 'nothing'].includes(follow);
}

/** The answer that the form would record, once there is something to compare it with. */
async function answerIn(
  deps: StaffDeps,
  request: DataSubjectRequest,
  form: { readonly outcome: Outcome | undefined; readonly fields: Fields },
): Promise<string | undefined> {
  const text = readStaffText(form.fields, 'answer', LONGEST_ANSWER);
  if (!staffFinish(request) || 'problem' in text) return undefined;
  const parts = await readParts(deps, request, form);
  return 'errors' in parts ? undefined : wholeAnswer(request, parts, text.text);
}

function wholeAnswer(request: DataSubjectRequest, parts: CaseParts, text: string): string {
  return [...parts.said, text, ...nextWords(request, parts)].join('\n\n');
}

type Refusal = Pick<EventData['staff-finished'], 'ground' | 'grounds' | 'nothingDone'>;

/** What was refused, whole or in part. Complaints and appeals are upheld or not, and have no ground. */
async function refusalIn(
  deps: StaffDeps,
  page: StaffPage,
  { fields, outcome }: { readonly fields: Fields; readonly outcome: Outcome | undefined },
): Promise<Refusal | { readonly errors: FieldErrors }> {
  const { request } = page;
  if (isReview(request.right)) return {};
  const barred = outcome === 'refused' ? await refusedBefore(deps, page) : undefined;
  if (barred) return { errors: { outcome: barred.why } };
  const begun = outcome && !isDone(outcome) ? notDone(request, fields) : {};
  if ('errors' in begun) return begun;
  if (outcome === 'refused') {
    const chosen = chosenGrounds(deps, request, fields);
    return 'errors' in chosen ? chosen : { ground: chosen.leading, grounds: chosen.grounds, ...begun };
  }
  const grounds = outcome === 'partly-fulfilled' ? groundsForPart(deps, request, fields) : {};
  const [ground] = Object.values(grounds);
  return ground === undefined ? begun : { ground, grounds };
}

/** Records the chosen recipients before the outcome, so that they are known by then. */
async function noteChosen(
  deps: StaffDeps,
  { request }: StaffPage,
  { event, words }: Exclude<ChosenOnForm, { errors: FieldErrors }>,
): Promise<void> {
  if (!event) return;
  const sealed = await deps.vault.seal(request.requestId, words);
  const commandId = `recipients-chosen-${seqOf(request, 'recipients-chosen')}-${event.data.staffId}`;
  await deps.register.append(request.requestId, commandId, (now) =>
    staffFinish(now) ? undefined : { ...event, sealed },
  );
}

function commandOf({ request }: StaffPage): string {
  return `finished-${seqOf(request, 'handed-to-staff')}-${seqOf(request, 'decided')}`;
}

/**
 * If several people record an outcome at once, one succeeds. The others are told so and get back what they
 * wrote.
 */
async function end(
  deps: StaffDeps,
  page: StaffPage,
  { data, text }: { readonly data: EventData['staff-finished']; readonly text: string },
): Promise<CaseResult> {
  const { requestId } = page.request;
  const sealed = await deps.vault.seal(requestId, text);
  const after = await deps.register.append(requestId, commandOf(page), (now) =>
    now.status === 'with-staff' && !staffFinish(now)
      ? { type: 'staff-finished', data, sealed, actor: { kind: 'staff', id: page.staff.id } }
      : undefined,
  );
  await wakeDriver(deps, requestId);
  const wrote = { outcome: data.outcome, follows: data.carriesOn !== undefined, words: text };
  return (await alreadyFinished(deps, { ...page, request: after }, wrote)) ?? { done: 'already-decided' };
}
