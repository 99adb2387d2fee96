import { dueDates } from '../../../domain/due-dates';
import { nicknameOf } from '../../../domain/nickname';
import { referenceOf } from '../../../domain/reference';
import { buildTimeline } from '../../../words/build-timeline';
import { statusLabels } from '../../../words/status-labels';
import { frameOf } from '../../page-reply';
import { governingLawsText } from '../governing-laws-text';
import { lostFacts } from '../lost-facts';
import { notesInFile } from '../note-in-file';
import { otherRequests } from '../other-requests';
import { questionsAsked } from '../questions-asked';
import type { StaffDeps } from '../staff-deps';
import type { StaffPage } from '../staff-page';
import { actionsFacts } from './actions-facts';
import { certaintyAdvice } from './certainty-advice';
import { contestedFacts } from './contested';
import { correctionsFacts } from './corrections-facts';
import { dateNotes } from './date-notes';
import type { DecisionFacts } from './decision';
import { decisionChecks } from './decision-checks';
import { endingsFacts } from './endings';
import { foundCounts } from './found-counts';
import { identityText } from './identity-text';
import { previewFacts } from './preview-facts';
import { type SharedFacts, sharedFacts } from './shared-facts';
import { unmappedFacts } from './unmapped-facts';
import { unreadFacts } from './unread';

/** Everything that the decision page shows, as the request is now. */
export async function decisionFacts(
  deps: StaffDeps,
  page: StaffPage,
  given: Pick<SharedFacts, 'asking' | 'preview'>,
): Promise<DecisionFacts> {
  const { request } = page;
  const shared = await sharedFacts(deps, page, given);
  const { requester, preview, isPending } = shared;
  const { right, received, requestId } = request;
  const corrections = await correctionsFacts(deps, page, shared);
  const identity = [await identityText(deps, request), await certaintyAdvice(deps, request)];
  return {
    ...frameOf(deps),
    reference: referenceOf(requestId),
    nickname: nicknameOf(request),
    right,
    forWhom: received.forWhom,
    relation: received.relation,
    requester,
    governedBy: governingLawsText(deps, request),
    identity: identity.filter(Boolean).join(' '),
    questions: await questionsAsked(deps, request),
    inFile: await notesInFile(deps, request),
    timeline: buildTimeline(deps, request, true),
    dateNotes: dateNotes(dueDates(request, deps.book), deps.book),
    others: await otherRequests(deps, request),
    lost: lostFacts(request.log, deps.desk.zone),
    counts: await foundCounts(deps, request),
    blocks: unmappedFacts(deps, shared),
    checks: await decisionChecks(deps, request),
    unread: await unreadFacts(deps, page, shared),
    contested: contestedFacts(deps, page, shared),
    endings: await endingsFacts(deps, page, shared),
    corrections,
    ...(isPending ? {} : { status: `Where it stands: ${statusLabels[request.status]}.` }),
    ...(preview ? await previewFacts(deps, page, preview, shared) : {}),
    actions: await actionsFacts(deps, page, { ...shared, noticeWait: corrections?.wait }),
  };
}
