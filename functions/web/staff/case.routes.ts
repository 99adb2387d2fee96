import { randomBytes } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { carriedSoFar } from '../../domain/carried-so-far';
import {
  type DataSubjectRequest,
  isDoubted,
  lastOf,
  mayRenew,
  seqOf,
  staffFinish,
} from '../../domain/data-subject-request';
import { dueDates, later } from '../../domain/due-dates';
import { nicknameOf } from '../../domain/nickname';
import { isUnread } from '../../domain/received-as';
import { referenceOf } from '../../domain/reference';
import { restrictionOf } from '../../domain/restriction';
import { isReview, rights } from '../../domain/rights';
import { wake } from '../../driving/wake';
import { isOwnRequest, whoAsks } from '../../findings/own-request';
import { requesterFacts } from '../../findings/requester-facts';
import { linkPaths } from '../../links/issue-link';
import { timelineOf } from '../../mailing/timeline-of';
import { type FormTarget, hasErrors } from '../../pages/form-parts';
import type { GoOnAct } from '../../pages/staff/drift-card';
import { HandedOver, type HandedOverFacts } from '../../pages/staff/handed-over';
import { caseFields } from '../../pages/words/case-fields';
import { questionsFor } from '../../pages/words/right-questions';
import { totpNeed } from '../../totp/staff-totp';
import type { Fields } from '../form-fields';
import { answerPage, frameOf } from '../web-answer';
import { acceptDrift, driftFacts, isGoOnAct } from './accept-drift';
import { actDone } from './act-done';
import { markPlaces, optOutsOf } from './case-outcome';
import { caseSteps } from './case-steps';
import { recipientsChoice } from './choose-recipients';
import { groundFacts } from './chosen-grounds';
import type { Act } from './decide/act-result';
import { confirmProblem, wordConfirmation } from './decide/confirm-act';
import { correctionLeft } from './decide/correction-left';
import { dateNotes } from './decide/date-notes';
import { extendFacts, questionsOf } from './decide/decision-facts';
import { extend } from './decide/extend';
import { extensionOffer, heldBy } from './decide/extension-offer';
import { identityWords } from './decide/identity-words';
import { noteAnswer, questionsToNote } from './decide/note-answer';
import { resumeBlock } from './decide/own-word-block';
import { settleDoubt } from './decide/settle-doubt';
import { finishCase, mayRefuseByName, refuseCase } from './finish-case';
import { onFileFacts } from './guarded-by-hand';
import { lawWords, namedByHand } from './law-words';
import { leftOpen } from './left-open';
import { lettersWaiting } from './letters-waiting';
import { lostFacts } from './lost-facts';
import { notesInFile } from './note-in-file';
import { otherRequests } from './other-requests';
import { refusedBefore } from './refused-before';
import { renewSearch } from './renew-search';
import { actOnRestricted, showRestricted } from './restricted-case';
import { reviewBlock, reviewFacts, tieByHand } from './review-case';
import type { StaffDeps } from './staff-deps';
import { staffLinkRoutes } from './staff-link';
import { type Again, hiddenOf, type StaffPage } from './staff-page';
import { toldRows } from './told-rows';
import { valuesById } from './values-by-id';
import { progress } from './write-progress';

/** A request that a person carries out: what to do, by when, and how it ended. */
export function caseRoutes(deps: StaffDeps): Hono {
  return staffLinkRoutes(
    deps,
    { purpose: 'case', gate: 'case', path: linkPaths.case, may: 'decide' },
    {
      show: (c, page, again) => show(deps, c, page, again),
      act: async (c, page, fields) => {
        if (isUnread(page.request)) return actDone(deps, c, page, 'unread');
        if (isRestricted(page.request)) return restricted(deps, c, page, fields);
        const block = await reviewBlock(deps, page);
        if (block) return actDone(deps, c, page, 'decided-before', block);
        if (fields.act === 'tie') return tie(deps, c, page, fields);
        if (fields.act === 'progress') return take(progress, deps, c, page, fields);
        if (fields.act === 'settle') return take(settleDoubt, deps, c, page, fields);
        if (fields.act === 'note-answer') return take(noteAnswer, deps, c, page, fields);
        if (fields.act === 'resume') return resume(deps, c, page, fields);
        if (isGoOnAct(fields.act)) return goOn(deps, c, page, fields.act, fields);
        if (fields.act === 'search-again') return giveBack(deps, c, page, fields);
        if (fields.act === 'extend') return takeLonger(deps, c, page, fields);
        return record(deps, c, page, fields);
      },
    },
  );
}

async function show(deps: StaffDeps, c: Context, page: StaffPage, again?: Again): Promise<Response> {
  const { request } = page;
  if (isUnread(request)) return actDone(deps, c, page, 'unread');
  if (await isOwnRequest(deps, request, page.staff)) return actDone(deps, c, page, 'own-request');
  if (isRestricted(request)) return showRestricted(deps, c, page);
  if (staffFinish(request)) return actDone(deps, c, page, 'case-recorded');
  if (request.status !== 'with-staff') return actDone(deps, c, page, 'already-decided');
  const block = await reviewBlock(deps, page);
  if (block) return actDone(deps, c, page, 'decided-before', block);
  const facts = await caseFacts(deps, page);
  const view = HandedOver({ ...facts, values: valuesById(again?.values ?? {}), errors: again?.errors ?? {} });
  return answerPage(c, view, { status: hasErrors(again?.errors) ? 400 : 200 });
}

async function caseFacts(deps: StaffDeps, page: StaffPage): Promise<HandedOverFacts> {
  const { request } = page;
  const requester = await requesterFacts(deps, request);
  const [note, inFile] = [await noteOf(deps, request), await notesInFile(deps, request)];
  const once = randomBytes(9).toString('base64url');
  const form = { action: page.action, hidden: { ...hiddenOf(page), once } };
  const offer = extensionOffer(deps, request);
  const review = await reviewFacts(deps, page);
  const recipients = recipientsChoice(deps, request);
  const barred = await refusedBefore(deps, page);
  const steps = caseSteps(deps, request);
  return {
    ...frameOf(deps),
    reference: referenceOf(request.requestId),
    nickname: nicknameOf(request),
    right: request.right,
    reason: lastOf(request.log, 'handed-to-staff')?.data.reason ?? 'staff-choice',
    ...(steps ? { steps } : {}),
    forWhom: request.received.forWhom,
    relation: request.received.relation,
    requester,
    answers: answersOf(deps, request, requester.answers),
    fields: caseFields(request.right, review?.carryOn, markPlaces(deps, request), optOutsOf(deps, request)),
    ...(review ? { review, progress: true } : {}),
    governedBy: [lawWords(deps, request), ...namedByHand(deps, request)].join(' '),
    ...(rights[request.right].proof ? { identity: await identityWords(deps, request) } : {}),
    ...(note ? { note } : {}),
    inFile,
    questions: await questionsOf(deps, request),
    noteAnswer: questionsToNote(request),
    others: await otherRequests(deps, request),
    timeline: timelineOf(deps, request, true),
    dateNotes: dateNotes(dueDates(request, deps.book), deps.book),
    ...(offer ? { extend: extendFacts(offer) } : {}),
    extensionHeldBy: heldBy(deps, request),
    grounds: groundFacts(deps, request, 'any'),
    soFar: carriedSoFar(request),
    ...(barred ? { notRefused: barred.why } : {}),
    ...(mayRefuseByName(page) && (!barred || barred.nobodyElse)
      ? { ownWords: { confirmation: await totpNeed(deps, page), name: page.staff.name } }
      : {}),
    told: toldRows(deps, request),
    ...(recipients ? { recipients } : {}),
    ...(await onFileFacts(deps, page)),
    form,
    ...lettersWaiting(deps, request, page.staff),
    ...(await leftOpen(deps, request)),
    ...(await correctionLeft(deps, request)),
    lost: lostFacts(request.log, deps.desk.zone),
    ...(await driftFacts(deps, page, form)),
    ...(mayRenew(request) ? { searchAgain: form } : {}),
    ...(isDoubted(request) ? { settle: { confirmation: await wordConfirmation(deps, page) } } : {}),
    ...(isPaused(request) ? { resume: await resumeFacts(deps, page, form) } : {}),
  };
}

/** What the form asked about this right, with what came back. */
function answersOf(
  { map }: StaffDeps,
  { right }: DataSubjectRequest,
  given: Readonly<Record<string, string>> = {},
) {
  return questionsFor(map, right).flatMap(({ name, label }) => {
    const answer = given[name];
    return answer ? [{ question: label, answer }] : [];
  });
}

/** What a colleague wrote when handing it over. */
async function noteOf(deps: StaffDeps, request: DataSubjectRequest): Promise<string | undefined> {
  const decided = lastOf(request.log, 'decided');
  const byDecision = decided?.data.decision === 'handed-over' ? decided : undefined;
  const sealed = (byDecision ?? lastOf(request.log, 'handed-to-staff'))?.sealed;
  return sealed ? String(await deps.vault.unseal(request.requestId, sealed)) : undefined;
}

/** Whether the person stopped an erasure that had been approved, and nobody has let it go on since. */
function isPaused(request: DataSubjectRequest): boolean {
  return (
    request.status === 'with-staff' &&
    seqOf(request, 'erasure-paused') > seqOf(request, 'erasure-resumed') &&
    lastOf(request.log, 'decided')?.data.decision.startsWith('approved') === true
  );
}

async function resumeFacts(
  deps: StaffDeps,
  page: StaffPage,
  form: FormTarget,
): Promise<NonNullable<HandedOverFacts['resume']>> {
  return {
    confirmation: await totpNeed(deps, page),
    ...(await pauseFacts(deps, page)),
    ...(isDoubted(page.request) ? {} : { form }),
  };
}

/** What the person wrote, and why this member of staff may not let it go on. */
async function pauseFacts(deps: StaffDeps, page: StaffPage): Promise<{ reason?: string; blocked?: string }> {
  const { request } = page;
  const blocked = resumeBlock(deps, page, await whoAsks(deps, request));
  const sealed = lastOf(request.log, 'erasure-paused')?.sealed;
  const reason = sealed ? String(await deps.vault.unseal(request.requestId, sealed)) : '';
  return { ...(reason ? { reason } : {}), ...(blocked ? { blocked } : {}) };
}

async function record(deps: StaffDeps, c: Context, page: StaffPage, fields: Fields): Promise<Response> {
  if (await isOwnRequest(deps, page.request, page.staff)) return actDone(deps, c, page, 'own-request');
  const result = await (fields.act === 'refuse-own-words' ? refuseCase : finishCase)(deps, page, fields);
  if ('errors' in result) return show(deps, c, page, { values: fields, errors: result.errors });
  return actDone(deps, c, page, result.done);
}

async function takeLonger(deps: StaffDeps, c: Context, page: StaffPage, fields: Fields): Promise<Response> {
  if (await isOwnRequest(deps, page.request, page.staff)) return actDone(deps, c, page, 'own-request');
  const result = await extend(deps, page, fields);
  if ('errors' in result) return show(deps, c, page, { values: fields, errors: result.errors });
  return actDone(deps, c, page, 'done' in result ? result.done : 'already-decided');
}

/** What a complaint or an appeal is about, found by staff. */
async function tie(deps: StaffDeps, c: Context, page: StaffPage, fields: Fields): Promise<Response> {
  if (!isReview(page.request.right) || page.request.status !== 'with-staff')
    return actDone(deps, c, page, 'already-decided');
  if (await isOwnRequest(deps, page.request, page.staff)) return actDone(deps, c, page, 'own-request');
  const errors = await tieByHand(deps, page, fields);
  if (errors) return show(deps, c, page, { values: fields, errors });
  return c.redirect(page.action, 303);
}

/** Answered, and its data is kept out of use. */
function isRestricted(request: DataSubjectRequest): boolean {
  return request.status === 'closed' && restrictionOf(request) !== undefined;
}

async function restricted(deps: StaffDeps, c: Context, page: StaffPage, fields: Fields): Promise<Response> {
  if (await isOwnRequest(deps, page.request, page.staff)) return actDone(deps, c, page, 'own-request');
  if (fields.act !== 'keep' && fields.act !== 'lift') return actDone(deps, c, page, 'case-recorded');
  return actOnRestricted(deps, c, page, fields);
}

/** A smaller act: a doubt settled, an answer noted. What staff may do here follows on the same page. */
async function take(
  act: Act,
  deps: StaffDeps,
  c: Context,
  page: StaffPage,
  fields: Fields,
): Promise<Response> {
  if (await isOwnRequest(deps, page.request, page.staff)) return actDone(deps, c, page, 'own-request');
  const result = await act(deps, page, fields);
  if ('done' in result) return actDone(deps, c, page, result.done);
  return show(deps, c, page, { values: fields, errors: 'errors' in result ? result.errors : {} });
}

/** Lets an erasure that the person paused go on: after a second notice, which can be paused again. */
async function resume(deps: StaffDeps, c: Context, page: StaffPage, fields: Fields): Promise<Response> {
  const { request, staff } = page;
  const { requestId } = request;
  const commandId = `resume-${seqOf(request, 'erasure-paused')}`;
  if (await isOwnRequest(deps, request, staff)) return actDone(deps, c, page, 'own-request');
  if (request.log.some((e) => e.commandId === commandId)) return actDone(deps, c, page, 'erasure-resumed');
  if (!isPaused(request)) return actDone(deps, c, page, 'already-decided');
  if (isDoubted(request)) return actDone(deps, c, page, 'changed-meanwhile');
  const block = resumeBlock(deps, page, await whoAsks(deps, request));
  if (block) return show(deps, c, page, { values: {}, errors: { form: block } });
  const errors = await confirmProblem(deps, page, { act: 'resume', factor: 'totp', fields });
  if (errors) return show(deps, c, page, { values: {}, errors });
  const { correctionNotice, erasureNotice } = deps.desk.waits;
  const isCorrection = rights[request.right].carriedOut === 'correction';
  const wait = isCorrection ? correctionNotice : erasureNotice;
  const endsAt = later(deps.clock.now(), wait, request.received.zone);
  const after = await deps.register.append(requestId, commandId, (now) =>
    isPaused(now)
      ? {
          type: 'erasure-resumed',
          data: { staffId: staff.id, endsAt },
          actor: { kind: 'staff', id: staff.id },
        }
      : undefined,
  );
  const resumed = after.log.some((e) => e.commandId === commandId);
  if (resumed) await wake(deps, requestId);
  return actDone(deps, c, page, resumed ? 'erasure-resumed' : 'already-decided');
}

/** The desk searches and asks for a decision anew. */
async function giveBack(deps: StaffDeps, c: Context, page: StaffPage, fields: Fields): Promise<Response> {
  if (await isOwnRequest(deps, page.request, page.staff)) return actDone(deps, c, page, 'own-request');
  const result = await renewSearch(deps, page, fields);
  if ('errors' in result) return show(deps, c, page, { values: {}, errors: result.errors });
  return actDone(deps, c, page, result.done);
}

/** Lets an erasure go on that stopped at what changed since its approval. */
async function goOn(
  deps: StaffDeps,
  c: Context,
  page: StaffPage,
  act: GoOnAct,
  fields: Fields,
): Promise<Response> {
  if (await isOwnRequest(deps, page.request, page.staff)) return actDone(deps, c, page, 'own-request');
  const result = await acceptDrift(deps, page, act, fields);
  if ('errors' in result) return show(deps, c, page, { values: {}, errors: result.errors });
  return actDone(deps, c, page, result.done);
}
