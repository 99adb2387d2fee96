import { randomBytes } from 'node:crypto';
import { requesterFacts } from '../../casework/evidence/requester-facts';
import { carriedSoFar } from '../../domain/carried-so-far';
import { type DataSubjectRequest, isDoubted, isPausedWithStaff } from '../../domain/data-subject-request';
import { dueDates } from '../../domain/due-dates';
import { lastOf } from '../../domain/log-entries';
import { mayRenew } from '../../domain/may-renew';
import { nicknameOf } from '../../domain/nickname';
import { referenceOf } from '../../domain/reference';
import { refusingLaws } from '../../domain/refusing-laws';
import { rights } from '../../domain/rights';
import { buildTimeline } from '../../words/build-timeline';
import { caseFields } from '../../words/case-fields';
import { questionsFor } from '../../words/right-questions';
import { frameOf } from '../page-reply';
import { totpNeed } from '../totp/totp-need';
import { driftFacts } from './accept-drift';
import { markPlaces, optOutsOf } from './case-outcome';
import { caseSteps } from './case-steps';
import { recipientsChoice } from './choose-recipients';
import { groundFacts } from './chosen-grounds';
import { reviewFacts } from './complaint-review';
import { wordConfirmation } from './decide/confirm-act';
import { correctionLeft } from './decide/correction-left';
import { dateNotes } from './decide/date-notes';
import { extendFacts, extensionOffer, lawThatHoldsDate } from './decide/extension-offer';
import { identityText } from './decide/identity-text';
import { questionsToNote } from './decide/note-answer';
import { mayRefuseByName } from './finish-case';
import { governingLawsText, namedByHand } from './governing-laws-text';
import { onFileFacts } from './guarded-by-hand';
import type { HandedOverFacts } from './handed-over';
import { leftOpen } from './left-open';
import { lettersWaiting } from './letters-waiting';
import { lostFacts } from './lost-facts';
import { notesInFile } from './note-in-file';
import { otherRequests } from './other-requests';
import { resumeFacts } from './paused-case';
import { questionsAsked } from './questions-asked';
import { recipientRows } from './recipient-rows';
import { refusedBefore } from './refused-before';
import type { StaffDeps } from './staff-deps';
import { hiddenOf, type StaffPage } from './staff-page';

/** Everything that the case page shows. */
export async function caseFacts(deps: StaffDeps, page: StaffPage): Promise<HandedOverFacts> {
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
    governedBy: [governingLawsText(deps, request), ...namedByHand(deps, request)].join(' '),
    ...(rights[request.right].proof ? { identity: await identityText(deps, request) } : {}),
    ...(note ? { note } : {}),
    inFile,
    questions: await questionsAsked(deps, request),
    noteAnswer: questionsToNote(request),
    others: await otherRequests(deps, request),
    timeline: buildTimeline(deps, request, true),
    dateNotes: dateNotes(dueDates(request, deps.book), deps.book),
    ...(offer ? { extend: extendFacts(offer) } : {}),
    extensionHeldBy: lawThatHoldsDate(deps, request),
    grounds: groundFacts(deps, request, { laws: refusingLaws(deps, request), answer: 'any' }),
    soFar: carriedSoFar(request),
    ...(barred ? { notRefused: barred.why } : {}),
    ...(mayRefuseByName(page) && (!barred || barred.nobodyElse)
      ? { ownWords: { confirmation: await totpNeed(deps, page), name: page.staff.name } }
      : {}),
    told: recipientRows(deps, request),
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
    ...(isPausedWithStaff(request) ? { resume: await resumeFacts(deps, page, form) } : {}),
  };
}

/** What the form asked about this right, with the answers. */
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

/** The note that a colleague wrote when handing the request over. */
async function noteOf(deps: StaffDeps, request: DataSubjectRequest): Promise<string | undefined> {
  const decided = lastOf(request.log, 'decided');
  const byDecision = decided?.data.decision === 'handed-over' ? decided : undefined;
  const sealed = (byDecision ?? lastOf(request.log, 'handed-to-staff'))?.sealed;
  return sealed ? String(await deps.vault.unseal(request.requestId, sealed)) : undefined;
}
